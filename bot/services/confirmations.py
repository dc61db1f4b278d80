"""What the drafter of a draft is asked to confirm."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256

from bot.domain.drafts import Confirmation
from bot.domain.findings import Level
from bot.domain.guidelines import Library
from bot.engine.checks import Check
from bot.engine.engine import Examined

_WORDS_SHOWN = 16
_MOST_LINKS = 20


def confirmations_for(library: Library, checks: Mapping[str, Check], examined: Examined) -> tuple[Confirmation, ...]:
    """Findings to be looked at, then each link, then what the guidelines ask of every draft.

    One sentence that several clauses ask for is one confirmation that cites them all.
    """
    clauses: dict[str, list[str]] = {}
    for question, clause in (*_findings(checks, examined), *_links(library, examined), *_standing(library)):
        if clause not in clauses.setdefault(question, []):
            clauses[question].append(clause)
    return tuple(Confirmation(_key(question), question, tuple(cited)) for question, cited in clauses.items())


def _findings(checks: Mapping[str, Check], examined: Examined) -> Iterator[tuple[str, str]]:
    first_words: dict[str, str] = {}
    for finding in examined.findings:
        if finding.level is Level.CONFIRM:
            words = first_words.setdefault(finding.check, _beginning(finding.excerpt))
            question = f"指摘「{checks[finding.check].title}」({words})を見直しました"
            yield from ((question, clause) for clause in finding.clauses)


def _beginning(excerpt: str) -> str:
    line = excerpt.split("\n", maxsplit=1)[0]
    return line if len(line) <= _WORDS_SHOWN else line[:_WORDS_SHOWN] + "…"


def _links(library: Library, examined: Examined) -> Iterator[tuple[str, str]]:
    asking = [clause.id for clause in library.confirming if clause.links]
    hosts = dict.fromkeys(link.host[-40:] for link in examined.links)
    questions = [f"リンク先({host})を開いて、内容を確かめました" for host in hosts]
    if len(hosts) > _MOST_LINKS:
        questions = [f"{len(hosts)}か所のリンク先をすべて開いて、内容を確かめました"]
    yield from ((question, clause) for question in questions for clause in asking)


def _standing(library: Library) -> Iterator[tuple[str, str]]:
    return ((clause.confirm, clause.id) for clause in library.confirming if clause.confirm)


@lru_cache(maxsize=1_024)  # most questions are asked of every draft
def _key(question: str) -> str:
    return sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:12]

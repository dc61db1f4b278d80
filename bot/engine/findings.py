"""From hits and readings to findings: filled in, merged where they say the same words, ordered, and marked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from bot.domain.findings import Citation, Finding, Level
from bot.engine.checks import Check
from bot.engine.likeness import Points, Reading
from bot.engine.matching import Hit
from bot.engine.text import Text

_MARK = 16  # hex digits


def of_hit(check: Check, hit: Hit, text: Text, citations: Sequence[Citation]) -> Finding:
    """What a check says of words it flags; at the gravest level its clauses give it."""
    start, end = text.place(hit.start, hit.end)
    excerpt = text.original[start:end]
    fields = {**hit.details, "excerpt": excerpt}
    return Finding(
        check=check.id,
        level=_gravest(citations),
        start=start,
        end=end,
        excerpt=excerpt,
        message=_fill(check.message, fields) or check.message,
        why=check.why,
        suggestion=_fill(check.suggestion, fields),
        citations=tuple(citations),
    )


def of_reading(
    checks: Sequence[Check], reading: Reading, points: Points, text: Text, citations: Mapping[str, Sequence[Citation]]
) -> Finding:
    """What is said of a passage that reads like the examples of these checks: never above `advise`, for it may err."""
    start, end = text.place(reading.start, reading.end)
    clauses = dict.fromkeys(citation.clause for check in checks for citation in citations[check.id])
    titles = "」「".join(check.title for check in checks)
    return Finding(
        check=checks[0].id,
        level=Level.ADVISE,
        start=start,
        end=end,
        excerpt=text.original[start:end],
        message=points.message.format(titles=titles, cues="」「".join(reading.cues)),
        why=points.why,
        suggestion=None,
        citations=tuple(Citation(clause, Level.ADVISE) for clause in clauses),
    )


def merged(findings: Iterable[Finding], text: Text) -> tuple[Finding, ...]:
    """The findings, gravest first, then by place; those on the same words are one, with all their clauses."""
    by_place: dict[tuple[int, int], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: finding.level.rank):
        by_place.setdefault((finding.start, finding.end), []).append(finding)
    ordered = sorted(map(_one, by_place.values()), key=lambda one: (one.level.rank, one.start, one.end))
    return tuple(_marked(ordered, text))


def _one(findings: list[Finding]) -> Finding:
    """The gravest finding, with what the others say besides."""
    first, *others = findings
    if not others:
        return first
    cited: dict[str, Citation] = {}
    for citation in (citation for finding in findings for citation in finding.citations):
        known = cited.setdefault(citation.clause, citation)
        cited[citation.clause] = min(known, citation, key=lambda one: one.level.rank)
    return replace(
        first,
        message="\n".join(dict.fromkeys(finding.message for finding in findings)),
        suggestion=next((finding.suggestion for finding in findings if finding.suggestion), None),
        citations=tuple(cited.values()),
    )


def _marked(findings: Iterable[Finding], text: Text) -> Iterable[Finding]:
    """Each with its fingerprint: check, words and sentence, so that it stays the same when the draft changes elsewhere.

    Of several that are alike in all three the first, second … in the draft are told apart.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        start, end = text.folded_place(finding.start, finding.end)
        told = "\0".join((finding.check, text.folded[start:end], text.folded[slice(*text.sentence(start))].strip()))
        seen[told] += 1
        digest = sha256(f"{told}\0{seen[told]}".encode("utf-8", "surrogatepass")).hexdigest()
        yield replace(finding, fingerprint=digest[:_MARK])


def _gravest(citations: Iterable[Citation]) -> Level:
    return min((citation.level for citation in citations), key=lambda level: level.rank)


def _fill(template: str | None, fields: dict[str, str]) -> str | None:
    """The template with its fields; None where it asks for a field this hit does not have."""
    try:
        return None if template is None else template.format_map(fields)
    except KeyError:
        return None

"""The rules folder: guidelines, checks and word lists, an office's own laid over the shipped ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bot.domain.errors import RulesError
from bot.domain.findings import Citation
from bot.domain.guidelines import Library
from bot.engine.check_loader import load_check
from bot.engine.checks import Check
from bot.engine.guideline_loader import load_guideline
from bot.engine.lexicons import Lexicon, load_lexicon

_SYNONYMS = "lookup_synonyms"
SHIPPED = Path(__file__).resolve().parents[2] / "rules"


@dataclass(frozen=True, slots=True)
class Scope:
    """What some guidelines ask of the engine.

    Attributes:
        citations: For each check the clauses that ask for it.
        domains: The organisations' own hosts.
        places: Their place names.
    """

    citations: Mapping[str, tuple[Citation, ...]]
    domains: tuple[str, ...]
    places: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """Everything the engine runs on.

    Attributes:
        library: The guidelines, in the order of their ids.
        checks: By id.
        lexicons: By name.
        version: SHA-256 over all rule files, so that a decision can name the rules it was made under.
    """

    library: Library
    checks: Mapping[str, Check]
    lexicons: Mapping[str, Lexicon]
    version: str

    _scopes: dict[tuple[str, ...], Scope] = field(default_factory=dict, repr=False)

    def scope(self, library: Library) -> Scope:
        """What these guidelines ask of the engine."""
        key = tuple(guideline.id for guideline in library.guidelines)
        if key not in self._scopes:
            self._scopes[key] = _scope(library)
        return self._scopes[key]


def _scope(library: Library) -> Scope:
    citations: dict[str, tuple[Citation, ...]] = {}
    for clause in library.clauses:
        for use in clause.checks:
            citations[use.id] = (*citations.get(use.id, ()), Citation(clause.id, use.level))
    domains = tuple(domain for guideline in library.guidelines for domain in guideline.domains)
    places = frozenset(place for guideline in library.guidelines for place in guideline.places)
    return Scope(citations, domains, places)


def load_rules(own: Path | None = None) -> Rules:
    """Read the shipped rules with an office's folder laid over them.

    A file of `own` with the same path below the folder takes the place of the shipped one.

    Raises:
        RulesError: A file cannot be used; the text names file, key and reason.
    """
    if own is not None and not own.is_dir():
        raise RulesError(f"{own}: フォルダーがありません")
    folders = [SHIPPED] if own is None else [SHIPPED, own]
    checks = _by_id(load_check(path) for path in _files(folders, "checks", "*/*.toml"))
    lexicons = {
        path.stem: load_lexicon(path) for path in _files(folders, "lexicons", "*.toml") if path.stem != _SYNONYMS
    }
    levels = {check.id: check.level for check in checks.values()}
    guidelines = tuple(load_guideline(path, levels) for path in _files(folders, "guidelines", "*.toml"))
    return Rules(Library(guidelines), checks, lexicons, _version(folders))


def synonyms_file(own: Path | None = None) -> Path:
    """The words of today that look-up knows, an office's own file in place of the shipped one."""
    place = Path("lexicons") / f"{_SYNONYMS}.toml"
    return own / place if own is not None and (own / place).exists() else SHIPPED / place


def _files(folders: list[Path], kind: str, pattern: str) -> list[Path]:
    """The files of a kind by their place in the folder, the later folder's before the earlier's."""
    found = {path.relative_to(folder): path for folder in folders for path in (folder / kind).glob(pattern)}
    return [found[place] for place in sorted(found)]


def _by_id(checks: Iterable[Check]) -> dict[str, Check]:
    by_id: dict[str, Check] = {}
    for check in checks:
        if check.id in by_id:
            raise RulesError(
                f"rules/checks/{check.topic}/{check.id}: id: 同じ id の指摘が {by_id[check.id].topic} にもあります"
            )
        by_id[check.id] = check
    return by_id


def _version(folders: list[Path]) -> str:
    digest = sha256()
    for kind, pattern in (("checks", "*/*.toml"), ("lexicons", "*.toml"), ("guidelines", "*.toml")):
        for path in _files(folders, kind, pattern):
            digest.update(path.read_bytes())
    return digest.hexdigest()

"""The rules folder: guidelines, checks and word lists, an office's own laid over the shipped ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from bot.domain.errors import RulesError
from bot.domain.findings import Citation
from bot.domain.guidelines import Library
from bot.engine.check_loader import load_check
from bot.engine.checks import Check
from bot.engine.guideline_loader import load_guideline
from bot.engine.lexicons import Lexicon, load_lexicon
from bot.engine.likeness import Points, load_points
from bot.engine.override_loader import Known, load_overrides
from bot.engine.overrides import Overrides
from bot.engine.own_files import ensure_usable, is_read
from bot.engine.synonyms import load_synonyms
from bot.engine.text import content_words

_CHECKS, _LEXICONS, _GUIDELINES = "checks/*/*.toml", "lexicons/*.toml", "guidelines/*.toml"
_LIKENESS = ("likeness/likeness.toml", "likeness/points.tsv")
_OVERRIDES = "overrides.toml"
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
        points: What passages that read like examples are told by; None: nothing was learned.
        overrides: What an office changes; `library`, `checks` and `lexicons` are with it already.
        written: The same rules as their files have them, without the overrides; None: nothing is overridden.
    """

    library: Library
    checks: Mapping[str, Check]
    lexicons: Mapping[str, Lexicon]
    version: str
    points: Points | None = None
    overrides: Overrides = field(default_factory=Overrides)
    written: "Rules | None" = None

    _scopes: dict[tuple[str, ...], Scope] = field(default_factory=dict, init=False, repr=False)

    def scope(self, library: Library) -> Scope:
        """What these guidelines ask of the engine."""
        key = tuple(guideline.id for guideline in library.guidelines)
        if key not in self._scopes:
            self._scopes[key] = _scope(library)
        return self._scopes[key]

    def without_examples(self) -> "Rules":
        """The same for who only runs them; the examples are for who changes the rules."""
        checks = {check_id: replace(check, matching=(), passing=()) for check_id, check in self.checks.items()}
        return replace(self, checks=checks, written=self.written and self.written.without_examples())


def _scope(library: Library) -> Scope:
    citations: dict[str, tuple[Citation, ...]] = {}
    for clause in library.clauses:
        for use in clause.checks:
            citations[use.id] = (*citations.get(use.id, ()), Citation(clause.id, use.level))
    domains = tuple(domain for guideline in library.guidelines for domain in guideline.domains)
    places = frozenset(place for guideline in library.guidelines for place in guideline.places)
    return Scope(citations, domains, places)


def load_rules(own: Path | None = None) -> Rules:
    """Read the shipped rules with an office's folder laid over them, and its overrides over both.

    A file of `own` with the same path below the folder takes the place of the shipped one, which it must name.

    Raises:
        RulesError: A file cannot be used; the text names file, key and reason.
    """
    folders = [SHIPPED] if own is None else [SHIPPED, own]
    if own is not None:
        ensure_usable(own, SHIPPED)
        load_synonyms(synonyms_file(own), content_words)  # look-up reads it later; what is wrong in it is told now
    written = _read(folders)
    known = Known(written.library, written.checks, written.lexicons)
    overrides = [load_overrides(path, known) for path in _files(folders, _OVERRIDES)]
    return _overridden(written, overrides[0]) if overrides else written


def _read(folders: list[Path]) -> Rules:
    checks = _by_id(load_check(path) for path in _files(folders, _CHECKS))
    lexicons = {path.stem: load_lexicon(path) for path in _files(folders, _LEXICONS) if path.stem != _SYNONYMS}
    levels = {check.id: check.level for check in checks.values()}
    guidelines = tuple(load_guideline(path, levels) for path in _files(folders, _GUIDELINES))
    points = load_points(*(_files(folders, place)[0] for place in _LIKENESS))
    for check_id in points.checks:
        if check_id not in checks:
            raise RulesError(f"rules/likeness/points.tsv: 1行目: 「{check_id}」という指摘はありません")
    return Rules(Library(guidelines), checks, lexicons, _version(folders), points)


def _overridden(written: Rules, overrides: Overrides) -> Rules:
    return replace(
        written,
        library=overrides.library_over(written.library),
        checks=overrides.checks_over(written.checks),
        lexicons=overrides.lexicons_over(written.lexicons),
        overrides=overrides,
        written=written,
    )


def synonyms_file(own: Path | None = None) -> Path:
    """The words of today that look-up knows, an office's own file in place of the shipped one."""
    place = Path("lexicons") / f"{_SYNONYMS}.toml"
    return own / place if own is not None and (own / place).exists() else SHIPPED / place


def _files(folders: list[Path], pattern: str) -> list[Path]:
    """The files of a kind by their place in the folder, the later folder's before the earlier's."""
    found = {path.relative_to(folder): path for folder in folders for path in folder.glob(pattern)}
    return [found[place] for place in sorted(found) if is_read(place)]


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
    for pattern in (_CHECKS, _LEXICONS, _GUIDELINES, *_LIKENESS, _OVERRIDES):
        for path in _files(folders, pattern):
            content = path.read_bytes()
            digest.update(f"{pattern} {path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()

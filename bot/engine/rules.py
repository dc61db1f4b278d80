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

SHIPPED = Path(__file__).resolve().parents[2] / "rules"


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

    _citations: dict[tuple[str, ...], dict[str, tuple[Citation, ...]]] = field(default_factory=dict, repr=False)

    def citations(self, library: Library) -> Mapping[str, tuple[Citation, ...]]:
        """For each check the clauses of these guidelines that ask for it."""
        key = tuple(guideline.id for guideline in library.guidelines)
        if key not in self._citations:
            cited: dict[str, tuple[Citation, ...]] = {}
            for clause in library.clauses:
                for use in clause.checks:
                    cited[use.id] = (*cited.get(use.id, ()), Citation(clause.id, use.level))
            self._citations[key] = cited
        return self._citations[key]


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
    lexicons = {path.stem: load_lexicon(path) for path in _files(folders, "lexicons", "*.toml")}
    levels = {check.id: check.level for check in checks.values()}
    guidelines = tuple(load_guideline(path, levels) for path in _files(folders, "guidelines", "*.toml"))
    return Rules(Library(guidelines), checks, lexicons, _version(folders))


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

"""An office's own folder: where its files may stand, and which of the shipped ones they replace."""

from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from bot.domain.errors import RulesError
from bot.engine.tables import Table, read_toml

_FOLDERS = ("checks", "lexicons", "guidelines", "likeness")
_PLACES = (
    ("overrides.toml",),
    ("checks", "*", "*.toml"),
    ("lexicons", "*.toml"),
    ("guidelines", "*.toml"),
    ("likeness", "likeness.toml"),
    ("likeness", "points.tsv"),
)
_LEARNED = Path("likeness", "points.tsv")
_DESKTOP = frozenset({"Thumbs.db", "desktop.ini"})


def is_read(place: Path) -> bool:
    """Whether rules are read from this place; not from hidden files, which desktops and Git leave behind."""
    return not any(part.startswith(".") for part in place.parts)


def ensure_usable(own: Path, shipped: Path) -> None:
    """Every file stands where it is read, and one that hides a shipped file says so.

    Notes (`*.md`) and what desktops leave behind may stand anywhere.

    Args:
        own: The office's folder.
        shipped: The folder it lies over.

    Raises:
        RulesError: The text names the file and what to write instead.
    """
    if not own.is_dir():
        raise RulesError(f"{own}: フォルダーがありません")
    for path in sorted(own.rglob("*")):
        place = path.relative_to(own)
        if path.is_dir() or not is_read(place) or path.suffix == ".md" or path.name in _DESKTOP:
            continue
        if not any(_stands(place, pattern) for pattern in _PLACES):
            raise RulesError(f"{path}: この場所のこの名前のファイルは読まれません。{_advice(place)}")
        _ensure_named(own, place, shipped)


def _stands(place: Path, pattern: tuple[str, ...]) -> bool:
    return len(place.parts) == len(pattern) and all(map(fnmatchcase, place.parts, pattern))


def _advice(place: Path) -> str:
    near = _nearest(place)
    if near is None:
        return f"置けるのは overrides.toml と、{'、'.join(_FOLDERS)} のフォルダーの中のファイルです"
    return f"「{near}」ではありませんか"


def _nearest(place: Path) -> str | None:
    """The right place that is spelled most alike."""
    first, *inner = place.parts
    stem = place.name.split(".")[0]
    folder = next(iter(get_close_matches(first.lower(), _FOLDERS, 1)), None)
    if not inner:
        near = get_close_matches(place.name.lower(), ["overrides.toml"])
        return near[0] if near else None
    if folder is None:
        return "overrides.toml" if get_close_matches(first.lower(), ["overrides"]) else None
    if folder == "likeness":
        near = get_close_matches(place.name.lower(), ["likeness.toml", "points.tsv"], 1)
        return f"likeness/{near[0]}" if near else None
    topic = f"{inner[0] if len(inner) > 1 else '話題の名前'}/" if folder == "checks" else ""
    return f"{folder}/{topic}{stem}.toml"


def _ensure_named(own: Path, place: Path, shipped: Path) -> None:
    """A file that hides a shipped one names it; for points, which are bare numbers, the settings beside them do."""
    if place == _LEARNED:
        if not (own / "likeness" / "likeness.toml").exists():
            raise RulesError(f"{own / place}: 同じフォルダーに、replaces を書いた likeness.toml も置いてください")
        return
    table = Table(read_toml(own / place), str(own / place))
    replaces, name = table.optional("replaces"), place.as_posix()
    hides = (shipped / place).is_file()
    if replaces is None and hides:
        raise table.error(
            "replaces", f'同じ名前の配布ファイルがあります。置きかえるなら replaces = "{name}" と書いてください'
        )
    if replaces is not None and not hides:
        raise table.error("replaces", f"配布ファイルに「{name}」はありません。加えるだけなら、この行を消してください")
    if replaces not in (None, name):
        raise table.error("replaces", f"「{replaces}」ではなく、このファイルの場所「{name}」を書いてください")

"""Reads an office's `overrides.toml`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot.domain.guidelines import Clause, Library
from bot.engine.check_loader import read_example, read_level
from bot.engine.checks import Check
from bot.engine.cues import Cue
from bot.engine.guideline_loader import read_domains
from bot.engine.lexicons import Lexicon
from bot.engine.matching import expand
from bot.engine.overrides import CheckOverride, GuidelineOverride, LexiconOverride, Overrides, message_of_words
from bot.engine.tables import Table, read_toml

_TARGETS = ("check", "lexicon", "guideline")
_CHANGES = {
    "check": ("off", "level", "add", "except", "except_sentence"),
    "lexicon": ("add", "remove", "instead"),
    "guideline": ("places", "domains"),
}
_EVERYWHERE = ("add", "except", "except_sentence")
_KEYS = {*_TARGETS, "clause", "reason", "match", "pass", *(key for keys in _CHANGES.values() for key in keys)}


@dataclass(frozen=True, slots=True)
class Known:
    """What overrides can name: the rules as their files have them."""

    library: Library
    checks: Mapping[str, Check]
    lexicons: Mapping[str, Lexicon]


def load_overrides(path: Path, known: Known) -> Overrides:
    """Read `[[override]]` tables; see rules/README.md for their keys.

    Raises:
        RulesError: One names something that is not there, changes nothing, or cannot be used; the text names file, key
            and reason.
    """
    table = Table(read_toml(path), str(path))
    rows = table.tables("override")
    table.finish()
    if not rows:
        raise table.error("override", "変えることを [[override]] で1つ以上書いてください")
    by_target: dict[str, list[Table]] = {target: [] for target in _TARGETS}
    for row in rows:
        by_target[_target(row)].append(row)
    words = Overrides(lexicons=tuple(_of_lexicon(row, known) for row in by_target["lexicon"]))
    known = Known(known.library, known.checks, words.lexicons_over(known.lexicons))
    checks = tuple(_of_check(row, known) for row in by_target["check"])
    _ensure_told_once(checks, table)
    return Overrides(checks, words.lexicons, tuple(_of_guideline(row, known) for row in by_target["guideline"]))


def _target(row: Table) -> str:
    """What a table changes, by its keys; every key it has belongs to that."""
    keys = set(row.keys())
    target = next((key for key in _TARGETS if key in keys), None)
    if target is None:
        raise row.error("check、lexicon、guideline", "何を変えるかを、どれか1つの名前で書いてください")
    scope = ("guideline", "clause", "match", "pass") if target == "check" else ()
    for key in sorted(keys & _KEYS):
        if key not in (target, "reason", *_CHANGES[target], *scope):
            raise row.error(key, f"{target} を変える override には書けない項目です")
    if not keys & set(_CHANGES[target]):
        raise row.error("、".join(_CHANGES[target]), "何をどう変えるかを、1つ以上書いてください")
    return target


def _named(row: Table, key: str, names: Collection[str], noun: str) -> str:
    name = row.take(key, str)
    if name not in names:
        near = get_close_matches(name, names, 1)
        hint = f"「{near[0]}」ではありませんか" if near else "名前をお確かめください"
        raise row.error(key, f"「{name}」という{noun}はありません。{hint}")
    return name


def _some(row: Table, key: str) -> tuple[str, ...]:
    """A list of strings, which may be missing but not empty."""
    keys, values = row.keys(), row.strings(key)
    if key in keys and not values:
        raise row.error(key, "1つ以上書いてください")
    return values


def _of_check(row: Table, known: Known) -> CheckOverride:
    check = known.checks[_named(row, "check", known.checks, "指摘")]
    _ensure_one_scope(row)
    given = set(row.keys())
    override = CheckOverride(
        where=row.where,
        check=check.id,
        clauses=_clauses(row, check.id, known.library) if given & {"off", "level"} else frozenset(),
        off=_off(row),
        level=read_level(row) if "level" in given else None,
        reason=row.take("reason", str, "").strip(),
        add=_added(row, check, known),
        cover=_covering(row),
        sentence=expand(_some(row, "except_sentence"), known.lexicons, row, "except_sentence"),
        matching=tuple(read_example(example, matching=True) for example in row.tables("match")),
        passing=tuple(read_example(example, matching=False) for example in row.tables("pass")),
    )
    row.finish()
    if override.off and not override.reason:
        raise row.error("reason", "止める理由を書いてください")
    return override


def _ensure_one_scope(row: Table) -> None:
    """Words and exceptions are the check's own, so only its level can differ from clause to clause."""
    given = set(row.keys())
    if {"guideline", "clause"} <= given:
        raise row.error("guideline、clause", "どちらか1つだけ書いてください")
    everywhere = [key for key in _EVERYWHERE if key in given]
    for key in given & {"guideline", "clause"}:
        if everywhere:
            raise row.error(key, f"{everywhere[0]} はどのガイドラインにも効くので、別の [[override]] に分けてください")
    for key in given & {"match", "pass"}:
        if not everywhere:
            raise row.error(key, "例は、add か except のある override に書いてください")
    if "off" in given and (everywhere or "level" in given):
        raise row.error("off", "指摘を止めるときは、ほかの変更を一緒に書かないでください")


def _clauses(row: Table, check: str, library: Library) -> frozenset[str]:
    """The ids of the clauses meant that ask for the check."""
    keys = row.keys()
    guideline = clause = None
    if "guideline" in keys:
        guideline = _named(row, "guideline", [one.id for one in library.guidelines], "ガイドライン")
    if "clause" in keys:
        clause = _named(row, "clause", [one.id for one in library.clauses], "条項")
    meant = [one for one in library.clauses if guideline in (None, one.guideline) and clause in (None, one.id)]
    found = frozenset(one.id for one in meant if _asks(one, check))
    if not found:
        there = "、".join(one.id for one in library.clauses if _asks(one, check))
        key = "clause" if clause else "guideline" if guideline else "check"
        raise row.error(key, f"「{check}」を使う条項は{f'、{there} です' if there else 'ありません'}")
    return found


def _asks(clause: Clause, check: str) -> bool:
    return any(use.id == check for use in clause.checks)


def _off(row: Table) -> bool:
    given = "off" in row.keys()  # noqa: SIM118 - a Table is no mapping
    off = row.take("off", bool, default=False)
    if given and not off:
        raise row.error("off", "止めるときに true と書きます。止めないときは、この override を消してください")
    return off


def _added(row: Table, check: Check, known: Known) -> tuple[str, ...]:
    words = expand(_some(row, "add"), known.lexicons, row, "add")
    if words and message_of_words(check) is None:
        raise row.error("add", f"「{check.id}」はことばだけでは決まらない指摘です。指摘を1つ、checks に加えてください")
    for word in words:
        if Cue(word).kind == "%":
            raise row.error("add", f"「{word}」はことばではないので、足せません")
    return words


def _covering(row: Table) -> tuple[str, ...]:
    words = tuple(word.strip("*") for word in _some(row, "except"))
    for word in words:
        if not word or Cue(word).kind or word.startswith("@") or not Cue(word).usable:
            raise row.error("except", f"「{word}」ではなく、指摘しない言い回しをそのまま書いてください")
    return words


def _of_lexicon(row: Table, known: Known) -> LexiconOverride:
    name = _named(row, "lexicon", known.lexicons, "語彙")
    row.optional("reason")
    words = known.lexicons[name].words
    remove: set[str] = set()
    for word in _some(row, "remove"):
        same = {one for one in words if one.strip("*") == word.strip("*")}
        if not same:
            raise row.error("remove", f"「{word}」は、語彙「{name}」にありません")
        remove |= same
    override = LexiconOverride(name, expand(_some(row, "add"), {}, row, "add"), frozenset(remove), _instead(row))
    row.finish()
    if not override.over(known.lexicons[name]).words:
        raise row.error("remove", f"語彙「{name}」のことばが1つもなくなります")
    return override


def _instead(row: Table) -> dict[str, str]:
    given = "instead" in row.keys()  # noqa: SIM118 - a Table is no mapping
    instead = row.table("instead").texts()
    if given and not all((instead, *instead, *instead.values())):
        raise row.error("instead", '{ "古い呼び名" = "いまの呼び名" } の形で書いてください')
    expand(instead, {}, row, "instead")
    return instead


def _of_guideline(row: Table, known: Known) -> GuidelineOverride:
    name = _named(row, "guideline", [one.id for one in known.library.guidelines], "ガイドライン")
    row.optional("reason")
    override = GuidelineOverride(name, _some(row, "places"), read_domains(row))
    row.finish()
    return override


def _ensure_told_once(overrides: tuple[CheckOverride, ...], table: Table) -> None:
    told: set[tuple[str, str]] = set()
    for one in overrides:
        for clause in sorted(one.clauses):
            if (one.check, clause) in told:
                raise table.error("override", f"「{one.check}」の {clause} での扱いが、2か所に書かれています")
            told.add((one.check, clause))

"""The office's sections and absences: entered one by one by administrators, or planned to be entered all at once."""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.errors import ReviewDeskError, StaleError
from bot.domain.organisation import Absence, Organisation, Role, Section, is_group
from bot.domain.people import Person, ensure_admin
from bot.services.desk import Desk

_TOKEN = re.compile(r"[UWS][A-Z0-9]{2,31}")
_LONGEST_NAME = 100
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_CHANGED = "この所属は、画面を開いたあとでほかの方が変更しました。お手数ですが、閉じてからもう一度開いてください。"
_TAKEN = "「{}」という所属は、すでにあります。"

logger = logging.getLogger(__name__)


class Field(StrEnum):
    """What a fault is about; also the name of its place in a form."""

    NAME = "name"
    STAFF = "staff"
    MANAGERS = "managers"
    DEPUTIES = "deputies"
    USER = "user"
    SINCE = "since"
    UNTIL = "until"

    @classmethod
    def of(cls, role: Role) -> "Field":
        """The field that holds the people of a role."""
        return {Role.STAFF: cls.STAFF, Role.MANAGER: cls.MANAGERS, Role.DEPUTY: cls.DEPUTIES}[role]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something cannot be kept.

    Attributes:
        field: What it is about.
        text: One sentence.
        token: The id of the person or user group it is about, if any.
    """

    field: Field
    text: str
    token: str = ""


class FaultsError(ReviewDeskError):
    """What was entered cannot be kept."""

    def __init__(self, *faults: Fault) -> None:
        """All that is wrong with it, at least one fault."""
        super().__init__("".join(fault.text for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as somebody saw it before they changed it: its name, and a digest of all it held."""

    name: str
    digest: str

    @classmethod
    def of(cls, section: Section) -> "Shown":
        """This section, as it is seen now."""
        people = "|".join(",".join(sorted(section.of(role))) for role in Role)
        return cls(section.name, hashlib.sha256(people.encode()).hexdigest()[:16])


def name_fault(name: str) -> str | None:
    """What is wrong with a section's name; None where nothing is."""
    if not name:
        return "所属の名前を入力してください。"
    if len(name) > _LONGEST_NAME:
        return f"所属の名前は、{_LONGEST_NAME}文字までにしてください。"
    if any(unicodedata.category(character) in _UNSEEN for character in name):
        return "所属の名前に、改行や目に見えない文字が入っています。入力し直してください。"
    return None


def name_key(name: str) -> str:
    """What a reader sees of a section's name: the same for names that differ in spaces or widths alone."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def token_fault(token: str) -> str | None:
    """What is wrong with the id of a person or user group; None where nothing is."""
    if _TOKEN.fullmatch(token):
        return None
    return f"「{token}」は、ユーザーID(U…)でもユーザーグループID(S…)でもありません。"


def user_fault(token: str) -> str | None:
    """What is wrong with the id of a person; None where nothing is."""
    if _TOKEN.fullmatch(token) and not is_group(token):
        return None
    return f"「{token}」はユーザーID(U…)ではありません。不在は、お一人ずつ登録してください。"


def days_fault(since: date, until: date) -> str | None:
    """What is wrong with the days of an absence; None where nothing is."""
    if until < since:
        return f"不在の終わり({until})が、始まり({since})より前の日になっています。"
    return None


@dataclass(frozen=True, slots=True)
class Move:
    """Who comes to a role of a section, and who leaves it."""

    role: Role
    joining: tuple[str, ...]
    leaving: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a section.

    Attributes:
        section: Its name.
        new: It was not there before.
        gone: It is not there any more.
        moves: For each role in which somebody comes or leaves.
    """

    section: str
    new: bool
    gone: bool
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change if one organisation took the place of another.

    Attributes:
        changes: The sections that change, in the new order, those that are gone at the end.
        begun: Absences that were not there before.
        ended: Absences that are not there any more.
        reordered: Sections that stay stand in another order.
        leaderless: Names of sections that will have no manager.
    """

    changes: tuple[Change, ...]
    begun: tuple[Absence, ...]
    ended: tuple[Absence, ...]
    reordered: bool
    leaderless: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changes or self.begun or self.ended or self.reordered)


def plan(before: Organisation, after: Organisation) -> Plan:
    """What would change if `after` took the place of `before`."""
    old, new = ({section.name: section for section in one.sections} for one in (before, after))
    changes = (_change(name, old.get(name), new.get(name)) for name in dict.fromkeys((*new, *old)))
    return Plan(
        changes=tuple(change for change in changes if change.new or change.gone or change.moves),
        begun=tuple(absence for absence in after.absences if absence not in before.absences),
        ended=tuple(absence for absence in before.absences if absence not in after.absences),
        reordered=[name for name in old if name in new] != [name for name in new if name in old],
        leaderless=tuple(section.name for section in after.sections if not section.managers),
    )


def _change(name: str, before: Section | None, after: Section | None) -> Change:
    moves = (_move(role, before or Section(name), after or Section(name)) for role in Role)
    return Change(name, before is None, after is None, tuple(move for move in moves if move.joining or move.leaving))


def _move(role: Role, before: Section, after: Section) -> Move:
    old, new = before.of(role), after.of(role)
    return Move(
        role,
        joining=tuple(token for token in new if token not in old),
        leaving=tuple(token for token in old if token not in new),
    )


def save_section(desk: Desk, actor: Person, section: Section, shown: Shown | None) -> None:
    """Keep a section, new or changed.

    Args:
        desk: The desk.
        actor: Who does it, as looked up just now.
        section: As it is to be.
        shown: The section it was, as the actor saw it; None for a new one.

    Raises:
        NotEntitledError: Not an administrator of the workspace.
        StaleError: Somebody else changed the section since the actor saw it.
        FaultsError: It cannot be kept like this.
    """
    ensure_admin(actor)
    organisation = desk.sections.organisation()
    before = None if shown is None else organisation.section(shown.name)
    if shown is not None and (before is None or Shown.of(before) != shown):
        raise StaleError(_CHANGED)
    others = [other for other in organisation.sections if other != before]
    faults = tuple(_section_faults(desk, section, before or Section(""), others))
    if faults:
        raise FaultsError(*faults)
    try:
        desk.sections.put(section, shown.name if shown else None)
    except ValueError as error:
        raise FaultsError(Fault(Field.NAME, _TAKEN.format(section.name))) from error
    except LookupError as error:
        raise StaleError(_CHANGED) from error
    logger.info("%s kept the section %s", actor.id, section.name)


def remove_section(desk: Desk, actor: Person, name: str) -> None:
    """Take a section out; NotEntitledError unless the actor administers the workspace."""
    ensure_admin(actor)
    desk.sections.remove(name)
    logger.info("%s took out the section %s", actor.id, name)


def save_absence(desk: Desk, actor: Person, absence: Absence) -> None:
    """Somebody will be away: an administrator enters it, or they do themself.

    Raises:
        NotEntitledError: The absence is somebody else's, and the actor no administrator of the workspace.
        FaultsError: It cannot be kept like this.
    """
    _ensure_own(actor, absence)
    wrong = ((Field.USER, user_fault(absence.user)), (Field.UNTIL, days_fault(absence.since, absence.until)))
    faults = tuple(Fault(field, text) for field, text in wrong if text)
    if faults:
        raise FaultsError(*faults)
    desk.sections.add_absence(absence)
    logger.info("%s entered an absence of %s", actor.id, absence.user)


def remove_absence(desk: Desk, actor: Person, absence: Absence) -> None:
    """They will not be away after all; NotEntitledError as `save_absence`."""
    _ensure_own(actor, absence)
    desk.sections.remove_absence(absence)
    logger.info("%s took out an absence of %s", actor.id, absence.user)


def _ensure_own(actor: Person, absence: Absence) -> None:
    if absence.user != actor.id or not actor.staff:
        ensure_admin(actor)


def _section_faults(desk: Desk, section: Section, before: Section, others: Sequence[Section]) -> Iterator[Fault]:
    taken = name_key(section.name) in {name_key(other.name) for other in others}
    name = name_fault(section.name) or (_TAKEN.format(section.name) if taken else None)
    if name:
        yield Fault(Field.NAME, name)
    for role in Role:
        added = (token for token in section.of(role) if token not in before.of(role))
        faults = ((token, token_fault(token) or _seat_fault(desk, role, token)) for token in added)
        first = next(((token, text) for token, text in faults if text), None)
        if first:
            yield Fault(Field.of(role), first[1], first[0])


def _seat_fault(desk: Desk, role: Role, token: str) -> str | None:
    """Why somebody cannot have a role; staff are looked up when they submit, so that many can be entered at once."""
    if is_group(token):
        if desk.directory.members((token,), fresh=True):
            return None
        return f"ユーザーグループ「{token}」が見つからないか、どなたも入っていません。IDをご確認ください。"
    if role is Role.STAFF or desk.directory.person(token, fresh=False).staff:
        return None
    return (
        f"{role}にできるのは、職員として登録されている方だけです。"
        "ゲスト、組織外の方、アプリ、退職された方は選べません。(吉備中央町 4(6)、藤沢市 3)"
    )

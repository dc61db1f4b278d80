"""The organisation as a table: one line a person and role, further lines for absences."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.cli.inputs import InputError
from bot.cli.sheets import cell_text, sheet_line
from bot.domain.organisation import Absence, Organisation, Role, Section
from bot.services.organisation import days_fault, name_fault, name_key, token_fault, user_fault

SECTION, ROLE, PERSON, SINCE, UNTIL = "所属", "役割", "ユーザーID", "不在開始", "不在終了"
HEADINGS = (SECTION, ROLE, PERSON, SINCE, UNTIL)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MOST_FAULTS = 30


@dataclass(frozen=True, slots=True)
class Read:
    """What a table says.

    Attributes:
        sections: In the order of their first lines.
        absences: None where the table has no columns for them.
        unread: Headings of columns that are for people alone.
    """

    sections: tuple[Section, ...]
    absences: tuple[Absence, ...] | None
    unread: tuple[str, ...]


class _LineError(Exception):
    """What is wrong with a line: one sentence."""


def read_table(content: bytes, name: str) -> Read:
    """Read a table as UTF-8, with or without a byte order mark, or as Excel saves it (cp932).

    Args:
        content: The file's bytes.
        name: What faults call the file.

    Raises:
        InputError: Something is wrong with it; the text names each line and fault.
    """
    rows = _rows(content, name)
    headings = [_plain(cell) for cell in rows[0]] if rows else []
    problem = _heading_fault(headings)
    if problem:
        raise InputError(f"{name}, 1行目: {problem}")
    taking = _Taking()
    faults = [f"{name}, {number}行目: {text}" for number, text in taking.faults(headings, rows[1:])]
    if not faults and not taking.sections:
        raise InputError(f"{name}: 所属が1つも書かれていません。何も変えていません。")
    if faults:
        raise InputError(_told(name, faults))
    absences = tuple(taking.absences) if SINCE in headings else None
    return Read(taking.made(), absences, tuple(heading for heading in headings if heading and heading not in HEADINGS))


def table_lines(organisation: Organisation) -> Iterator[str]:
    """The table of an organisation, each line with its line break."""
    yield sheet_line(HEADINGS)
    for section in organisation.sections:
        if not section.everybody:
            yield sheet_line((section.name, "", "", "", ""))
        for role in (Role.MANAGER, Role.DEPUTY, Role.STAFF):
            for token in section.of(role):
                yield sheet_line((section.name, role.value, token, "", ""))
    for absence in organisation.absences:
        yield sheet_line(("", "", absence.user, str(absence.since), str(absence.until)))


@dataclass(slots=True)
class _Taking:
    """What was taken from the lines so far.

    Attributes:
        sections: The people of each section, by role.
        absences: In the order of their lines, each once.
        lines: On which line somebody was given a role.
        names: How a section's name was written first, by its `name_key`.
    """

    sections: dict[str, dict[Role, list[str]]] = field(default_factory=dict)
    absences: dict[Absence, None] = field(default_factory=dict)
    lines: dict[tuple[str, Role, str], int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def faults(self, headings: list[str], rows: list[list[str]]) -> Iterator[tuple[int, str]]:
        """Take the lines, the first of which is the second of the file; those that cannot be used, with the reason."""
        for number, cells in enumerate(rows, 2):
            try:
                self._take(number, _row(headings, cells))
            except _LineError as error:
                yield number, str(error)

    def made(self) -> tuple[Section, ...]:
        """The sections."""
        return tuple(
            Section(name, *(tuple(people[role]) for role in (Role.STAFF, Role.MANAGER, Role.DEPUTY)))
            for name, people in self.sections.items()
        )

    def _take(self, number: int, row: Mapping[str, str]) -> None:
        name, token = cell_text(row[SECTION]), _plain(row[PERSON])
        role = _role(_plain(row[ROLE]))
        days = _days(row)
        if not any((name, token, role, days)):
            return
        if name:
            self._begin(name)
        if role is not None:
            self._seat(number, name, role, token)
        elif token and name:
            raise _LineError(f"「{name}」での役割を書いてください({'・'.join(Role)})。")
        if days is not None:
            _refuse(user_fault(token))
            self.absences[Absence(token, *days)] = None
        elif token and role is None:
            raise _LineError(f"「{token}」の所属と役割か、不在の日を書いてください。")

    def _begin(self, name: str) -> None:
        _refuse(name_fault(name))
        written = self.names.setdefault(name_key(name), name)
        if written != name:
            raise _LineError(f"「{name}」と「{written}」は、空白や全角・半角だけが違います。書き方をそろえてください。")
        self.sections.setdefault(name, {role: [] for role in Role})

    def _seat(self, number: int, name: str, role: Role, token: str) -> None:
        if not name:
            raise _LineError(f"「{role}」がどの所属のものか、所属を書いてください。")
        if not token:
            raise _LineError(f"「{name}」の{role}のユーザーIDを書いてください。")
        _refuse(token_fault(token))
        first = self.lines.setdefault((name, role, token), number)
        if first != number:
            raise _LineError(f"「{name}」の{role}「{token}」は、{first}行目にもあります。")
        self.sections[name][role].append(token)


def _rows(content: bytes, name: str) -> list[list[str]]:
    try:
        reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: UTF-8のCSVでも、Excelで保存したCSV(cp932)でもありません。") from error
    try:
        return list(reader)
    except csv.Error as error:
        where = f"{name}, {reader.line_num}行目"
        raise InputError(f"{where}: CSVとして読めません。引用符の閉じ忘れなどがないか、ご確認ください。") from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")


def _heading_fault(headings: list[str]) -> str | None:
    for heading in (SECTION, ROLE, PERSON):
        if heading not in headings:
            return f"見出しに「{heading}」がありません。"
    if (SINCE in headings) != (UNTIL in headings):
        return f"見出しの「{SINCE}」と「{UNTIL}」は、両方を書くか、両方を省いてください。"
    doubled = next((heading for heading in HEADINGS if headings.count(heading) > 1), None)
    return None if doubled is None else f"見出しに「{doubled}」が2つあります。"


def _row(headings: list[str], cells: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(headings) :]):
        raise _LineError("見出しのない列に、何か書かれています。")
    row = dict(zip(headings, cells, strict=False))
    return {heading: row.get(heading, "") for heading in HEADINGS}


def _plain(cell: str) -> str:
    """A cell of which width and spaces mean nothing."""
    return unicodedata.normalize("NFKC", cell_text(cell)).strip()


def _role(text: str) -> Role | None:
    if not text:
        return None
    try:
        return Role(text)
    except ValueError as error:
        raise _LineError(f"役割「{text}」はありません。{'・'.join(Role)}のどれかを書いてください。") from error


def _days(row: Mapping[str, str]) -> tuple[date, date] | None:
    since, until = _plain(row[SINCE]), _plain(row[UNTIL])
    if not since and not until:
        return None
    if not since or not until:
        raise _LineError(f"「{SINCE}」と「{UNTIL}」の両方を書いてください。1日だけのときは、同じ日を書きます。")
    days = _day(since), _day(until)
    _refuse(days_fault(*days))
    return days


def _day(text: str) -> date:
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError as error:
        raise _LineError(f"「{text}」という日はありません。2027-04-01 か 2027/4/1 の形で書いてください。") from error


def _refuse(fault: str | None) -> None:
    if fault:
        raise _LineError(fault)


def _told(name: str, faults: list[str]) -> str:
    """How many there are, then each; the last line is one of them."""
    count = f"{name}: 直していただきたいところが{len(faults)}か所あります。何も変えていません。"
    more = f"はじめの{_MOST_FAULTS}か所だけをお示しします。" if len(faults) > _MOST_FAULTS else ""
    return "\n".join([count + more, *faults[:_MOST_FAULTS]])

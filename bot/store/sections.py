"""The office's sections and absences, in the database."""

from collections import defaultdict
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from bot.domain.organisation import Absence, Organisation, Role, Section
from bot.store.store import Database
from bot.store.tables import AbsenceRow, MemberRow, SectionRow, table

SECTIONS, MEMBERS, ABSENCES = table(SectionRow), table(MemberRow), table(AbsenceRow)


def read_organisation(connection: Connection) -> Organisation:
    """The organisation as a transaction sees it."""
    people = defaultdict[tuple[int, str], list[str]](list)
    for row in connection.execute(select(MEMBERS).order_by(MEMBERS.c.token)):
        people[row.section_id, row.role].append(row.token)

    def of(section: int, role: Role) -> tuple[str, ...]:
        return tuple(people[section, _kept(role)])

    sections = tuple(
        Section(row.name, of(row.id, Role.STAFF), of(row.id, Role.MANAGER), of(row.id, Role.DEPUTY))
        for row in connection.execute(select(SECTIONS).order_by(SECTIONS.c.id))
    )
    absences = connection.execute(select(ABSENCES).order_by(ABSENCES.c.since, ABSENCES.c.user, ABSENCES.c.id))
    return Organisation(sections, tuple(Absence(row.user, row.since, row.until) for row in absences))


class SqlSections:
    """A `Sections` over a database."""

    def __init__(self, database: Database) -> None:
        """The database, opened."""
        self._database = database

    def organisation(self) -> Organisation:
        """See `Sections.organisation`."""
        with self._database.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return read_organisation(connection)

    def replace(self, organisation: Organisation) -> None:
        """See `Sections.replace`."""
        with self._database.begin() as connection:
            _wait_for_others(connection)
            for each in (MEMBERS, SECTIONS, ABSENCES):
                connection.execute(delete(each))
            for section in organisation.sections:
                _write_people(connection, _add(connection, section.name), section)
            if organisation.absences:
                connection.execute(insert(ABSENCES), [asdict(absence) for absence in organisation.absences])

    def put(self, section: Section, formerly: str | None) -> None:
        """See `Sections.put`."""
        with self._database.begin() as connection:
            _wait_for_others(connection)
            if section.name != formerly and _id(connection, section.name) is not None:
                raise ValueError(section.name)
            number = _add(connection, section.name) if formerly is None else _id(connection, formerly)
            if number is None:
                raise LookupError(formerly)
            connection.execute(update(SECTIONS).where(SECTIONS.c.id == number).values(name=section.name))
            connection.execute(delete(MEMBERS).where(MEMBERS.c.section_id == number))
            _write_people(connection, number, section)

    def remove(self, name: str) -> None:
        """See `Sections.remove`."""
        with self._database.begin() as connection:
            _wait_for_others(connection)
            connection.execute(delete(SECTIONS).where(SECTIONS.c.name == name))

    def add_absence(self, absence: Absence) -> None:
        """See `Sections.add_absence`."""
        with self._database.begin() as connection:
            _wait_for_others(connection)
            if connection.execute(select(ABSENCES.c.id).where(_is(absence))).first() is None:
                connection.execute(insert(ABSENCES), asdict(absence))

    def remove_absence(self, absence: Absence) -> None:
        """See `Sections.remove_absence`."""
        with self._database.begin() as connection:
            _wait_for_others(connection)
            connection.execute(delete(ABSENCES).where(_is(absence)))


def _kept(role: Role) -> str:
    """A role as `MemberRow` has it."""
    return role.name.lower()


def _wait_for_others(connection: Connection) -> None:
    """One transaction changes sections at a time; reading goes on. SQLite lets one transaction write anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE sections IN SHARE ROW EXCLUSIVE MODE")


def _id(connection: Connection, name: str) -> int | None:
    return connection.execute(select(SECTIONS.c.id).where(SECTIONS.c.name == name)).scalar()


def _add(connection: Connection, name: str) -> int:
    number: int = connection.execute(insert(SECTIONS).values(name=name).returning(SECTIONS.c.id)).scalar_one()
    return number


def _write_people(connection: Connection, number: int, section: Section) -> None:
    rows = [
        {"section_id": number, "token": token, "role": _kept(role)}
        for role in Role
        for token in dict.fromkeys(section.of(role))
    ]
    if rows:
        connection.execute(insert(MEMBERS), rows)


def _is(absence: Absence) -> ColumnElement[bool]:
    return and_(*(ABSENCES.c[name] == value for name, value in asdict(absence).items()))

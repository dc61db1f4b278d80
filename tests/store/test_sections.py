"""The organisation is kept whole and in order, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.organisation import Absence, Organisation, Section
from bot.store.sections import SqlSections
from bot.store.store import Database

PLANNING = Section("企画課", ("U1", "U2"), ("U3",), ("S1", "U4"))
TAX = Section("税務課", managers=("S2",))
CARE = Section("介護課", ("U1",), ("U9",))
ABSENCE = Absence("U3", date(2026, 12, 28), date(2027, 1, 8))
EARLIER = Absence("U9", date(2026, 4, 1), date(2026, 4, 1))
OFFICE = Organisation((TAX, PLANNING, CARE), (EARLIER, ABSENCE))


@pytest.fixture
def sections(opened: Database) -> SqlSections:
    return SqlSections(opened)


@pytest.fixture
def filled(sections: SqlSections) -> SqlSections:
    sections.replace(OFFICE)
    return sections


def names(sections: SqlSections) -> list[str]:
    return [section.name for section in sections.organisation().sections]


def test_an_organisation_comes_back_as_it_was_kept_in_its_own_order(filled: SqlSections) -> None:
    assert filled.organisation() == OFFICE


def test_a_fresh_database_has_no_sections(sections: SqlSections) -> None:
    assert sections.organisation() == Organisation()


def test_another_organisation_takes_the_place_of_all_there_was(filled: SqlSections) -> None:
    other = Organisation((replace(CARE, staff=()), TAX))
    filled.replace(other)
    assert filled.organisation() == other


def test_an_organisation_that_cannot_be_kept_leaves_the_one_there_was(filled: SqlSections) -> None:
    with pytest.raises(SQLAlchemyError):
        filled.replace(Organisation((PLANNING, PLANNING)))
    assert filled.organisation() == OFFICE


def test_a_new_section_stands_at_the_end(filled: SqlSections) -> None:
    filled.put(Section("秘書課", managers=("U5",)), None)
    assert filled.organisation().sections == (*OFFICE.sections, Section("秘書課", managers=("U5",)))


def test_a_section_keeps_its_place_under_another_name_and_with_other_people(filled: SqlSections) -> None:
    renamed = Section("政策企画課", ("U7",), ("U3",))
    filled.put(renamed, "企画課")
    assert filled.organisation().sections == (TAX, renamed, CARE)


def test_the_same_person_may_be_there_in_two_roles_and_is_kept_once_in_each(filled: SqlSections) -> None:
    filled.put(Section("企画課", ("U1", "U1"), ("U1",)), "企画課")
    assert filled.organisation().section("企画課") == Section("企画課", ("U1",), ("U1",))


@pytest.mark.parametrize("formerly", [None, "企画課"], ids=["a new one", "a renamed one"])
def test_no_two_sections_have_one_name(filled: SqlSections, formerly: str | None) -> None:
    with pytest.raises(ValueError, match="税務課"):
        filled.put(Section("税務課"), formerly)
    assert filled.organisation() == OFFICE


def test_a_section_that_was_taken_out_meanwhile_does_not_come_back(filled: SqlSections) -> None:
    filled.remove("企画課")
    with pytest.raises(LookupError):
        filled.put(replace(PLANNING, staff=("U8",)), "企画課")
    assert names(filled) == ["税務課", "介護課"]


def test_a_section_is_taken_out_with_its_people_however_often(filled: SqlSections) -> None:
    filled.remove("税務課")
    filled.remove("税務課")
    filled.put(Section("税務課"), None)
    assert filled.organisation().sections == (PLANNING, CARE, Section("税務課"))


def test_an_absence_is_kept_once_and_taken_out_alone(filled: SqlSections) -> None:
    other = replace(ABSENCE, user="U4")
    filled.add_absence(other)
    filled.add_absence(other)
    filled.remove_absence(ABSENCE)
    assert filled.organisation().absences == (EARLIER, other)


def test_sections_entered_at_once_are_all_kept_and_each_once(sections: SqlSections) -> None:
    def enter(number: int) -> bool:
        try:
            sections.put(Section(f"第{number % 6}課", managers=(f"U{number}",)), None)
        except ValueError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(enter, range(12)))
    assert kept.count(True) == 6
    assert sorted(names(sections)) == [f"第{number}課" for number in range(6)]

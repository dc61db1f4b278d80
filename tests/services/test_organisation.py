"""Who may change the organisation, what cannot be kept, and what a change of everything means."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import NotEntitledError, StaleError
from bot.domain.organisation import Absence, Organisation, Role, Section
from bot.domain.people import Person
from bot.services.organisation import (
    Change,
    FaultsError,
    Field,
    Move,
    Shown,
    plan,
    remove_absence,
    remove_section,
    save_absence,
    save_section,
)
from tests.services.office import ADMIN, APPROVERS, DRAFTER, GUEST, MANAGER, SECOND, Office

TAX = Section("税務課", (DRAFTER,), (MANAGER,), (SECOND,))
AWAY = Absence(MANAGER, date(2026, 12, 28), date(2027, 1, 3))


@pytest.fixture
def admin(office: Office) -> Person:
    return office.desk.directory.person(ADMIN, fresh=True)


@pytest.fixture
def drafter(office: Office) -> Person:
    return office.desk.directory.person(DRAFTER, fresh=True)


def sections(office: Office) -> tuple[Section, ...]:
    return office.desk.sections.organisation().sections


def faults(office: Office, actor: Person, section: Section, shown: Shown | None = None) -> dict[Field, str]:
    """What is said against a section, by field; it is not kept."""
    before = sections(office)
    with pytest.raises(FaultsError) as refused:
        save_section(office.desk, actor, section, shown)
    assert sections(office) == before
    return {fault.field: fault.text for fault in refused.value.faults}


def test_an_administrator_enters_a_section_changes_it_and_takes_it_out(office: Office, admin: Person) -> None:
    save_section(office.desk, admin, TAX, None)
    renamed = replace(TAX, name="課税課", deputies=())
    save_section(office.desk, admin, renamed, Shown.of(TAX))
    assert sections(office) == (renamed,)
    remove_section(office.desk, admin, "課税課")
    assert sections(office) == ()


def test_nobody_else_changes_the_sections(office: Office, drafter: Person) -> None:
    with pytest.raises(NotEntitledError, match="管理者"):
        save_section(office.desk, drafter, TAX, None)
    office.desk.sections.put(TAX, None)
    with pytest.raises(NotEntitledError, match="管理者"):
        remove_section(office.desk, drafter, TAX.name)
    assert sections(office) == (TAX,)


def test_an_administrator_who_has_left_changes_nothing(office: Office) -> None:
    with pytest.raises(NotEntitledError):
        save_section(office.desk, Person(ADMIN, admin=True, deactivated=True), TAX, None)


def test_a_section_without_a_manager_may_be_kept(office: Office, admin: Person) -> None:
    save_section(office.desk, admin, Section("税務課"), None)
    assert sections(office) == (Section("税務課"),)


@pytest.mark.parametrize("change", [replace(TAX, staff=()), replace(TAX, name="課税課"), None], ids=str)
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    office: Office, admin: Person, change: Section | None
) -> None:
    save_section(office.desk, admin, TAX, None)
    if change is None:
        remove_section(office.desk, admin, TAX.name)
    else:
        save_section(office.desk, admin, change, Shown.of(TAX))
    with pytest.raises(StaleError, match="ほかの方が変更"):
        save_section(office.desk, admin, replace(TAX, managers=(SECOND,)), Shown.of(TAX))
    assert sections(office) == (() if change is None else (change,))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "名前を入力"),
        ("課" * 101, "100文字まで"),
        ("税務\n課", "改行"),
        ("税\u200b務課", "目に見えない"),
        ("税務課", "すでにあります"),
        ("税務 課", "すでにあります"),
    ],
)
def test_a_name_that_cannot_be_kept_is_said(office: Office, admin: Person, name: str, words: str) -> None:
    save_section(office.desk, admin, TAX, None)
    assert words in faults(office, admin, Section(name))[Field.NAME]


def test_a_section_may_be_renamed_by_a_space_alone(office: Office, admin: Person) -> None:
    save_section(office.desk, admin, TAX, None)
    save_section(office.desk, admin, replace(TAX, name="税務　課"), Shown.of(TAX))
    assert sections(office) == (replace(TAX, name="税務　課"),)


def test_every_field_that_cannot_be_kept_is_named(office: Office, admin: Person) -> None:
    office.people.groups["SEMPTY"] = set()
    said = faults(office, admin, Section("", ("u1",), (GUEST,), (SECOND, "SEMPTY")))
    assert set(said) == {Field.NAME, Field.STAFF, Field.MANAGERS, Field.DEPUTIES}
    assert "「u1」" in said[Field.STAFF]
    assert "吉備中央町 4(6)、藤沢市 3" in said[Field.MANAGERS]
    assert "「SEMPTY」が見つからない" in said[Field.DEPUTIES]


def test_who_has_a_role_already_is_not_asked_for_again(office: Office, admin: Person) -> None:
    save_section(office.desk, admin, replace(TAX, managers=(MANAGER, APPROVERS)), None)
    office.people.guests.add(MANAGER)
    office.people.groups[APPROVERS] = set()
    section = Section("税務課", (), (APPROVERS, MANAGER))
    save_section(office.desk, admin, section, Shown.of(sections(office)[0]))
    assert sections(office) == (section,)


def test_an_absence_is_entered_by_an_administrator_or_by_the_person_themself(
    office: Office, admin: Person, drafter: Person
) -> None:
    own = replace(AWAY, user=DRAFTER)
    save_absence(office.desk, admin, AWAY)
    save_absence(office.desk, drafter, own)
    with pytest.raises(NotEntitledError):
        save_absence(office.desk, drafter, replace(AWAY, user=SECOND))
    with pytest.raises(NotEntitledError):
        remove_absence(office.desk, drafter, AWAY)
    assert set(office.desk.sections.organisation().absences) == {AWAY, own}
    remove_absence(office.desk, drafter, own)
    remove_absence(office.desk, admin, AWAY)
    assert office.desk.sections.organisation().absences == ()


def test_a_guest_enters_no_absence(office: Office) -> None:
    with pytest.raises(NotEntitledError):
        save_absence(office.desk, office.desk.directory.person(GUEST, fresh=True), replace(AWAY, user=GUEST))


@pytest.mark.parametrize(
    ("absence", "field"),
    [
        (replace(AWAY, until=date(2026, 12, 27)), Field.UNTIL),
        (replace(AWAY, user="S0GROUP"), Field.USER),
        (replace(AWAY, user="太郎"), Field.USER),
    ],
)
def test_an_absence_that_cannot_be_kept_is_said(office: Office, admin: Person, absence: Absence, field: Field) -> None:
    with pytest.raises(FaultsError) as refused:
        save_absence(office.desk, admin, absence)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert office.desk.sections.organisation().absences == ()


def test_an_absence_of_one_day_is_one(office: Office, admin: Person) -> None:
    day = replace(AWAY, until=AWAY.since)
    save_absence(office.desk, admin, day)
    assert office.desk.sections.organisation().away([MANAGER], AWAY.since) == {MANAGER}


CARE, OLD = Section("介護課", ("U1", "U2"), ("U3",)), Section("旧課", (), ("U9",))
BEFORE = Organisation((TAX, CARE, OLD), (AWAY,))


def test_a_plan_tells_section_by_section_who_comes_and_who_leaves() -> None:
    later = replace(AWAY, until=date(2027, 1, 9))
    planned = plan(BEFORE, Organisation((TAX, replace(CARE, staff=("U2", "U4")), Section("新課", ("U5",))), (later,)))
    assert planned.changes == (
        Change("介護課", new=False, gone=False, moves=(Move(Role.STAFF, ("U4",), ("U1",)),)),
        Change("新課", new=True, gone=False, moves=(Move(Role.STAFF, ("U5",), ()),)),
        Change("旧課", new=False, gone=True, moves=(Move(Role.MANAGER, (), ("U9",)),)),
    )
    assert (planned.begun, planned.ended) == ((later,), (AWAY,))
    assert planned.leaderless == ("新課",)
    assert not planned.reordered


def test_the_same_people_in_another_order_are_no_change() -> None:
    assert plan(BEFORE, Organisation((TAX, replace(CARE, staff=("U2", "U1")), OLD), (AWAY,))).empty


def test_the_same_sections_in_another_order_are_a_change() -> None:
    planned = plan(BEFORE, Organisation((CARE, TAX, OLD), (AWAY,)))
    assert planned.reordered
    assert not planned.changes
    assert not planned.empty


def test_a_new_section_among_the_others_is_no_other_order() -> None:
    assert not plan(BEFORE, Organisation((Section("新課"), TAX, CARE, OLD), (AWAY,))).reordered

"""The sections of an office, and who is away on which day."""

from datetime import date

import pytest

from bot.domain.organisation import Absence, Organisation, Role, Section, is_group

SECTION = Section("総務課", ("U1", "S1"), ("U2",), ("U1", "U3"))
AWAY = Absence("U2", date(2026, 11, 24), date(2026, 11, 26))


def test_a_section_names_everybody_once_in_the_order_of_their_roles() -> None:
    assert SECTION.everybody == ("U1", "S1", "U2", "U3")
    assert [SECTION.of(role) for role in Role] == [("U1", "S1"), ("U2",), ("U1", "U3")]


def test_a_section_is_found_by_its_name_alone() -> None:
    organisation = Organisation((SECTION, Section("広報課")))
    assert organisation.section("総務課") is SECTION
    assert organisation.section("総務") is None


@pytest.mark.parametrize(("day", "away"), [(23, False), (24, True), (25, True), (26, True), (27, False)])
def test_somebody_is_away_from_the_first_day_to_the_last_both_included(day: int, *, away: bool) -> None:
    gone = Organisation((), (AWAY,)).away(["U1", "U2"], date(2026, 11, day))
    assert gone == ({"U2"} if away else set())


def test_of_those_who_are_away_only_the_ones_asked_about_are_told() -> None:
    assert Organisation((), (AWAY,)).away(["U1"], date(2026, 11, 25)) == frozenset()


@pytest.mark.parametrize(("token", "group"), [("S0123", True), ("U0123", False), ("W0123", False)])
def test_a_user_group_is_told_from_a_user_by_its_letter(token: str, *, group: bool) -> None:
    assert is_group(token) is group

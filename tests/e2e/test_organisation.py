"""Administrators enter the organisation in Slack, and it holds from then on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.config import Settings
from bot.databases import open_sections
from bot.domain.organisation import Absence, Organisation, Section
from bot.sandbox import people
from bot.services.desk import JAPAN
from bot.slack import ids
from bot.store.sections import SqlSections
from tests.e2e.office import OfficeAtWork

View = dict[str, Any]
TODAY = datetime.now(UTC).astimezone(JAPAN).date()
KOHO = Section("広報課", (people.DRAFTER,), (people.MANAGER2,), (people.DEPUTY,))


@pytest.fixture
def sections(office: OfficeAtWork, settings: Settings) -> SqlSections:
    return open_sections(settings)


def modal(office: OfficeAtWork, user: str, title: str) -> View:
    """The person's open window of this title."""
    return office.sandbox.wait_for(
        lambda: next((view for view in office.sandbox.views(user) if view["title"]["text"] == title), None)
    )


def press(office: OfficeAtWork, user: str, action: str, value: str | None = None) -> None:
    """Press a button of the home tab as the person sees it now."""
    home = office.sandbox.home(user) or office.sandbox.open_home(user)
    assert office.sandbox.act(user, home["id"], action, value=value)


def enter(office: OfficeAtWork, title: str, /, by: str = people.ADMIN, **entered: Any) -> View:
    """Fill the open form in and send it; what was answered."""
    fields = {block: {ids.FIELD: value} for block, value in entered.items()}
    return office.sandbox.submit(by, modal(office, by, title)["id"], fields)


def home_shows(office: OfficeAtWork, user: str, words: str) -> bool:
    return office.sandbox.wait_for(lambda: words in str(office.sandbox.home(user)))


def test_an_administrator_adds_changes_and_removes_a_section(office: OfficeAtWork, sections: SqlSections) -> None:
    press(office, people.ADMIN, ids.ADD_SECTION_ACTION)
    answer = enter(
        office,
        "所属の追加",
        name="広報課",
        managers=[people.MANAGER2],
        deputies=[people.DEPUTY],
        staff=[people.DRAFTER],
    )
    assert answer == {}
    assert sections.organisation().sections == (KOHO,)
    home_shows(office, people.ADMIN, f"所属長: <@{people.MANAGER2}>")
    press(office, people.ADMIN, ids.EDIT_SECTION_ACTION, "広報課")
    changed: View = {"name": "広報戦略課", "managers": [], "managers-groups": people.MANAGERS}
    assert enter(office, "所属の編集", **changed) == {}
    home_shows(office, people.ADMIN, "*広報戦略課*")
    renamed = Section("広報戦略課", KOHO.staff, (people.MANAGERS,), KOHO.deputies)
    assert sections.organisation().sections == (renamed,)
    press(office, people.ADMIN, ids.REMOVE_SECTION_ACTION, "広報戦略課")
    home_shows(office, people.ADMIN, "所属はまだありません")
    assert sections.organisation() == Organisation()


def test_a_fault_is_shown_at_its_field_and_nothing_is_kept(office: OfficeAtWork, sections: SqlSections) -> None:
    sections.put(Section("観光課", managers=(people.MANAGER2,)), None)
    press(office, people.ADMIN, ids.ADD_SECTION_ACTION)
    entered: View = {"name": "観光課", "managers": [people.GUEST], "deputies-groups": "S0NOBODY01"}
    answer = enter(office, "所属の追加", **entered)
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"name", "managers", "deputies-groups"}
    assert "すでにあります" in answer["errors"]["name"]
    assert "吉備中央町 4(6)、藤沢市 3" in answer["errors"]["managers"]
    assert len(sections.organisation().sections) == 1
    again = enter(office, "所属の追加", name="広報課", managers=[people.MANAGER], **{"deputies-groups": ""})
    assert again == {}
    assert sections.organisation().section("広報課") == Section("広報課", (), (people.MANAGER,))


def test_what_an_import_changed_meanwhile_is_not_overwritten(office: OfficeAtWork, sections: SqlSections) -> None:
    sections.put(KOHO, None)
    press(office, people.ADMIN, ids.EDIT_SECTION_ACTION, "広報課")
    imported = Organisation((Section("広報課", managers=(people.MANAGER,)),))
    sections.replace(imported)
    answer = enter(office, "所属の編集")
    assert "ほかの方が変更しました" in answer["errors"]["name"]
    assert sections.organisation() == imported


@pytest.mark.parametrize("user", [people.DRAFTER, people.GUEST, people.STRANGER])
def test_nobody_else_is_offered_the_settings(office: OfficeAtWork, user: str) -> None:
    assert ids.ADD_SECTION_ACTION not in str(office.sandbox.open_home(user))


def test_who_is_no_longer_an_administrator_is_refused_wherever_they_are(
    office: OfficeAtWork, sections: SqlSections
) -> None:
    sections.put(KOHO, None)
    press(office, people.ADMIN, ids.EDIT_SECTION_ACTION, "広報課")
    office.sandbox.set_user(people.ADMIN, is_admin=False, is_owner=False)
    assert "管理者の方だけ" in enter(office, "所属の編集", name="なし")["errors"]["name"]
    press(office, people.ADMIN, ids.REMOVE_SECTION_ACTION, "広報課")
    assert "管理者の方だけ" in str(modal(office, people.ADMIN, "お知らせ"))
    assert sections.organisation().sections == (KOHO,)
    assert ids.ADD_SECTION_ACTION not in str(office.sandbox.home(people.ADMIN))


def test_a_section_that_is_gone_is_said_and_the_home_tab_is_brought_up_to_date(
    office: OfficeAtWork, sections: SqlSections
) -> None:
    sections.put(KOHO, None)
    office.sandbox.open_home(people.ADMIN)
    sections.remove("広報課")
    press(office, people.ADMIN, ids.EDIT_SECTION_ACTION, "広報課")
    assert "もう登録されていません" in str(modal(office, people.ADMIN, "お知らせ"))
    home_shows(office, people.ADMIN, "所属はまだありません")


def test_a_person_enters_their_own_absence_and_takes_it_out(office: OfficeAtWork, sections: SqlSections) -> None:
    press(office, people.MANAGER, ids.ADD_ABSENCE_ACTION)
    wrong = enter(office, "不在の登録", people.MANAGER, since="2027-01-05", until="2027-01-04")
    assert list(wrong["errors"]) == ["until"]
    assert enter(office, "不在の登録", people.MANAGER, until=str(TODAY + timedelta(3)), since=str(TODAY)) == {}
    absence = Absence(people.MANAGER, TODAY, TODAY + timedelta(3))
    assert sections.organisation().absences == (absence,)
    home_shows(office, people.MANAGER, f"{absence.until} まで")
    press(office, people.MANAGER, ids.REMOVE_ABSENCE_ACTION)
    assert sections.organisation().absences == ()


def test_an_administrator_enters_somebodys_absence(office: OfficeAtWork, sections: SqlSections) -> None:
    press(office, people.ADMIN, ids.ADD_ABSENCE_ACTION, "new")
    assert enter(office, "不在の登録", user=people.MANAGER2) == {}
    assert sections.organisation().absences == (Absence(people.MANAGER2, TODAY, TODAY),)


def test_many_sections_are_shown_a_page_at_a_time(office: OfficeAtWork, sections: SqlSections) -> None:
    sections.replace(Organisation(tuple(Section(f"第{number}課") for number in range(25))))
    home = office.sandbox.open_home(people.ADMIN)
    assert "*第0課*" in str(home)
    assert "*第20課*" not in str(home)
    office.sandbox.act(people.ADMIN, home["id"], ids.SECTIONS_PAGE_ACTION, value="2|0")
    home_shows(office, people.ADMIN, "*第20課*")
    press(office, people.ADMIN, ids.EDIT_SECTION_ACTION, "第24課")
    enter(office, "所属の編集", name="末の課")
    home_shows(office, people.ADMIN, "*末の課*")


def test_a_sections_own_manager_decides_from_then_on_and_no_other(office: OfficeAtWork, sections: SqlSections) -> None:
    draft = office.awaiting()
    press(office, people.ADMIN, ids.ADD_SECTION_ACTION)
    enter(office, "所属の追加", name="広報課", staff=[people.DRAFTER], managers=[people.MANAGER2])
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.told(people.MANAGER, "承認者として登録されている方だけ")
    office.sandbox.react(people.MANAGER2, draft, "white_check_mark")
    office.card(draft, "公開可")


def test_a_deputy_decides_while_the_manager_is_away(office: OfficeAtWork, sections: SqlSections) -> None:
    sections.put(KOHO, None)
    draft = office.awaiting()
    office.sandbox.react(people.DEPUTY, draft, "white_check_mark")
    office.told(people.DEPUTY, "代決は、所属長が不在のとき")
    press(office, people.MANAGER2, ids.ADD_ABSENCE_ACTION)
    enter(office, "不在の登録", people.MANAGER2)
    office.sandbox.unreact(people.DEPUTY, draft, "white_check_mark")
    office.sandbox.react(people.DEPUTY, draft, "white_check_mark")
    assert "代決" in str(office.card(draft, "公開可"))

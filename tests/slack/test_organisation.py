"""The organisation on the home tab and in its forms, within Slack's limits, and as it is read back."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.errors import StaleError
from bot.domain.organisation import Absence, Organisation, Role, Section
from bot.sandbox import inputs
from bot.sandbox.view_checks import check_view
from bot.services.organisation import Fault, FaultsError, Field, Shown
from bot.slack.presenters.kit import Block
from bot.slack.presenters.organisation import (
    Pages,
    absence_modal,
    absence_value,
    organisation_blocks,
    own_absence_blocks,
    page_with,
    said_modal,
    section_modal,
)
from bot.slack.section_forms import places, read_absence, read_absence_value, read_section

TODAY = date(2026, 12, 28)
TAX = Section("税務課", ("U0STAFF1",), ("U0CHIEF1", "S0CHIEFS"), ("S0DEPUTY", "S0OTHERS"))
AWAY = Absence("U0CHIEF1", TODAY, date(2027, 1, 3))
LONG = tuple(f"U0{number:09}" for number in range(400))


def home(blocks: list[Block]) -> Block:
    view = {"type": "home", "blocks": blocks}
    check_view(view, "home")
    return view


def shown(blocks: list[Block]) -> str:
    return json.dumps(home(blocks), ensure_ascii=False)


def submitted(modal: Block, **entered: Any) -> dict[str, Any]:
    """A form as Slack sends it back, with these values by block id."""
    check_view(modal, "modal")
    start = inputs.start_values(modal["blocks"])
    values = {block: {"field": value} for block, value in entered.items()}
    return {**modal, "state": {"values": inputs.filled_in(modal["blocks"], start, values)}}


def many(count: int, people: tuple[str, ...] = ()) -> Organisation:
    days = [Absence(f"U{number}", TODAY, TODAY + timedelta(number)) for number in range(count)]
    return Organisation(tuple(Section(f"第{number}課", people, people, people) for number in range(count)), tuple(days))


@pytest.mark.parametrize("count", [0, 1, 10, 11, 300, 1_500])
def test_the_organisation_stays_within_a_home_tabs_limits_and_leaves_room(count: int) -> None:
    blocks = organisation_blocks(many(count, LONG), TODAY)
    home(blocks)
    assert len(blocks) <= 40


def test_every_section_and_absence_is_on_one_of_the_pages() -> None:
    organisation = many(95)
    pages = [shown(organisation_blocks(organisation, TODAY, Pages(page, page))) for page in range(10)]
    for number in range(95):
        assert sum(f"*第{number}課*" in page for page in pages) == 1
        assert sum(f"<@U{number}>" in page for page in pages) == 1


def test_a_menu_of_pages_keeps_the_other_page_and_shows_where_one_is() -> None:
    blocks = organisation_blocks(many(45), TODAY, Pages(2, 1))
    menus = [element for block in blocks for element in block.get("elements", ()) if "initial_option" in element]
    assert [menu["initial_option"]["text"]["text"] for menu in menus] == ["21件目から30件目", "11件目から20件目"]
    assert [Pages.read(menu["options"][4]["value"]) for menu in menus] == [Pages(4, 1), Pages(2, 4)]


def test_the_page_of_a_section_is_found_by_its_name() -> None:
    assert page_with(many(45), "第23課") == Pages(2)
    assert page_with(many(45), "旧課") == Pages(0)


def test_a_section_shows_its_people_in_their_roles() -> None:
    text = shown(organisation_blocks(Organisation((TAX,)), TODAY))
    assert "所属長: <@U0CHIEF1>、<!subteam^S0CHIEFS>" in text
    assert "代決者: <!subteam^S0DEPUTY>、<!subteam^S0OTHERS>" in text
    assert "所属長: 未設定(この所属の投稿案は、庁内共通の承認者" in shown(
        organisation_blocks(Organisation((Section("福祉課"),)), TODAY)
    )


def test_absences_that_are_over_are_left_out_and_others_are_not() -> None:
    over = Absence("U0OVER", date(2026, 12, 1), date(2026, 12, 27))
    text = shown(organisation_blocks(Organisation((), (over, AWAY)), TODAY))
    assert "U0OVER" not in text
    assert "<@U0CHIEF1> 2026-12-28 から 2027-01-03 まで" in text


def test_people_see_their_own_absences_alone() -> None:
    text = shown(own_absence_blocks(Organisation((), (AWAY, Absence("U0OTHER", TODAY, TODAY))), "U0CHIEF1", TODAY))
    assert "<@U0CHIEF1>" in text
    assert "U0OTHER" not in text


def test_nothing_in_a_name_can_ring() -> None:
    blocks = organisation_blocks(Organisation((Section("<!channel>"),)), TODAY)
    texts = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    assert any("&lt;!channel&gt;" in text for text in texts)
    assert not any("<!channel>" in text for text in texts)
    assert "&lt;!here&gt;" in str(said_modal("<!here>"))


@pytest.mark.parametrize(
    "section", [TAX, Section("課" * 100, LONG, LONG, LONG), Section("=|名|前")], ids=lambda s: s.name[:4]
)
def test_a_form_that_is_sent_back_untouched_is_the_section_it_was(section: Section) -> None:
    entered = read_section(submitted(section_modal(section)))
    assert entered.section == section
    assert entered.shown == Shown.of(section)


def test_a_new_section_is_read_as_it_was_entered() -> None:
    entered = read_section(
        submitted(
            section_modal(None),
            name=" 広報課 ",
            managers=["U0CHIEF1"],
            **{"deputies-groups": "Ｓ0DEPUTY、S0OTHERS,\nS0DEPUTY"},
        )
    )
    assert entered.section == Section("広報課", (), ("U0CHIEF1",), ("S0DEPUTY", "S0OTHERS"))
    assert entered.shown is None


def test_what_is_no_user_group_is_said_where_it_was_typed() -> None:
    view = submitted(section_modal(None), name="広報課", **{"staff-groups": "S0GOOD @koho"})
    with pytest.raises(FaultsError) as refused:
        read_section(view)
    said = places(view, refused.value)
    assert list(said) == ["staff-groups"]
    assert "「@koho」" in said["staff-groups"]


def test_each_fault_is_said_at_its_field_and_anything_else_at_the_first() -> None:
    view = submitted(section_modal(TAX))
    faults = FaultsError(
        Fault(Field.NAME, "名前"),
        Fault(Field.MANAGERS, "方", "U0CHIEF1"),
        Fault(Field.of(Role.DEPUTY), "グループ", "S0OTHERS"),
    )
    assert places(view, faults) == {"name": "名前", "managers": "方", "deputies-groups": "グループ"}
    assert places(view, StaleError("変わりました")) == {"name": "変わりました"}


def test_an_absence_is_read_as_it_was_entered_whoever_enters_it() -> None:
    days = {"since": "2027-01-04", "until": "2027-01-05"}
    entered = (date(2027, 1, 4), date(2027, 1, 5))
    by_admin = submitted(absence_modal("U0ADMIN", TODAY, anybody=True), user="U0CHIEF1", **days)
    by_self = submitted(absence_modal("U0CHIEF1", TODAY, anybody=False), **days)
    assert read_absence(by_admin, "U0ADMIN") == Absence("U0CHIEF1", *entered)
    assert read_absence(by_self, "U0CHIEF1") == Absence("U0CHIEF1", *entered)
    assert places(by_self, FaultsError(Fault(Field.USER, "どなた"), Fault(Field.UNTIL, "日"))) == {
        "since": "どなた",
        "until": "日",
    }


def test_a_button_carries_its_absence() -> None:
    assert read_absence_value(absence_value(AWAY)) == AWAY

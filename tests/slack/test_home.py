"""The home tab, within Slack's limits and without a word of any draft."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.drafts import Origin, Revision, State
from bot.domain.guidelines import Guideline, Library
from bot.domain.organisation import Absence, Organisation, Section
from bot.domain.reviews import Review
from bot.sandbox.view_checks import check_view
from bot.services.home import Home
from bot.slack.presenters.card import Office
from bot.slack.presenters.home import home
from bot.slack.presenters.kit import Block
from bot.slack.presenters.organisation import organisation_blocks, own_absence_blocks

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TODAY = date(2026, 11, 24)
WORDS = "やまびこ図書館からのお知らせ"
SITE = "https://a-very-long-name-of-a-workspace.enterprise.slack.com/"
LIBRARY = Library((Guideline("kibichuo", "吉備中央町", "ガイドライン", None, (), (), ()),))
OFFICE = Office(LIBRARY, ("S0CHIEFS",), "white_check_mark", "x")
STAFF = Home(staff=True)


def review(number: int = 0, *, urgent: bool = False) -> Review:
    origin = Origin("C0REVIEW01", f"{1_795_478_700 + number * 60}.000000")
    return replace(Review.submit(origin, "U0DRAFTER1", Revision(1, WORDS, 1, "r"), NOW), urgent=urgent, entries=[])


def shown(view: Block) -> str:
    check_view(view, "home")
    return json.dumps(view, ensure_ascii=False)


def seen(one: Home, channel: str | None = "C0REVIEW01") -> str:
    return shown(home(OFFICE, channel, one, SITE))


def test_a_draft_is_one_line_that_leads_to_it() -> None:
    where = f"<{SITE}archives/C0REVIEW01/p1795478700000000|11月24日(火) 9:05の投稿案>"
    line = f"• 【承認待ち】 {where}"
    assert review().state is State.AWAITING
    assert f"*承認をお待ちしているもの 1件*\\n{line} 担当 <@U0DRAFTER1> さん" in seen(
        replace(STAFF, waiting=(review(),))
    )
    assert f'*わたしの投稿案 1件*\\n{line}"' in seen(replace(STAFF, mine=(review(),)))
    assert f"*公開可で、まだ公開の記録がないもの 1件*\\n{line} 担当" in seen(replace(STAFF, cleared=(review(),)))


def test_an_urgent_draft_is_marked() -> None:
    assert "緊急" in seen(replace(STAFF, waiting=(review(urgent=True),)))
    assert "緊急" not in seen(replace(STAFF, waiting=(review(),)))


def test_no_word_of_a_draft_is_shown() -> None:
    some = (review(),)
    assert WORDS[:4] not in seen(Home(some, some, some, staff=True, admin=True))


def test_where_there_is_nothing_it_is_said() -> None:
    assert "あなたの承認をお待ちしている投稿案はありません" in seen(STAFF)


def test_who_is_not_on_the_staff_sees_how_the_desk_is_used_and_no_lists() -> None:
    view = seen(Home())
    assert "使い方" in view
    assert "わたしの投稿案" not in view


def test_a_channel_that_is_not_found_yet_is_called_by_its_word() -> None:
    assert "<#" not in seen(STAFF, None)
    assert "審査チャンネル に投稿案を貼ります" in seen(STAFF, None)


@pytest.mark.parametrize("count", [1, 10, 11, 20, 21, 500])
def test_however_much_there_is_it_fits_with_the_settings_and_the_rest_is_counted(count: int) -> None:
    many = tuple(review(number, urgent=True) for number in range(count))
    view = home(OFFICE, "C0REVIEW01", Home(many, many, many, staff=True, admin=True), SITE)
    drafts = shown(view)
    assert drafts.count("…") == 0
    assert drafts.count("の投稿案>") == 3 * min(count, 20)
    assert (f"ほかに{count - 20}件あります" in drafts) == (count > 20)
    assert len(view["blocks"]) <= 15
    days = tuple(Absence("U1", TODAY, TODAY + timedelta(number)) for number in range(count))
    organisation = Organisation(tuple(Section(f"第{number}課") for number in range(count)), days)
    view["blocks"] += own_absence_blocks(organisation, "U1", TODAY) + organisation_blocks(organisation, TODAY)
    shown(view)

"""Payloads are parsed once."""

from typing import Any

import pytest

from bot.domain.drafts import Origin
from bot.engine.text import Link
from bot.services.ports import Reaction
from bot.slack.ids import confirm_block
from bot.slack.payloads import Reading, is_draft, reactions_of, read_draft, read_ticks
from bot.slack.presenters.shortcuts import HANDED_IN, handed_in

ME = "UBOT"
READING = Reading(str, lambda file: str(file["content"]), ME)


def message(**fields: Any) -> dict[str, Any]:
    return {"type": "message", "user": "U1", "ts": "1795400000.000100", "text": "本日開館", **fields}


@pytest.mark.parametrize(
    "fields",
    [{}, {"subtype": "file_share"}, {"subtype": "me_message"}, {"thread_ts": "1795400000.000100"}],
    ids=["a message", "with a file", "in the third person", "with replies"],
)
def test_a_persons_top_level_message_is_a_draft(fields: dict[str, Any]) -> None:
    assert is_draft(message(**fields), ME)


@pytest.mark.parametrize(
    "fields",
    [
        {"thread_ts": "1795000000.000000"},
        {"subtype": "thread_broadcast", "thread_ts": "1795000000.000000"},
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "tombstone"},
        {"user": None},
    ],
)
def test_replies_bots_and_notices_of_slack_are_no_drafts(fields: dict[str, Any]) -> None:
    assert not is_draft(message(**fields), ME)


def test_a_snippets_content_follows_the_text_after_a_line_break() -> None:
    files = [
        {"id": "F1", "mode": "snippet", "content": "長い文"},
        {"id": "F2", "mode": "hosted", "mimetype": "image/png"},
    ]
    draft = read_draft("C1", message(files=files), READING)
    assert (draft.text, draft.files) == ("本日開館\n長い文", ("F1",))


def test_a_message_of_images_alone_is_a_draft_with_an_empty_text() -> None:
    assert read_draft("C1", message(text="", files=[{"id": "F2", "mode": "hosted"}]), READING).text == ""


def test_the_wording_dates_from_the_end_of_the_second_of_the_last_edit() -> None:
    edited = message(edited={"user": "U1", "ts": "1795400009.000000"})
    assert read_draft("C1", message(), READING).made_at == 1_795_400_000_000_100
    assert read_draft("C1", edited, READING).made_at == 1_795_400_009_999_999


def posted_for(drafter: str, rewritten: int = 0, **fields: Any) -> dict[str, Any]:
    """What the bot posts for who wrote a draft in the form."""
    blocks = handed_in(drafter, "本日開館 :smile:", rewritten=rewritten)
    return message(user=ME, bot_id="B1", text=HANDED_IN, blocks=blocks, **fields)


def test_what_the_bot_posts_for_somebody_is_their_draft() -> None:
    assert is_draft(posted_for("U1"), ME)
    draft = read_draft("C1", posted_for("U1"), READING)
    assert (draft.drafter, draft.editor, draft.text) == ("U1", "", "本日開館 :smile:")
    assert (draft.made_at, draft.edited) == (1_795_400_000_000_100, False)


def test_a_rewritten_one_dates_from_then_whatever_slack_says_of_edits() -> None:
    slacks = {"user": ME, "ts": "1795400099.000000"}
    draft = read_draft("C1", posted_for("U1", 1_795_400_009_123_456, edited=slacks), READING)
    assert (draft.drafter, draft.editor, draft.made_at) == ("U1", "U1", 1_795_400_009_123_456)
    assert (draft.edited, draft.exact) == (True, True)


@pytest.mark.parametrize("fields", [{"user": "UOTHERBOT"}, {"user": "U2"}, {"thread_ts": "1795000000.000000"}])
def test_nobody_elses_message_passes_for_one(fields: dict[str, Any]) -> None:
    assert not is_draft({**posted_for("U1"), **fields}, ME)


def test_links_behind_labels_are_kept() -> None:
    draft = read_draft("C1", message(text="<https://bit.ly/x|こちら>"), READING)
    assert draft.links == (Link(0, 3, "https://bit.ly/x"),)


def test_reactions_are_taken_without_skin_tones() -> None:
    reactions = [{"name": "+1::skin-tone-2", "users": ["U1", "U2"], "count": 2}]
    assert reactions_of(message(reactions=reactions)) == {Reaction("U1", "+1"), Reaction("U2", "+1")}


def test_ticks_tell_for_each_box_of_their_group_whether_it_is_ticked() -> None:
    block_id = confirm_block("1795400000.000100", 2, 0)
    options = [{"value": "a"}, {"value": "b"}]
    body = {
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "message": {"blocks": [{"block_id": block_id, "elements": [{"type": "checkboxes", "options": options}]}]},
        "actions": [{"block_id": block_id, "action_id": "confirm-0", "selected_options": [{"value": "b"}]}],
    }
    ticks = read_ticks(body)
    assert ticks is not None
    assert (ticks.origin, ticks.revision) == (Origin("C1", "1795400000.000100"), 2)
    assert ticks.ticks == {"a": False, "b": True}


def test_an_action_elsewhere_is_no_tick() -> None:
    assert read_ticks({"actions": [{"block_id": "x"}]}) is None

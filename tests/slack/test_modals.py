"""The forms that are opened from a card, within Slack's limits."""

from typing import Any

import pytest

from bot.domain.networks import Network
from bot.slack.payloads import read_pressed
from bot.slack.presenters.modals import (
    networks_modal,
    publication_modal,
    return_reason_modal,
    return_reason_prompt,
    waiver_modal,
)
from tests.slack.review_kit import NOW, RINGING, cleared, elements, finding, submitted, texts

LONG = submitted("秘密です。" * 900, finding(message=RINGING + "長" * 5_000))
MODALS = {
    "waiver": waiver_modal(LONG, "f1"),
    "return": return_reason_modal("C1|1.0|1|"),
    "networks": networks_modal(LONG),
    "publication": publication_modal(cleared(), NOW),
}


def inputs(modal: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in modal["blocks"] if block["type"] == "input"}


@pytest.mark.parametrize("modal", MODALS.values(), ids=MODALS)
def test_a_form_keeps_slacks_limits(modal: dict[str, Any]) -> None:
    assert len(modal["title"]["text"]) <= 24
    assert all(len(modal[key]["text"]) <= 24 for key in ("submit", "close"))
    assert len(modal["private_metadata"]) <= 3_000
    assert len(modal["callback_id"]) <= 255
    assert len(modal["blocks"]) <= 100
    assert all(len(text) <= 3_000 for text in texts(modal))
    for block in inputs(modal).values():
        assert len(block["label"]["text"]) <= 2_000
        options = block["element"].get("options", [])
        assert len(options) <= 10
        assert all(len(option["text"]["text"]) <= 75 for option in options)
        assert all(0 < len(option["value"]) <= 75 for option in options)


@pytest.mark.parametrize("modal", MODALS.values(), ids=MODALS)
def test_nothing_in_a_form_rings(modal: dict[str, Any]) -> None:
    assert not any("<!" in text or "<@U9>" in text for text in texts(modal))


def test_accepting_a_finding_shows_its_words_and_asks_for_a_reason_of_500_characters() -> None:
    modal = waiver_modal(submitted("秘密です。", finding()), "f1")
    assert "「秘密」\n見直してください。" in texts(modal)
    element = inputs(modal)["reason"]["element"]
    assert (element["min_length"], element["max_length"], element["multiline"]) == (1, 500, True)
    assert "optional" not in inputs(modal)["reason"]
    pressed = read_pressed({"user": {"id": "U1"}}, modal["private_metadata"])
    assert (pressed.revision, pressed.more) == (1, "f1")


def test_who_returned_a_draft_is_offered_to_say_why_without_blame() -> None:
    prompt = return_reason_prompt("C1|1.0|1|")
    assert texts(prompt)[0] == "差し戻しを承りました。理由を書き添えると、担当の方が直しやすくなります。"
    (button,) = elements(prompt, "button")
    assert button["value"] == "C1|1.0|1|"


def test_the_networks_named_before_are_ticked_and_unknown_ones_left_out() -> None:
    review = submitted()
    assert "initial_options" not in inputs(networks_modal(review))["networks"]["element"]
    review.name_networks("UDRAFTER", ("line", "a network of before"), NOW)
    boxes = inputs(networks_modal(review))["networks"]
    assert [option["value"] for option in boxes["element"]["initial_options"]] == ["line"]
    assert boxes["optional"] is True


@pytest.mark.parametrize("names", [("a network of before", "youtube"), ("youtube", "x")])
def test_the_publication_form_begins_with_a_network_named_before_and_with_now(names: tuple[str, ...]) -> None:
    review = submitted()
    review.name_networks("UDRAFTER", names, NOW)
    fields = inputs(publication_modal(review, NOW))
    assert list(fields) == ["network", "account", "url", "at"]
    chosen = fields["network"]["element"]["initial_option"]
    assert chosen in fields["network"]["element"]["options"]
    assert chosen["value"] in set(names) & set(Network)
    assert fields["at"]["element"]["initial_date_time"] == int(NOW.timestamp())
    assert fields["url"]["optional"] is True


def test_where_no_network_was_named_none_is_chosen_and_others_are_possible() -> None:
    element = inputs(publication_modal(cleared(), NOW))["network"]["element"]
    assert "initial_option" not in element
    assert element["options"][-1]["value"] == "そのほか"

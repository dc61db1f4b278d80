"""What the channel is told of the record's end."""

from datetime import date

from bot.domain.chain import Head
from bot.services.record import Anchor
from bot.slack.presenters.anchor import anchor_text


def test_an_anchor_is_an_ordinary_sentence_that_verify_can_read_back() -> None:
    head = Head(1234, "ab" * 32)
    text = anchor_text(Anchor(date(2026, 11, 4), head))
    assert text.startswith("11月4日の")
    assert "1,234件" in text
    assert Head.read(text.split("`")[1]) == head
    assert not text.startswith("【")

"""What people do in the sandbox, and what they see."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot import app
from bot.config import Settings
from bot.sandbox import people
from bot.sandbox.server import Sandbox

Message = dict[str, Any]
CLEAN = "図書館は12月1日から7日まで、蔵書の点検のためお休みします。返却ポストはご利用いただけます。"
BLOCKED = "防災訓練を○月○日に行います。みなさんのご参加をお待ちしています。"


@dataclass(frozen=True, slots=True)
class OfficeAtWork:
    """A sandbox with the bot in it, in the words of its users."""

    sandbox: Sandbox

    def card(self, draft: str, state: str) -> Message:
        """The card under a draft, once it shows this state."""
        return self.sandbox.wait_for(lambda: self._card(draft, state))

    def cards(self, draft: str) -> list[Message]:
        """Every card under a draft: there should be one."""
        return [message for message in self.replies(draft) if message["text"].startswith("【")]

    def notices(self, draft: str) -> list[str]:
        """What the bot said under a draft beside its card."""
        return [message["text"] for message in self.replies(draft) if not message["text"].startswith("【")]

    def notice(self, draft: str, words: str) -> str:
        """The notice that has these words, once it is there."""
        return self.sandbox.wait_for(lambda: next((text for text in self.notices(draft) if words in text), None))

    def replies(self, draft: str) -> list[Message]:
        """The bot's messages under a draft."""
        return [message for message in self.sandbox.thread(draft) if message["user"] == people.BOT]

    def told(self, user: str, words: str) -> str:
        """What only this person sees, once it has these words."""
        return self.sandbox.wait_for(lambda: next((text for text in self._ephemerals(user) if words in text), None))

    def tick_all(self, draft: str, user: str = people.DRAFTER) -> None:
        """Tick every confirmation on the card."""
        for block, boxes in self._boxes(draft):
            self._tick(draft, user, block, boxes, boxes["options"])

    def tick_none(self, draft: str, user: str = people.DRAFTER) -> None:
        """Take out every tick of the first group."""
        block, boxes = self._boxes(draft)[0]
        self._tick(draft, user, block, boxes, [])

    def cleared(self, text: str = CLEAN) -> str:
        """A draft that a manager cleared."""
        draft = self.awaiting(text)
        self.sandbox.react(people.MANAGER, draft, "white_check_mark")
        self.card(draft, "公開可")
        return draft

    def awaiting(self, text: str = CLEAN) -> str:
        """A draft whose confirmations are complete."""
        draft = self.sandbox.post(people.DRAFTER, text)
        self.card(draft, "確認待ち")
        self.tick_all(draft)
        self.card(draft, "承認待ち")
        return draft

    def _card(self, draft: str, state: str) -> Message | None:
        return next((card for card in self.cards(draft) if card["text"].startswith(f"【{state}】")), None)

    def _ephemerals(self, user: str) -> list[str]:
        return [message["text"] for message in self.sandbox.ephemerals(user)]

    def _boxes(self, draft: str) -> list[tuple[Message, Message]]:
        blocks = self.cards(draft)[0]["blocks"]
        return [
            (block, element)
            for block in blocks
            for element in block.get("elements", [])
            if element.get("type") == "checkboxes"
        ]

    def _tick(self, draft: str, user: str, block: Message, boxes: Message, options: list[Message]) -> None:
        card = self.cards(draft)[0]
        values = [option["value"] for option in options]
        self.sandbox.act(user, card["ts"], boxes["action_id"], selected_options=values, block_id=block["block_id"])


@contextmanager
def open_office(sandbox: Sandbox, settings: Settings) -> Iterator[OfficeAtWork]:
    """The bot at work in a sandbox, until the end of the block."""
    close = app.open_desk(settings)
    try:
        yield OfficeAtWork(sandbox)
    finally:
        close()

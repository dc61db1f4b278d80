"""Who may decide on a draft at this moment: one step after the other."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from bot.domain.drafts import Decision
from bot.domain.errors import NotEntitledError, TooEarlyError
from bot.domain.guidelines import Step
from bot.domain.people import Person

NOBODY = "承認できる方がまだ設定されていません。管理者の方に、承認者の設定をお願いしてください。"


class Capacity(StrEnum):
    """As what somebody decides; the value is the word for it."""

    MANAGER = "所属長"
    DEPUTY = "代決"


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who may take a step, as looked up just now.

    Attributes:
        step: The step.
        managers: User ids of those whose decision it is.
        away: Those of them who are away today.
        deputies: User ids of those who may stand in.
        waited: The managers had their time: a deputy may decide though nobody is away.
    """

    step: Step
    managers: frozenset[str]
    away: frozenset[str] = frozenset()
    deputies: frozenset[str] = frozenset()
    waited: bool = False

    @property
    def stand_ins(self) -> frozenset[str]:
        """The deputies who may decide now."""
        absent = self.managers & self.away if self.step.every and self.managers else self.managers <= self.away
        return self.deputies - self.managers if self.waited or absent else frozenset()

    def capacity(self, user: str) -> Capacity | None:
        """As what a person may take this step; None where they may not."""
        if user in self.managers:
            return Capacity.MANAGER
        return Capacity.DEPUTY if user in self.stand_ins else None

    def is_deputy(self, user: str) -> bool:
        """Whether a person would decide in a manager's place."""
        return self.capacity(user) is Capacity.DEPUTY

    def taken(self, approvals: Iterable[Decision]) -> bool:
        """Whether these approvals are enough.

        Where every manager is asked, those who are away are replaced by one deputy, and those who had their time too.
        Without a word nothing is taken, not even where nobody is there to give it.
        """
        return self._enough({approval.approver for approval in approvals})

    def taken_with(self, user: str, approvals: Iterable[Decision]) -> bool:
        """Whether these approvals are enough together with this person's."""
        return self._enough({user, *(approval.approver for approval in approvals)})

    def _enough(self, given: set[str]) -> bool:
        if not given or not self.step.every:
            return bool(given)
        missing = self.managers - given
        replaced = missing if self.waited else missing & self.away
        return not (missing - replaced) and (not replaced or bool(given & self.deputies - self.managers))


@dataclass(frozen=True, slots=True)
class Mandates:
    """What holds for a decision at this moment.

    Attributes:
        steps: In order; each has somebody who may take it, or nobody can decide.
        frozen: Why nothing may be cleared now; empty: nothing is frozen.
    """

    steps: tuple[Mandate, ...]
    frozen: str = ""

    def next(self, approvals: Sequence[Decision]) -> Mandate | None:
        """The first step that is not taken yet; None where all are."""
        return next((mandate for mandate in self.steps if not mandate.taken(_of(mandate, approvals))), None)

    def counting(self, approvals: Sequence[Decision]) -> tuple[Decision, ...]:
        """Those of these approvals that still count: whose approver is still entitled to their step."""
        return tuple(one for one in approvals if any(_of(mandate, [one]) for mandate in self.steps))

    def entitle(self, person: Person, authors: Collection[str], mandate: Mandate) -> Capacity:
        """As what a person may decide at a step.

        Args:
            person: As looked up just now.
            authors: Who wrote the draft: none of them ever decides on it (吉備中央町 4(9)②).
            mandate: One of `steps`.

        Raises:
            NotEntitledError: The person may not.
        """
        if person.id in authors:
            raise NotEntitledError("ご自身の投稿案は、ご自身では決裁できません。所属長の確認をお待ちください。")
        capacity = mandate.capacity(person.id)
        if capacity is None:
            raise NotEntitledError(_refusal(person, mandate))
        if not person.staff:
            raise NotEntitledError(
                "ゲストや組織外の方は、承認者に登録されていても決裁できません。"
                "職員の承認者にお願いしてください。(吉備中央町 4(6)、藤沢市 3)"
            )
        return capacity

    def seat(self, person: Person, approvals: Sequence[Decision]) -> Mandate:
        """The step at which a person's word counts now: the next one, else any they may take.

        Raises:
            NotEntitledError: Nobody can decide, whoever it is.
        """
        if not all(mandate.managers or mandate.deputies for mandate in self.steps) or not self.steps:
            raise NotEntitledError(NOBODY)
        following = self.next(approvals)
        if following is not None and following.capacity(person.id):
            return following
        own = (mandate for mandate in self.steps if mandate.capacity(person.id))
        return next(own, following or self.steps[-1])

    def has_word_of(self, person: Person, mandate: Mandate, approvals: Sequence[Decision]) -> bool:
        """Whether a person's approval would add nothing: it is given, or the step is taken without it.

        Raises:
            TooEarlyError: A step before it is not taken yet.
        """
        own = _of(mandate, approvals)
        if mandate.taken(own) or any(approval.approver == person.id for approval in own):
            return True
        following = self.next(approvals)
        if following is not None and following is not mandate:
            raise TooEarlyError(
                f"先に「{following.step.label}」をお待ちしています。そのあとで、あらためて承認をお願いします。"
            )
        return False

    def taken_by(self, person: Person, approvals: Sequence[Decision]) -> tuple[Mandate, ...]:
        """The steps a person's approval takes now: the next one, and those right after it that are theirs too.

        One that still asks for others is the last: what follows it has to wait.
        """
        following = self.steps[self.steps.index(self.seat(person, approvals)) :]
        own = tuple(takewhile(lambda mandate: mandate.capacity(person.id), following))
        whole = tuple(takewhile(lambda mandate: mandate.taken_with(person.id, _of(mandate, approvals)), own))
        return own[: len(whole) + 1]

    def ensure_not_frozen(self) -> None:
        """TooEarlyError while the office has stopped all clearances."""
        if self.frozen:
            raise TooEarlyError(
                f"いまは公開を一時停止しています(理由: {self.frozen})。"
                "再開のお知らせのあとで、あらためて承認をお願いします。"
            )


def _of(mandate: Mandate, approvals: Iterable[Decision]) -> list[Decision]:
    """The approvals of this step that still count: its approver is still entitled to it."""
    entitled = mandate.managers | mandate.deputies
    return [
        approval
        for approval in approvals
        if approval.step in {"", mandate.step.label} and approval.approver in entitled
    ]


def _refusal(person: Person, mandate: Mandate) -> str:
    if person.id in mandate.deputies:
        return "代決は、所属長が不在のとき、または承認をお待ちする時間を過ぎてからお願いしています。"
    return "この投稿案を決裁できるのは、承認者として登録されている方だけです。リアクションは記録していません。"

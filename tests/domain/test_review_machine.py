"""Whatever people do in whatever order: a text is cleared only as the office wanted it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.audit import Deed
from bot.domain.drafts import Confirmation, Decision, Origin, Post, Revision, State
from bot.domain.errors import ReviewDeskError
from bot.domain.findings import Citation, Finding, Level
from bot.domain.guidelines import Step
from bot.domain.mandates import Mandate, Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review

START = datetime(2026, 11, 24, tzinfo=UTC)
DRAFTER, HEAD, OTHER, DEPUTY, PRESS = EVERYBODY = ("UDRAFTER", "UHEAD", "UOTHER", "UDEPUTY", "UPRESS")
MANAGERS, CONSULTED = "所属長の承認", "広報課との協議"
PEOPLE = st.builds(Person, st.sampled_from((*EVERYBODY, "USTRANGER")), guest=st.sampled_from((False, False, True)))
USERS = st.sampled_from(EVERYBODY)
REACTIONS = st.sampled_from(("ok", "x"))
FINGERPRINTS = st.lists(st.sampled_from(("f1", "f2")), unique=True)


def finding(fingerprint: str) -> Finding:
    level = Level.BLOCK
    return Finding("check", level, 0, 1, "あ", "直す", "", None, (Citation("kibichuo:1", level),), fingerprint)


class Desk(RuleBasedStateMachine):
    """One review; what holds of the office may change with each step."""

    @initialize(every=st.booleans(), fingerprints=FINGERPRINTS, asked=st.integers(0, 2))
    def submit(self, every: bool, fingerprints: list[str], asked: int) -> None:  # noqa: FBT001 - hypothesis passes it
        self.now, self.moment, self.every = START, 1, every
        self.away, self.waited, self.frozen = frozenset[str](), False, ""
        self.leaders = frozenset({HEAD, OTHER})
        self.review = Review.submit(Origin("C1", "1.0"), DRAFTER, self.revision(1, fingerprints, asked), self.now)
        self.cleared_with: tuple[Sequence[Decision], Mandates] | None = None

    def revision(self, number: int, fingerprints: list[str], asked: int) -> Revision:
        confirmations = tuple(Confirmation(f"k{place}", "確かめました", ("kibichuo:1",)) for place in range(asked))
        findings = tuple(map(finding, fingerprints))
        return Revision(number, f"第{number}の文面", self.moment, "rules", findings, confirmations)

    def mandates(self) -> Mandates:
        steps = (
            Mandate(Step(MANAGERS, every=self.every), self.leaders, self.away, frozenset({DEPUTY}), self.waited),
            Mandate(Step(CONSULTED, "広報課"), frozenset({PRESS, OTHER})),
        )
        return Mandates(steps, self.frozen)

    def do(self, act: Callable[..., None], *arguments: Any, **more: Any) -> None:
        """Refused or done; what is done leaves an entry, and what is over stays as it is."""
        self.now += timedelta(minutes=1)
        before, entries = self.everything(), len(self.review.entries)
        over = self.review.withdrawn
        try:
            act(*arguments, now=self.now, **more)
        except ReviewDeskError:
            assert (self.everything(), len(self.review.entries)) == (before, entries)
        new = self.review.entries[entries:]
        assert (before != self.everything()) == bool(new)
        assert not (over and new)
        if new:
            assert new[-1].standing == self.review.standing
        if Deed.APPROVED in [entry.deed for entry in new]:
            self.cleared_with = (self.review.approvals, self.mandates())

    def everything(self) -> tuple[Any, ...]:
        one = self.review
        return (one.standing, one.networks, one.waiting_since, one.reminders, one.editor, one.unreadable, one.withdrawn)

    @rule(fingerprints=FINGERPRINTS, asked=st.integers(0, 2), editor=st.sampled_from((DRAFTER, HEAD)))
    def edit(self, fingerprints: list[str], asked: int, editor: str) -> None:
        self.moment += 1
        revision = self.revision(self.review.revision.number + 1, fingerprints, asked)
        self.do(self.review.revise, revision, editor)

    @rule(fingerprints=FINGERPRINTS, asked=st.integers(0, 2))
    def take_up_other_rules(self, fingerprints: list[str], asked: int) -> None:
        self.moment += 1
        self.do(self.review.recheck, self.revision(self.review.revision.number + 1, fingerprints, asked), "desk")

    @rule(
        user=st.sampled_from((DRAFTER, DRAFTER, HEAD)),
        ticks=st.dictionaries(st.sampled_from(("k0", "k1")), st.sampled_from((True, True, False))),
    )
    def tick(self, user: str, ticks: dict[str, bool]) -> None:
        self.do(self.review.tick, user, self.review.revision.number, ticks)

    @rule()
    def tick_all(self) -> None:
        asked = {one.key: True for one in self.review.revision.confirmations}
        self.do(self.review.tick, DRAFTER, self.review.revision.number, asked)

    @rule(person=PEOPLE, late=st.booleans())
    def approve(self, person: Person, late: bool) -> None:  # noqa: FBT001 - hypothesis passes it
        before, made_at = self.review.approvals, self.moment - 1 if late else None
        self.do(self.review.approve, person, "ok", self.mandates(), made_at=made_at)
        if late or person.guest or person.id in {"USTRANGER", DRAFTER}:
            assert self.review.approvals == before

    @rule(users=st.permutations((HEAD, OTHER, DEPUTY, PRESS)))
    def decide_on_what_nothing_is_to_be_said_of(self, users: list[str]) -> None:
        self.edit([], 1, DRAFTER)
        self.tick_all()
        for user in users:
            self.approve(Person(user), late=False)

    @rule(person=PEOPLE)
    def give_back(self, person: Person) -> None:
        self.do(self.review.send_back, person, "x", self.mandates())

    @rule(user=USERS, reaction=REACTIONS)
    def take_back(self, user: str, reaction: str) -> None:
        self.do(self.review.take_back, user, reaction)
        if not (self.review.withdrawn or self.review.publication):
            assert (user, reaction) not in {(one.approver, one.reaction) for one in self.review.approvals}

    @rule(user=USERS)
    def explain(self, user: str) -> None:
        self.do(self.review.explain_return, user, f"理由{self.now}")

    @rule(person=PEOPLE, fingerprint=st.sampled_from(("f1", "f2")))
    def waive(self, person: Person, fingerprint: str) -> None:
        self.do(self.review.waive, person, fingerprint, "理由", self.mandates())

    @rule(user=USERS, network=st.sampled_from(("x", "line")))
    def prepare(self, user: str, network: str) -> None:
        self.do(self.review.mark_urgent, user)
        self.do(self.review.name_networks, user, (network,))

    @rule(deputies=st.booleans())
    def remind(self, deputies: bool) -> None:  # noqa: FBT001 - hypothesis passes it
        self.do(self.review.remind, "desk", deputies=deputies)

    @rule(reason=st.sampled_from(("expired", "frozen", "approver_left")))
    def end_clearance(self, reason: str) -> None:
        self.do(self.review.end_clearance, "desk", reason=reason)

    @rule()
    def doubt(self) -> None:
        self.do(self.review.doubt, DRAFTER)

    @rule(person=PEOPLE, lot=st.integers(0, 3))
    def publish(self, person: Person, lot: int) -> None:
        """Seldom, as above."""
        if lot == 3:
            self.do(self.review.publish, person, Post("X", "湊町", "", self.now))

    @rule(lot=st.integers(0, 9))
    def withdraw(self, lot: int) -> None:
        """Seldom: nothing happens after it."""
        if lot == 9:
            self.do(self.review.withdraw, DRAFTER)

    @rule(
        away=st.frozensets(st.sampled_from((HEAD, OTHER))),
        waited=st.booleans(),
        frozen=st.sampled_from(("", "", "大雨")),
        leaders=st.sampled_from(((HEAD, OTHER), (HEAD, OTHER), (OTHER,), (HEAD, "UNEW"), ())),
    )
    def change_the_office(self, away: frozenset[str], waited: bool, frozen: str, leaders: tuple[str, ...]) -> None:  # noqa: FBT001 - hypothesis passes it
        self.away, self.waited, self.frozen = away, waited, frozen
        self.leaders = frozenset(leaders)

    @invariant()
    def what_is_cleared_was_approved_at_every_step_on_exactly_this_text_by_others_than_its_authors(self) -> None:
        review = self.review
        if review.state is not State.CLEARED:
            return
        assert self.cleared_with is not None
        approvals, mandates = self.cleared_with
        assert review.approvals == approvals
        assert review.clearance == approvals[-1]
        assert {approval.revision for approval in approvals} == {review.revision.number}
        assert not review.authors & {approval.approver for approval in approvals}
        assert mandates.next(approvals) is None
        assert mandates.counting(approvals) == approvals
        assert not mandates.frozen
        assert [approval.step for approval in approvals][-1] == CONSULTED

    @invariant()
    def the_steps_are_taken_in_their_order(self) -> None:
        order = [approval.step for approval in self.review.approvals]
        assert order == sorted(order, key=[MANAGERS, CONSULTED].index)

    @invariant()
    def nothing_is_cleared_that_blocks_or_is_not_confirmed(self) -> None:
        review = self.review
        if review.state in {State.CLEARED, State.AWAITING}:
            assert not list(review.blocking())
            assert review.revision.confirmed
            assert not review.unreadable
        if review.state is not State.CLEARED:
            assert review.clearance is None

    @invariant()
    def whoever_waits_is_known_since_when(self) -> None:
        assert (self.review.waiting_since is not None) == (self.review.state is State.AWAITING)

    @invariant()
    def what_was_accepted_is_there_and_was_accepted_by_none_of_the_draft_s_drafter(self) -> None:
        present = {one.fingerprint for one in self.review.revision.findings}
        if self.review.publication is None:
            assert {waiver.fingerprint for waiver in self.review.waivers} <= present
        assert DRAFTER not in {waiver.approver for waiver in self.review.waivers}


Desk.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestDesk = Desk.TestCase

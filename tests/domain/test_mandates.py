"""Who may decide: managers, deputies in their place, one step after the other."""

from collections.abc import Collection
from datetime import UTC, datetime

import pytest

from bot.domain.drafts import Decision
from bot.domain.errors import NotEntitledError, TooEarlyError
from bot.domain.guidelines import Step
from bot.domain.mandates import NOBODY, Capacity, Mandate, Mandates
from bot.domain.people import Person
from tests.domain.kit import managers, step, steps

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HEAD, SECOND, DEPUTY, PRESS, WRITER = "UHEAD", "USECOND", "UDEPUTY", "UPRESS", "UWRITER"
MANAGER_STEP, PRESS_STEP = "所属長の承認", "広報課との協議"


def approval(user: str, label: str = MANAGER_STEP, *, deputy: bool = False) -> Decision:
    return Decision(user, "ok", 1, NOW, label, deputy)


def mandate(*, every: bool = False, away: Collection[str] = (), waited: bool = False) -> Mandate:
    """Two managers and a deputy."""
    people, deputies = frozenset({HEAD, SECOND}), frozenset({DEPUTY})
    return Mandate(Step(MANAGER_STEP, every=every), people, frozenset(away), deputies, waited)


def entitle(person: Person, one: Mandate, *authors: str) -> Capacity:
    return Mandates((one,)).entitle(person, authors, one)


def test_any_one_manager_is_enough_where_one_is_asked() -> None:
    assert mandate().taken([approval(SECOND)])
    assert not mandate().taken([])


def test_every_manager_is_needed_where_all_are_asked() -> None:
    assert not mandate(every=True).taken([approval(HEAD)])
    assert not mandate(every=True).taken([approval(HEAD), approval(HEAD)])
    assert mandate(every=True).taken([approval(SECOND), approval(HEAD)])


@pytest.mark.parametrize(
    ("away", "waited", "may"),
    [((), False, False), ((HEAD,), False, False), ((HEAD, SECOND), False, True), ((), True, True)],
    ids=["all are there", "one is away", "all are away", "they had their time"],
)
def test_a_deputy_may_only_while_all_managers_are_away_or_after_their_time(
    away: Collection[str], *, waited: bool, may: bool
) -> None:
    assert mandate(away=away, waited=waited).capacity(DEPUTY) == (Capacity.DEPUTY if may else None)


def test_a_deputy_decides_where_the_only_manager_wrote_the_draft() -> None:
    nobody_else = Mandate(Step(MANAGER_STEP), frozenset(), frozenset(), frozenset({DEPUTY}))
    assert nobody_else.capacity(DEPUTY) is Capacity.DEPUTY


@pytest.mark.parametrize("every", [False, True])
def test_a_step_that_nobody_is_there_for_is_never_taken(*, every: bool) -> None:
    assert not Mandate(Step(MANAGER_STEP, every=every), frozenset()).taken([])


def test_a_manager_who_is_also_a_deputy_decides_as_a_manager() -> None:
    both = Mandate(Step(MANAGER_STEP), frozenset({HEAD}), frozenset({HEAD}), frozenset({HEAD}))
    assert both.capacity(HEAD) is Capacity.MANAGER


def test_where_all_are_asked_a_deputy_replaces_only_those_who_are_away() -> None:
    some_away = mandate(every=True, away=[SECOND])
    assert some_away.capacity(DEPUTY) is Capacity.DEPUTY
    assert not some_away.taken([approval(HEAD)])
    assert not some_away.taken([approval(DEPUTY)])
    assert some_away.taken([approval(HEAD), approval(DEPUTY)])


def test_where_all_are_asked_one_deputy_replaces_everybody_who_had_their_time() -> None:
    assert mandate(every=True, waited=True).taken([approval(DEPUTY)])
    assert not mandate(every=True, waited=True).taken([approval(HEAD)])


def test_where_all_are_asked_nobody_counts_twice_as_a_manager_and_as_the_deputy_of_another() -> None:
    people = frozenset({HEAD, SECOND})
    twice = Mandate(Step(MANAGER_STEP, every=True), people, frozenset({SECOND}), frozenset({HEAD, DEPUTY}))
    assert not twice.taken([approval(HEAD)])
    assert twice.taken([approval(HEAD), approval(DEPUTY)])


def test_a_former_approvers_approval_counts_no_more() -> None:
    given = [approval(HEAD)]
    assert managers(HEAD).next(given) is None
    following = managers(SECOND).next(given)
    assert following is not None
    assert following.managers == {SECOND}
    assert managers(SECOND).counting(given) == ()
    assert managers(SECOND, HEAD).counting(given) == tuple(given)


def test_an_approval_counts_for_its_own_step_alone() -> None:
    both = steps(step(MANAGER_STEP, [HEAD]), step(PRESS_STEP, [HEAD]))
    following = both.next([approval(HEAD)])
    assert following is not None
    assert following.step.label == PRESS_STEP
    assert both.next([approval(HEAD), approval(HEAD, PRESS_STEP)]) is None


def test_an_approval_from_before_there_were_steps_counts_for_the_only_one() -> None:
    assert managers(HEAD).next([approval(HEAD, "")]) is None


def test_the_second_step_waits_for_the_first_by_its_name() -> None:
    both = steps(step(MANAGER_STEP, [HEAD]), step(PRESS_STEP, [PRESS]))
    seat = both.seat(Person(PRESS), [])
    assert seat.step.label == PRESS_STEP
    with pytest.raises(TooEarlyError, match=f"先に「{MANAGER_STEP}」"):
        both.has_word_of(Person(PRESS), seat, [])
    assert not both.has_word_of(Person(PRESS), seat, [approval(HEAD)])


def test_a_word_given_already_or_no_longer_needed_adds_nothing() -> None:
    one = mandate()
    both = Mandates((one, step(PRESS_STEP, [PRESS])))
    assert both.has_word_of(Person(HEAD), one, [approval(HEAD)])
    assert both.has_word_of(Person(SECOND), one, [approval(HEAD)])
    everybody = mandate(every=True)
    assert not Mandates((everybody,)).has_word_of(Person(SECOND), everybody, [approval(HEAD)])


def test_who_may_take_two_steps_is_asked_for_the_one_that_is_due() -> None:
    both = steps(step(MANAGER_STEP, [HEAD]), step(PRESS_STEP, [HEAD, PRESS]))
    assert both.seat(Person(HEAD), []).step.label == MANAGER_STEP
    assert both.seat(Person(HEAD), [approval(HEAD)]).step.label == PRESS_STEP


@pytest.mark.parametrize("author", [HEAD, DEPUTY])
def test_who_wrote_the_draft_never_decides_as_a_manager_or_as_a_deputy(author: str) -> None:
    with pytest.raises(NotEntitledError, match="ご自身"):
        entitle(Person(author), mandate(away=[HEAD, SECOND]), WRITER, author)


@pytest.mark.parametrize(
    "person",
    [
        Person(HEAD, guest=True),
        Person(HEAD, outsider=True),
        Person(HEAD, bot=True),
        Person(HEAD, deactivated=True),
        Person(DEPUTY, guest=True),
    ],
    ids=["a guest", "from another organisation", "a bot", "a former member", "a guest as deputy"],
)
def test_who_is_not_on_the_staff_is_refused_with_the_clauses(person: Person) -> None:
    with pytest.raises(NotEntitledError, match=r"吉備中央町 4\(6\)、藤沢市 3"):
        entitle(person, mandate(waited=True))


def test_a_deputy_before_their_time_is_told_when_it_comes_and_a_stranger_is_not() -> None:
    with pytest.raises(NotEntitledError, match="所属長が不在のとき"):
        entitle(Person(DEPUTY), mandate())
    with pytest.raises(NotEntitledError, match="登録されている方だけ"):
        entitle(Person("USTRANGER"), mandate())


@pytest.mark.parametrize("nobody", [Mandates(()), managers(), steps(step("a", []), step("b", []))])
def test_where_nobody_can_decide_everybody_is_told_whom_to_ask(nobody: Mandates) -> None:
    with pytest.raises(NotEntitledError, match=NOBODY):
        nobody.seat(Person(HEAD), [])


def test_a_stop_is_told_with_its_reason() -> None:
    managers(HEAD).ensure_not_frozen()
    with pytest.raises(TooEarlyError, match="大雨の対応のため"):
        steps(step(MANAGER_STEP, [HEAD]), frozen="大雨の対応のため").ensure_not_frozen()


def test_one_word_takes_the_steps_that_are_all_theirs_but_none_behind_one_that_asks_for_others() -> None:
    own = steps(step(MANAGER_STEP, [HEAD, SECOND]), step(PRESS_STEP, [HEAD]))
    assert [one.step.label for one in own.taken_by(Person(HEAD), [])] == [MANAGER_STEP, PRESS_STEP]
    assert [one.step.label for one in own.taken_by(Person(SECOND), [])] == [MANAGER_STEP]
    shared = steps(step(MANAGER_STEP, [HEAD, SECOND], every=True), step(PRESS_STEP, [HEAD]))
    assert [one.step.label for one in shared.taken_by(Person(HEAD), [])] == [MANAGER_STEP]
    last = shared.taken_by(Person(HEAD), [approval(SECOND)])
    assert [one.step.label for one in last] == [MANAGER_STEP, PRESS_STEP]

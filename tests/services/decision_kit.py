"""An office with sections, on a working day, and what people do there."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from bot.domain.drafts import Origin, State
from bot.domain.guidelines import Library
from bot.domain.office_hours import JAPAN
from bot.domain.organisation import Absence, Section
from bot.services.decisions import Look, ReactionEvent, Refusal, Ticks, look_at_reactions, tick_confirmations
from bot.services.drafts import Draft, find_review, take_in_draft
from bot.services.ports import Reaction
from tests.services.office import CLEAN, DRAFTER, NOON, ORIGIN, Office

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)  # after a public holiday
HEAD, DEPUTY, PRESS, PRESS_DEPUTY = "UHEAD", "UDEPUTY", "UPRESS", "UPRESSDEPUTY"
OWN = Section("総務課", (DRAFTER,), (HEAD,), (DEPUTY,))
PRESS_SECTION = Section("広報課", ("UPRESSSTAFF",), (PRESS,), (PRESS_DEPUTY,))
MANAGER_STEP, PRESS_STEP = "所属長の承認", "広報課との協議"
_moments = count(NOON + 3_600_000_000)


def enter(office: Office, *sections: Section) -> Office:
    """Enter sections; the time is a Tuesday morning."""
    office.time.now = office.time.now or TUESDAY
    for section in sections:
        office.desk.sections.put(section, None)
    return office


def asking_every_manager(office: Office) -> Office:
    """The same where one guideline asks all managers of a section."""
    library = office.desk.library
    step = replace(library.steps[0], every=True)
    guideline = replace(library.guidelines[0], steps=(step,))
    return replace(office, desk=replace(office.desk, library=Library((guideline,))))


def absent(office: Office, user: str) -> None:
    """Somebody is away on the Tuesday."""
    office.desk.sections.add_absence(Absence(user, TUESDAY.date(), TUESDAY.date()))


def ready(office: Office, text: str = CLEAN, user: str = DRAFTER, origin: Origin = ORIGIN) -> Office:
    """A draft of a person that awaits approval."""
    office.time.now = office.time.now or TUESDAY
    take_in_draft(office.desk, Draft(origin, user, text, NOON, edited_at=NOON // 1_000_000))
    revision = find_review(office.desk, origin).revision
    ticks = {confirmation.key: True for confirmation in revision.confirmations}
    tick_confirmations(office.desk, Ticks(origin, user, revision.number, ticks))
    assert find_review(office.desk, origin).state is State.AWAITING
    return office


def react(office: Office, user: str, name: str = "white_check_mark", origin: Origin = ORIGIN) -> list[Refusal]:
    """A person reacts, now."""
    reaction = Reaction(user, name)
    event = ReactionEvent(reaction, added=True, made_at=next(_moments))
    return look_at_reactions(office.desk, origin, Look(frozenset({reaction}), event))


def unreact(office: Office, user: str, name: str = "white_check_mark", origin: Origin = ORIGIN) -> None:
    """A person takes a reaction back, now."""
    event = ReactionEvent(Reaction(user, name), added=False, made_at=next(_moments))
    look_at_reactions(office.desk, origin, Look(frozenset(), event))


def wait(office: Office, **time: float) -> None:
    """Time goes by."""
    office.time.now = office.desk.clock() + timedelta(**time)

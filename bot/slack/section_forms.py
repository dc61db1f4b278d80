"""The forms of sections and absences, read as they come back from Slack."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.organisation import Absence, Role, Section, is_group
from bot.services.organisation import Fault, FaultsError, Field, Shown
from bot.slack.payloads import read_fields
from bot.slack.presenters.organisation import groups_block

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """A section as somebody entered it, and the one it was as they saw it (None: a new one)."""

    section: Section
    shown: Shown | None


def read_section(view: View) -> Entered:
    """The section of a submitted form; FaultsError where what was typed as a user group is none."""
    fields = read_fields(view)
    groups = {role: _tokens(fields[groups_block(Field.of(role))]) for role in Role}
    faults = [
        Fault(
            Field.of(role),
            f"「{token}」はユーザーグループID(S…)ではありません。お一人ずつのときは、上の欄で選んでください。",
            token,
        )
        for role in Role
        for token in groups[role]
        if not is_group(token)
    ]
    if faults:
        raise FaultsError(*faults)
    people = {role: tuple(dict.fromkeys((*fields[Field.of(role)], *groups[role]))) for role in Role}
    section = Section(fields[Field.NAME], people[Role.STAFF], people[Role.MANAGER], people[Role.DEPUTY])
    return Entered(section, _shown(view["private_metadata"]))


def read_absence(view: View, user: str) -> Absence:
    """The absence of a submitted form; `user`'s own where the form does not ask whose it is."""
    fields = read_fields(view)
    since, until = (date.fromisoformat(fields[field]) for field in (Field.SINCE, Field.UNTIL))
    return Absence(fields.get(Field.USER, user), since, until)


def read_absence_value(value: str) -> Absence:
    """The absence that a button carries (see `presenters.organisation.absence_value`)."""
    user, since, until = value.split("|")
    return Absence(user, date.fromisoformat(since), date.fromisoformat(until))


def places(view: View, error: Exception) -> dict[str, str]:
    """What is said at which block of a form: each fault at its own, anything else at the first."""
    fields = read_fields(view)
    first = next(iter(fields))
    if not isinstance(error, FaultsError):
        return {first: str(error)}
    said: dict[str, str] = {}
    for fault in error.faults:
        typed = fault.token and fault.token in _tokens(fields.get(groups_block(fault.field), ""))
        place = groups_block(fault.field) if typed else fault.field.value
        said.setdefault(place if place in fields else first, fault.text)
    return said


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[\s,、]+", unicodedata.normalize("NFKC", text))))


def _shown(value: str) -> Shown | None:
    digest, _, name = value.partition("|")
    return Shown(name, digest) if value else None

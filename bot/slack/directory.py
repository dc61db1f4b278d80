"""Who people are, asked of Slack."""

import logging
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.organisation import is_group
from bot.domain.people import Person

_RECENT_SECONDS = 300
_ADMINISTERS = ("is_admin", "is_owner", "is_primary_owner")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the name others see."""

    person: Person
    name: str


class SlackDirectory:
    """A `Directory` over `users.info` and `usergroups.users.list`."""

    def __init__(self, client: WebClient, team: str) -> None:
        """`team`: id of the office's workspace."""
        self._client = client
        self._team = team
        self._groups: dict[str, tuple[float, frozenset[str]]] = {}
        self._recent: dict[str, tuple[float, Member]] = {}

    def person(self, user: str, *, fresh: bool) -> Person:
        """See `Directory.person`."""
        return self._member(user, fresh=fresh).person

    def name(self, user: str) -> str:
        """The name others see; the id where Slack does not tell one."""
        try:
            return self._member(user, fresh=False).name
        except SlackApiError:
            return user

    def members(self, tokens: Collection[str], *, fresh: bool) -> frozenset[str]:
        """See `Directory.members`."""
        users = {token for token in tokens if not is_group(token)}
        for group in filter(is_group, tokens):
            users |= self._of_group(group, fresh=fresh)
        return frozenset(users)

    def _of_group(self, group: str, *, fresh: bool) -> frozenset[str]:
        known = self._groups.get(group)
        if known and not fresh and known[0] > time.monotonic():
            return known[1]
        users = self._ask_group(group)
        self._groups[group] = (time.monotonic() + _RECENT_SECONDS, users)
        return users

    def _ask_group(self, group: str) -> frozenset[str]:
        """Nobody where there is no such group any more: one that was deleted must not stop every decision."""
        try:
            return frozenset(self._client.usergroups_users_list(usergroup=group)["users"])
        except SlackApiError as error:
            if error.response.get("error") != "no_such_subteam":
                raise
            logger.warning("the user group %s is not there", group)
            return frozenset()

    def _member(self, user: str, *, fresh: bool) -> Member:
        known = self._recent.get(user)
        if known and not fresh and known[0] > time.monotonic():
            return known[1]
        member = _read_member(self._client.users_info(user=user)["user"], self._team)
        self._recent[user] = (time.monotonic() + _RECENT_SECONDS, member)
        return member


def _read_member(user: dict[str, Any], team: str) -> Member:
    profile = user.get("profile") or {}
    name = profile.get("display_name") or user.get("real_name") or user.get("name") or user["id"]
    person = Person(
        id=user["id"],
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        outsider=bool(user.get("is_stranger")) or _of_other_team(user, team),
        bot=bool(user.get("is_bot")),
        deactivated=bool(user.get("deleted")),
        admin=any(user.get(flag) for flag in _ADMINISTERS),
    )
    return Member(person, name)


def _of_other_team(user: dict[str, Any], team: str) -> bool:
    """Whether the user belongs to another workspace; in an Enterprise organisation the grid lists them all."""
    teams = (user.get("enterprise_user") or {}).get("teams") or [user.get("team_id") or team]
    return bool(team) and team not in teams

"""Who people are, asked of Slack."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.people import Person

_RECENT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the name others see."""

    person: Person
    name: str


class SlackDirectory:
    """A `Directory` over `users.info` and `usergroups.users.list`."""

    def __init__(self, client: WebClient, team: str, approvers: Sequence[str]) -> None:
        """`team`: id of the office's workspace; `approvers`: user ids and user-group ids."""
        self._client = client
        self._team = team
        self._approvers = tuple(approvers)
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

    def approvers(self) -> frozenset[str]:
        """See `Directory.approvers`."""
        users = {token for token in self._approvers if not _is_group(token)}
        for group in filter(_is_group, self._approvers):
            users.update(self._client.usergroups_users_list(usergroup=group)["users"])
        return frozenset(users)

    def _member(self, user: str, *, fresh: bool) -> Member:
        known = self._recent.get(user)
        if known and not fresh and known[0] > time.monotonic():
            return known[1]
        member = _read_member(self._client.users_info(user=user)["user"], self._team)
        self._recent[user] = (time.monotonic() + _RECENT_SECONDS, member)
        return member


def _is_group(token: str) -> bool:
    return token.startswith("S")


def _read_member(user: dict[str, Any], team: str) -> Member:
    profile = user.get("profile") or {}
    name = profile.get("display_name") or user.get("real_name") or user.get("name") or user["id"]
    person = Person(
        id=user["id"],
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        outsider=bool(user.get("is_stranger")) or _of_other_team(user, team),
        bot=bool(user.get("is_bot")),
        deactivated=bool(user.get("deleted")),
    )
    return Member(person, name)


def _of_other_team(user: dict[str, Any], team: str) -> bool:
    """Whether the user belongs to another workspace; in an Enterprise organisation the grid lists them all."""
    teams = (user.get("enterprise_user") or {}).get("teams") or [user.get("team_id") or team]
    return bool(team) and team not in teams

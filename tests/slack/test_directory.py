"""Who people are, asked of a workspace."""

import json
import logging
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import app
from bot.domain.people import Person
from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.slack.directory import SlackDirectory


@pytest.fixture(scope="module")
def workspace() -> Iterator[Sandbox]:
    with Sandbox(manifest=json.loads(app.MANIFEST.read_text(encoding="utf-8"))) as running:
        yield running


@pytest.fixture
def directory(workspace: Sandbox) -> SlackDirectory:
    client = WebClient(token=workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])
    return SlackDirectory(client, people.TEAM)


@pytest.mark.parametrize(
    ("user", "person"),
    [
        (people.DRAFTER, Person(people.DRAFTER)),
        (people.ADMIN, Person(people.ADMIN, admin=True)),
        (people.GUEST, Person(people.GUEST, guest=True)),
        (people.MULTI_GUEST, Person(people.MULTI_GUEST, guest=True)),
        (people.STRANGER, Person(people.STRANGER, outsider=True)),
        (people.FORMER, Person(people.FORMER, deactivated=True)),
        (people.BOT, Person(people.BOT, bot=True)),
    ],
)
def test_a_person_is_what_the_workspace_says(directory: SlackDirectory, user: str, person: Person) -> None:
    assert directory.person(user, fresh=True) == person


@pytest.mark.parametrize("flag", ["is_admin", "is_owner", "is_primary_owner"])
def test_each_kind_of_administrator_is_one_as_long_as_it_lasts(
    workspace: Sandbox, directory: SlackDirectory, flag: str
) -> None:
    workspace.set_user(people.MANAGER2, **{flag: True})
    assert directory.person(people.MANAGER2, fresh=True).admin
    workspace.set_user(people.MANAGER2, **{flag: False})
    assert directory.person(people.MANAGER2, fresh=False).admin
    assert not directory.person(people.MANAGER2, fresh=True).admin


def test_the_members_of_groups_and_those_named_are_told_together(directory: SlackDirectory) -> None:
    members = directory.members((people.MANAGERS, people.DEPUTY), fresh=True)
    assert members == {people.MANAGER, people.MANAGER2, people.DEPUTY}


def test_a_group_that_is_no_longer_there_has_nobody_in_it(
    directory: SlackDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert directory.members(("S0GONE0001", people.DEPUTY), fresh=True) == {people.DEPUTY}
    assert "S0GONE0001" in caplog.text


def test_a_workspace_that_does_not_answer_is_not_taken_for_an_empty_group(
    workspace: Sandbox, directory: SlackDirectory
) -> None:
    workspace.fail_next("usergroups.users.list", error="internal_error")
    with pytest.raises(SlackApiError):
        directory.members((people.MANAGERS,), fresh=True)

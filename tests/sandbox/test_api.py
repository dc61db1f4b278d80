import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import manifest
from tests.sandbox.kit import Error


def test_an_unknown_method_is_refused_by_name(error: Error) -> None:
    assert error("chat.shout")["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("token", "expected"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth"), ("APP", "not_allowed_token_type")]
)
def test_a_call_needs_the_bots_token(sandbox: Sandbox, token: str, expected: str) -> None:
    stranger = WebClient(token=token.replace("APP", sandbox.app_token), base_url=sandbox.api_url)
    with pytest.raises(SlackApiError, match=expected):
        stranger.auth_test()


def test_opening_a_socket_needs_the_app_token(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    assert error("apps.connections.open")["error"] == "not_allowed_token_type"
    assert client.apps_connections_open(app_token=sandbox.app_token)["url"].startswith("ws://127.0.0.1:")


def test_auth_test_names_the_bot_and_its_scopes(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == (people.BOT, people.BOT_PROFILE)
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


def test_arguments_come_as_form_as_json_and_in_the_query(sandbox: Sandbox, client: WebClient) -> None:
    form = client.api_call("conversations.info", data={"channel": sandbox.channel})
    body = client.api_call("conversations.info", json={"channel": sandbox.channel})
    query = client.api_call("conversations.info", http_verb="GET", params={"channel": sandbox.channel})
    assert form["channel"]["name"] == body["channel"]["name"] == query["channel"]["name"] == "sns-review"


def test_a_missing_argument_is_named(error: Error) -> None:
    answer = error("conversations.info")
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"channel": people.REVIEW_CHANNEL, "text": "a"}),
        ("channels:read", "conversations.info", {"channel": people.REVIEW_CHANNEL}),
        ("channels:history", "conversations.history", {"channel": people.REVIEW_CHANNEL}),
        ("users:read", "users.info", {"user": people.DRAFTER}),
        ("usergroups:read", "usergroups.list", {}),
        ("files:read", "files.info", {"file": "F1"}),
        ("files:write", "files.getUploadURLExternal", {"filename": "a.png", "length": 1}),
        ("files:write", "files.completeUploadExternal", {"files": [{"id": "F1"}]}),
        ("reactions:read", "reactions.get", {"channel": people.REVIEW_CHANNEL, "timestamp": "1"}),
    ],
)
def test_a_method_needs_its_scope_in_the_manifest(scope: str, method: str, arguments: dict[str, Any]) -> None:
    less = manifest()
    less["oauth_config"]["scopes"]["bot"].remove(scope)
    with Sandbox(manifest=less) as sandbox:
        stranger = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError) as caught:
            stranger.api_call(method, json=arguments)
    assert caught.value.response["error"] == "missing_scope"
    assert caught.value.response["needed"] == scope
    assert scope not in caught.value.response["provided"].split(",")


def test_the_apps_calls_are_noted_with_their_errors(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    client.users_info(user=people.DRAFTER)
    error("users.info", user="U0NOBODY")
    noted = [(call.method, call.args["user"], call.error) for call in sandbox.calls]
    assert noted == [("users.info", people.DRAFTER, None), ("users.info", "U0NOBODY", "user_not_found")]


def test_a_planned_rate_limit_answers_429_once_and_says_when_to_come_again(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail_next("users.list", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        client.users_list()
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert caught.value.response["error"] == "ratelimited"
    assert client.users_list()["ok"]


def test_a_planned_failure_can_be_a_server_error_or_any_of_slacks_errors(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail_next("users.list")
    sandbox.fail_next("users.info", error="fatal_error", times=2)
    with pytest.raises(SlackApiError) as caught:
        client.users_list()
    assert caught.value.response.status_code == 500
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            client.users_info(user=people.DRAFTER)
    assert client.users_info(user=people.DRAFTER)["ok"]


def test_a_private_channel_without_the_bot_does_not_exist_for_it(client: WebClient, error: Error) -> None:
    assert error("conversations.info", channel=people.PRIVATE_CHANNEL)["error"] == "channel_not_found"
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert [one["name"] for one in listed] == ["sns-review", "広報課"]


def test_a_public_channel_is_seen_but_neither_read_nor_written_until_the_bot_joins(
    client: WebClient, error: Error
) -> None:
    assert not client.conversations_info(channel=people.OTHER_CHANNEL)["channel"]["is_member"]
    assert error("conversations.history", channel=people.OTHER_CHANNEL)["error"] == "not_in_channel"
    assert error("chat.postMessage", channel=people.OTHER_CHANNEL, text="a")["error"] == "not_in_channel"
    client.conversations_join(channel=people.OTHER_CHANNEL)
    assert client.chat_postMessage(channel=people.OTHER_CHANNEL, text="a")["ok"]


def test_lists_are_paged_by_cursor(client: WebClient) -> None:
    pages = [page["members"] for page in client.users_list(limit=5)]
    assert [len(page) for page in pages] == [5, 5, 2]
    assert len({user["id"] for page in pages for user in page}) == 12


def test_a_cursor_of_nowhere_is_refused(error: Error) -> None:
    assert error("users.list", cursor="elsewhere")["error"] == "invalid_cursor"


def test_people_carry_their_status(client: WebClient) -> None:
    users = {user["id"]: user for user in client.users_list()["members"]}
    assert users[people.GUEST]["is_ultra_restricted"]
    assert users[people.MULTI_GUEST]["is_restricted"]
    assert not users[people.MULTI_GUEST]["is_ultra_restricted"]
    assert users[people.STRANGER]["is_stranger"]
    assert users[people.FORMER]["deleted"]


def test_only_the_workspaces_admin_is_one(client: WebClient) -> None:
    users = [client.users_info(user=person.id)["user"] for person in people.PEOPLE]
    assert [user["id"] for user in users if user["is_admin"] or user["is_owner"]] == [people.ADMIN]
    admin = client.users_info(user=people.ADMIN)["user"]
    assert (admin["is_admin"], admin["is_owner"], admin["is_primary_owner"]) == (True, True, False)


def test_user_groups_name_their_members_as_they_are_now(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    assert client.usergroups_users_list(usergroup=people.MANAGERS)["users"] == [people.MANAGER, people.MANAGER2]
    sandbox.set_group(people.MANAGERS, [people.DEPUTY])
    assert client.usergroups_users_list(usergroup=people.MANAGERS)["users"] == [people.DEPUTY]
    assert "users" not in client.usergroups_list()["usergroups"][0]
    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == [people.DEPUTY]
    assert error("usergroups.users.list", usergroup="S0NONE")["error"] == "no_such_subteam"


def test_the_page_is_served_with_its_parts(sandbox: Sandbox) -> None:
    with urllib.request.urlopen(sandbox.url) as answer:  # noqa: S310 - the sandbox's own address
        assert "SNS審査デスク" in answer.read().decode()
    with urllib.request.urlopen(f"{sandbox.url}/app.js") as answer:  # noqa: S310 - the sandbox's own address
        assert answer.headers["Content-Type"].startswith("text/javascript")

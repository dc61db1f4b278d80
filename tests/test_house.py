"""What the house says of itself, held against what it does."""

import json
import re
import tomllib
from unittest.mock import MagicMock

import pytest

from bot import app
from bot.config import Settings
from bot.sandbox import scopes

ROOT = app.MANIFEST.parent
MANIFEST = json.loads(app.MANIFEST.read_text(encoding="utf-8"))
SLACK_CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "slack").rglob("*.py"))
CHANNEL_TYPES = ("channel", "group")  # the review channel may be public or private
VARIABLES = {
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "DATABASE_URL",
    "REVIEW_CHANNEL",
    "GUIDELINES",
    "RULES_DIR",
    "APPROVERS",
    "APPROVE_REACTIONS",
    "RETURN_REACTIONS",
    "PORT",
    "LOG_LEVEL",
    "RETENTION_DAYS",
    "OFFICE_HOURS",
    "REMINDER_HOURS",
    "DEPUTY_HOURS",
    "CLEARANCE_DAYS",
    "URGENT_MINUTES",
    "MONTHLY_REPORT",
}


def registered(kind: str) -> set[str]:
    return set(re.findall(rf'@app\.{kind}\("([^"]+)"\)', SLACK_CODE))


def events_asked_for() -> set[str]:
    events = registered("event")
    messages = {scopes._MESSAGE_EVENT[kind] for kind in CHANNEL_TYPES} if "message" in events else set()
    return (events - {"message"}) | messages


def scopes_needed() -> set[str]:
    called = set(re.findall(r"client\.([a-z]+_\w+)\(", SLACK_CODE))
    if "files_upload_v2" in called:  # slack_sdk's name for two methods of Slack
        called |= {"files_getUploadURLExternal", "files_completeUploadExternal"}
    needed = {scope for method, scope in scopes.METHOD_SCOPES.items() if method.replace(".", "_") in called}
    needed |= {scope for event, scope in scopes._EVENT_SCOPES.items() if event in registered("event")}
    if called & {"conversations_history", "conversations_replies"} or "message" in registered("event"):
        needed |= {scopes._HISTORY[kind] for kind in CHANNEL_TYPES}
    if called & {"conversations_info", "conversations_list"}:
        needed |= {scopes._READ[kind] for kind in CHANNEL_TYPES}
    return needed | ({"commands"} if registered("command") else set())


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_manifest_asks_for_the_scopes_the_code_needs_and_no_more() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == scopes_needed()
    assert set(MANIFEST["oauth_config"]["scopes"]) == {"bot"}


def test_the_manifest_subscribes_to_the_events_the_code_listens_to() -> None:
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == events_asked_for()


def test_the_manifest_offers_the_commands_shortcuts_and_home_that_are_there() -> None:
    features = MANIFEST["features"]
    assert {command["command"] for command in features["slash_commands"]} == registered("command")
    assert {shortcut["callback_id"] for shortcut in features.get("shortcuts", ())} == registered("shortcut")
    assert features["app_home"]["home_tab_enabled"] == ("app_home_opened" in registered("event"))
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] == ("@app.action(" in SLACK_CODE)


def test_the_manifests_texts_are_as_long_as_slack_wants_them() -> None:
    shown = MANIFEST["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_the_example_environment_names_exactly_the_variables_that_are_read() -> None:
    values = MagicMock(**{"get.return_value": ""})
    Settings.read(values)
    assert {call.args[0] for call in values.get.call_args_list} == VARIABLES
    assert sorted(re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE)) == sorted(VARIABLES)


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_a_readme_has_every_setting_in_its_table_and_every_picture_it_shows(name: str) -> None:
    text = read(name)
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) == VARIABLES
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    assert linked
    assert [link for link in linked if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes(name: str) -> None:
    pins = re.findall(r"^[\w.\[\]-]+==(?:.*\\\n)*.*", read(name), re.MULTILINE)
    assert pins
    assert [pin.split(" ")[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = {re.split(r"[>\[]", dependency)[0].lower() for dependency in project["dependencies"]}
    assert asked <= set(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", read("requirements.txt"), re.MULTILINE))

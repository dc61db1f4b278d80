import pytest
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import Error


def test_typed_text_is_stored_escaped_linked_and_as_rich_text(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "A & B <x> https://example.jp/?a=1&b=2 と town.kibichuo.lg.jp ✅ @channel")
    message = sandbox.message(ts)
    assert message["text"] == (
        "A &amp; B &lt;x&gt; <https://example.jp/?a=1&amp;b=2> と "
        "<http://town.kibichuo.lg.jp|town.kibichuo.lg.jp> :white_check_mark: <!channel>"
    )
    elements = message["blocks"][0]["elements"][0]["elements"]
    assert elements[0] == {"type": "text", "text": "A & B <x> "}
    assert elements[1] == {"type": "link", "url": "https://example.jp/?a=1&b=2"}
    assert elements[3] == {"type": "link", "url": "http://town.kibichuo.lg.jp", "text": "town.kibichuo.lg.jp"}
    assert elements[5] == {"type": "emoji", "name": "white_check_mark", "unicode": "2705"}
    assert elements[7] == {"type": "broadcast", "range": "channel"}


def test_a_typed_name_is_a_mention(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "@岡野 まさし（広報課長） と @kacho へ")
    assert sandbox.message(ts)["text"] == f"<@{people.MANAGER}> と <!subteam^{people.MANAGERS}> へ"


def test_plain_sentences_numbers_and_times_stay_as_they_are(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "10:30:00に1.5倍、a@b や #タグ もそのまま")
    assert sandbox.message(ts)["text"] == "10:30:00に1.5倍、a@b や #タグ もそのまま"


def test_code_keeps_what_stands_in_it(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "```https://example.jp```と`:x:`")
    assert sandbox.message(ts)["text"] == "```https://example.jp```と`:x:`"


def test_markup_given_as_blocks_is_taken_as_it_is(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "<https://example.jp|example.com>", blocks=[])
    assert sandbox.message(ts)["text"] == "<https://example.jp|example.com>"


def test_history_is_newest_first_between_two_bounds(sandbox: Sandbox, client: WebClient) -> None:
    stamps = [sandbox.post(people.DRAFTER, str(number)) for number in range(5)]

    def seen(*, oldest: str | None = None, latest: str | None = None, inclusive: bool = False) -> list[str]:
        answer = client.conversations_history(
            channel=sandbox.channel, oldest=oldest, latest=latest, inclusive=inclusive
        )
        return [message["text"] for message in answer["messages"]]

    assert seen() == ["4", "3", "2", "1", "0"]
    assert seen(oldest=stamps[1], latest=stamps[3]) == ["2"]
    assert seen(oldest=stamps[1], latest=stamps[3], inclusive=True) == ["3", "2", "1"]


def test_history_is_paged_and_a_page_does_not_shift_when_something_new_is_said(
    sandbox: Sandbox, client: WebClient
) -> None:
    for number in range(5):
        sandbox.post(people.DRAFTER, str(number))
    pages = []
    for page in client.conversations_history(channel=sandbox.channel, limit=2):
        pages.append(([message["text"] for message in page["messages"]], page["has_more"]))
        sandbox.post(people.DRAFTER, "new")
    assert pages == [(["4", "3"], True), (["2", "1"], True), (["0"], False)]


def test_a_thread_is_read_parent_first_and_the_parent_counts_its_replies(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    reply = client.chat_postMessage(channel=sandbox.channel, thread_ts=ts, text="返事")
    sandbox.post(people.MANAGER, "どうも", thread_ts=ts)
    messages = client.conversations_replies(channel=sandbox.channel, ts=ts)["messages"]
    assert [message["text"] for message in messages] == ["案", "返事", "どうも"]
    assert messages[0]["reply_count"] == 2
    assert messages[0]["reply_users"] == [people.BOT, people.MANAGER]
    assert messages[1]["parent_user_id"] == people.DRAFTER
    assert [message["text"] for message in client.conversations_history(channel=sandbox.channel)["messages"]] == ["案"]
    alone = client.conversations_replies(channel=sandbox.channel, ts=reply["ts"])["messages"]
    assert [message["text"] for message in alone] == ["返事"]


def test_a_thread_that_is_not_there_is_refused(sandbox: Sandbox, error: Error) -> None:
    where = {"channel": sandbox.channel}
    assert error("conversations.replies", **where, ts="1700000000.000100")["error"] == "thread_not_found"
    answer = error("chat.postMessage", **where, thread_ts="1700000000.000100", text="a")
    assert answer["error"] == "thread_not_found"


def test_reactions_are_told_with_all_their_people(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    sandbox.react(people.MANAGER, ts, "white_check_mark")
    sandbox.react(people.MANAGER2, ts, "white_check_mark")
    client.reactions_add(channel=sandbox.channel, timestamp=ts, name="eyes")
    sandbox.unreact(people.MANAGER, ts, "white_check_mark")
    message = client.reactions_get(channel=sandbox.channel, timestamp=ts, full=True)["message"]
    assert message["reactions"] == [
        {"name": "white_check_mark", "users": [people.MANAGER2], "count": 1},
        {"name": "eyes", "users": [people.BOT], "count": 1},
    ]


def test_a_reaction_is_added_once_and_taken_back_once(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    where = {"channel": sandbox.channel, "timestamp": ts, "name": "eyes"}
    client.reactions_add(**where)
    assert error("reactions.add", **where)["error"] == "already_reacted"
    client.reactions_remove(**where)
    assert error("reactions.remove", **where)["error"] == "no_reaction"
    assert error("reactions.add", **{**where, "name": "目"})["error"] == "invalid_name"
    assert error("reactions.add", **{**where, "timestamp": "1.2"})["error"] == "message_not_found"


def test_the_bot_changes_and_deletes_only_its_own_messages(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    where = {"channel": sandbox.channel, "ts": ts}
    assert error("chat.update", **where, text="a")["error"] == "cant_update_message"
    assert error("chat.delete", **where)["error"] == "cant_delete_message"
    own = client.chat_postMessage(channel=sandbox.channel, text="札")["ts"]
    client.chat_update(channel=sandbox.channel, ts=own, text="新しい札")
    assert sandbox.message(own)["text"] == "新しい札"
    client.chat_delete(channel=sandbox.channel, ts=own)
    assert error("chat.update", channel=sandbox.channel, ts=own, text="a")["error"] == "message_not_found"


def test_texts_have_their_limits(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    where = {"channel": sandbox.channel}
    assert error("chat.postMessage", **where)["error"] == "no_text"
    assert error("chat.postMessage", **where, text="あ" * 40_001)["error"] == "msg_too_long"
    own = client.chat_postMessage(channel=sandbox.channel, text="札")["ts"]
    assert client.chat_update(channel=sandbox.channel, ts=own, text="あ" * 1333)["ok"]
    assert error("chat.update", **where, ts=own, text="あ" * 1334)["error"] == "msg_too_long"


def test_a_new_text_without_blocks_takes_the_old_blocks_away(sandbox: Sandbox, client: WebClient) -> None:
    own = client.chat_postMessage(channel=sandbox.channel, text="札", blocks=[{"type": "divider"}])["ts"]
    client.chat_update(channel=sandbox.channel, ts=own, text="札だけ")
    assert sandbox.message(own)["blocks"] == []


def test_an_ephemeral_message_reaches_one_member_only(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    client.chat_postEphemeral(channel=sandbox.channel, user=people.DRAFTER, text="内緒")
    assert [message["text"] for message in sandbox.ephemerals(people.DRAFTER)] == ["内緒"]
    assert sandbox.ephemerals(people.MANAGER) == []
    assert sandbox.history() == []
    where = {"channel": sandbox.channel, "text": "a"}
    assert error("chat.postEphemeral", **where, user=people.FORMER)["error"] == "user_not_in_channel"
    assert error("chat.postEphemeral", **where, user="U0NOBODY")["error"] == "user_not_found"


def test_a_permalink_leads_to_the_message(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    link = client.chat_getPermalink(channel=sandbox.channel, message_ts=ts)["permalink"]
    assert link == f"{sandbox.url}/archives/{sandbox.channel}/p{ts.replace('.', '')}"
    answer = error("chat.getPermalink", channel=sandbox.channel, message_ts="1.2")
    assert answer["error"] == "message_not_found"


def test_metadata_comes_back_only_when_asked_for(sandbox: Sandbox, client: WebClient) -> None:
    mark = {"event_type": "card", "event_payload": {"review": "7"}}
    client.chat_postMessage(channel=sandbox.channel, text="札", metadata=mark)
    plain = client.conversations_history(channel=sandbox.channel)["messages"][0]
    whole = client.conversations_history(channel=sandbox.channel, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert whole["metadata"] == mark


def test_the_bot_can_write_to_a_person(sandbox: Sandbox, client: WebClient) -> None:
    channel = client.chat_postMessage(channel=people.MANAGER, text="お知らせ")["channel"]
    assert [message["text"] for message in sandbox.history(channel)] == ["お知らせ"]


def test_a_deleted_message_with_replies_leaves_a_tombstone(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    client.chat_postMessage(channel=sandbox.channel, thread_ts=ts, text="札")
    sandbox.delete(people.DRAFTER, ts)
    left = client.conversations_history(channel=sandbox.channel)["messages"][0]
    assert (left["subtype"], left["user"], left["reply_count"]) == ("tombstone", "USLACKBOT", 1)
    assert "案" not in left["text"]


def test_a_deleted_message_without_replies_is_gone(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    sandbox.delete(people.DRAFTER, ts)
    assert client.conversations_history(channel=sandbox.channel)["messages"] == []
    answer = error("reactions.get", channel=sandbox.channel, timestamp=ts)
    assert answer["error"] == "message_not_found"


def test_people_change_only_their_own_messages(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    with pytest.raises(SlackError, match="cant_update_message"):
        sandbox.edit(people.MANAGER, ts, "別")
    with pytest.raises(SlackError, match="cant_delete_message"):
        sandbox.delete(people.MANAGER, ts)


def test_only_members_speak_in_a_channel(sandbox: Sandbox) -> None:
    with pytest.raises(SlackError, match="not_in_channel"):
        sandbox.post(people.GUEST, "a", channel=people.OTHER_CHANNEL)

"""What the loader of checks takes, and what it refuses."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import RulesError
from bot.domain.findings import Level
from bot.engine.check_loader import load_check

CHECK = """id = "lost-umbrella"
title = "かさの忘れ物"
level = "confirm"
message = "「{excerpt}」を確かめてください。"
why = "置き場所が変わるからです。"
false_positives = ["かさ地蔵の話"]
suggestion = "忘れ物"

[words]
any = ["かさ"]

[unless]
sentence = ["地蔵"]
near = ["昔話"]
draft = ["絵本"]
cover = ["かさ地蔵"]
quoted = true

[[match]]
text = "かさを預かっています。"
flags = ["かさ"]
today = 2026-11-24
domains = ["town.minato.example.jp"]
places = ["浜田"]
links = { "かさ" = "https://example.com/" }

[[pass]]
text = "帽子を預かっています。"
"""


def written(folder: Path, content: str = CHECK, name: str = "lost_umbrella") -> Path:
    path = folder / "things" / f"{name}.toml"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    return path


def test_a_check_is_read_whole(tmp_path: Path) -> None:
    check = load_check(written(tmp_path))
    assert (check.id, check.topic, check.level, check.kind) == ("lost-umbrella", "things", Level.CONFIRM, "words")
    assert (check.title, check.suggestion, check.false_positives) == ("かさの忘れ物", "忘れ物", ("かさ地蔵の話",))
    assert (check.unless.sentence, check.unless.near, check.unless.draft) == (("地蔵",), ("昔話",), ("絵本",))
    assert (check.unless.cover, check.unless.quoted) == (("かさ地蔵",), True)
    example = check.matching[0]
    assert (example.flags, example.today, example.places) == (("かさ",), date(2026, 11, 24), ("浜田",))
    assert (example.domains, example.links) == (("town.minato.example.jp",), (("かさ", "https://example.com/"),))
    assert check.passing[0].flags == ()


def test_counter_cues_and_suggestion_may_be_missing(tmp_path: Path) -> None:
    content = re.sub(r"\[unless\].*?\n\n", "", CHECK.replace('suggestion = "忘れ物"\n', ""), flags=re.DOTALL)
    check = load_check(written(tmp_path, content))
    assert check.suggestion is None
    assert check.unless.sentence == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('title = "かさの忘れ物"', "title = ", "lost_umbrella.toml", "line 2"),
        ('id = "lost-umbrella"', 'id = "umbrella"', "id", "「lost-umbrella」"),
        ('title = "かさの忘れ物"', "", "title", "必要"),
        ('title = "かさの忘れ物"', "title = 3", "title", "文字列"),
        ('level = "confirm"', 'level = "stop"', "level", "block、confirm、advise"),
        ('level = "confirm"', 'level = "confirm"\ncolour = "青"', "colour", "知らない項目"),
        ('message = "「{excerpt}」を確かめてください。"', "", "message", "必要"),
        ('why = "置き場所が変わるからです。"', "", "why", "必要"),
        ("[words]", "[word]", "words、sequence、together、pattern、detector", "必要"),
        ("quoted = true", 'quoted = "はい"', "unless: quoted", "true か false"),
        ("quoted = true", "page = true", "unless: page", "知らない項目"),
        ('near = ["昔話"]', "near = [1]", "unless: near", "文字列の配列"),
        ('flags = ["かさ"]', "", "match[0]: flags", "指摘されることば"),
        ('text = "帽子を預かっています。"', 'text = "帽子"\nflags = ["帽子"]', "pass[0]: flags", "pass には書かない"),
        ("today = 2026-11-24", 'today = "きょう"', "match[0]: today", "書いてください"),
        ("today = 2026-11-24", "day = 2026-11-24", "match[0]: day", "知らない項目"),
        ('[[pass]]\ntext = "帽子を預かっています。"\n', "", "match, pass", "1つ以上"),
    ],
)
def test_what_is_wrong_is_refused_by_file_key_and_reason(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    assert old in CHECK
    path = written(tmp_path, CHECK.replace(old, new, 1))
    with pytest.raises(RulesError, match=re.escape(key)) as refusal:
        load_check(path)
    assert str(refusal.value).startswith(str(path))
    assert reason in str(refusal.value)


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(CHECK.encode("cp932"))
    with pytest.raises(RulesError, match="ファイルを読めません"):
        load_check(path)

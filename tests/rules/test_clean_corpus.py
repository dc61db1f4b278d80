"""Harmless posts, on which the checks that ship must stay silent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.domain.findings import Level
from bot.engine.engine import Engine
from bot.engine.rules import SHIPPED, load_rules

ENGINE = Engine(load_rules())
LENGTHS = range(140, 281)


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    text: str
    today: date


def posts(folder: Path) -> Iterator[Post]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Post(row["id"], row["text"], date.fromisoformat(row["today"]))


POSTS = tuple(posts(SHIPPED / "corpus"))


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.id)
def test_a_harmless_post_raises_nothing_that_asks_for_action(post: Post) -> None:
    findings = ENGINE.check(post.text, today=post.today)
    asking = [f"{found.check}「{found.excerpt}」: {found.message}" for found in findings if found.level != Level.ADVISE]
    assert not asking, "\n".join(asking)


def test_there_are_enough_of_them_each_under_its_own_id() -> None:
    assert len({post.id for post in POSTS}) == len(POSTS) >= 80


def test_none_is_written_twice() -> None:
    assert len({post.text for post in POSTS}) == len(POSTS)


def test_each_is_as_long_as_a_post() -> None:
    assert not [post.id for post in POSTS if len(post.text) not in LENGTHS]

"""The whole check of a draft beside what Sudachi alone takes for it; and how it grows with checks and with length."""

import gc
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

from sudachipy import Dictionary, SplitMode

from bot.engine.engine import Engine
from bot.engine.rules import Rules, load_rules
from tests.benchmarks.corpus import drafts

if TYPE_CHECKING:
    from bot.engine.checks import Check

_ROUNDS = 30
_TIMES = 10
_SHORT, _LONG = 1_400, 14_000  # characters
_TODAY = date(2026, 11, 24)
_SCRIPTS = ("[a-z]", "[ぁ-ん]", "[ァ-ヶ]", "[一-龥]")
# what an expression says by a class, an escape or a group stays as it is
_LETTER = re.compile(r"\[[^\]]*\]|\\.|\(\?P?<\w+>|\(\?[a-z]+|[a-zぁ-んァ-ヶ一-龥]")
_TAGS = {"name", "within", "pos", "form"}  # these are no words


def measure() -> list[str]:
    """Lines of figures: microseconds a draft, and their ratios."""
    texts, rules = drafts(), load_rules()
    engine, crowded = Engine(rules), Engine(_many_times(rules))
    tokenizer = Dictionary(dict="core").tokenizer(mode=SplitMode.C)
    gc.collect()
    gc.freeze()  # as the bot does

    def alone(text: str) -> None:
        for morpheme in tokenizer.tokenize(text):
            morpheme.surface()
            morpheme.part_of_speech()
            morpheme.normalized_form()

    sudachi, check, many = _side_by_side(texts, alone, _checker(engine), _checker(crowded))
    short, long = (_per_character(engine, length, texts) for length in (_SHORT, _LONG))
    return [
        f"check of a draft ({len(texts)} drafts of 140-280 characters, {len(rules.checks)} checks)",
        f"  Sudachi alone   {sudachi:8.0f} us",
        f"  whole check     {check:8.0f} us   ratio {check / sudachi:.2f} (1.5 or less)",
        f"  {len(crowded.rules.checks):4} checks     {many:8.0f} us   ratio {many / check:.2f} (1.5 or less)",
        f"  a character     {long:8.2f} us of {_LONG}, {short:.2f} of {_SHORT}   ratio {long / short:.2f} (1.3)",
    ]


def _checker(engine: Engine) -> Callable[[str], object]:
    return lambda text: engine.check(text, today=_TODAY)


def _side_by_side(texts: list[str], *acts: Callable[[str], object]) -> list[float]:
    """Median microseconds a text of each act, taken in turns so that a noisy moment touches all of them."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(_ROUNDS):
        for act, taken in zip(acts, times, strict=True):
            taken.append(_time(act, texts))
    return [median(taken[_ROUNDS // 5 :]) for taken in times]


def _time(act: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        act(text)
    return (time.perf_counter() - start) / len(texts) * 1e6


def _per_character(engine: Engine, length: int, texts: list[str]) -> float:
    """Microseconds a character of a text of this length, made of the drafts."""
    text = "\n".join(texts)[:length]
    [taken] = _side_by_side([text], _checker(engine))
    return taken / length


def _many_times(rules: Rules) -> Rules:
    """The rules with made-up checks beside them: real ones with every letter changed for another one of its script.

    Detectors are functions and cannot be made up; the other kinds are repeated the more.
    """
    sources = [check for check in rules.checks.values() if check.kind != "detector"]
    used = repr([check.matcher for check in sources])
    scripts = [sorted(set(re.findall(script, used))) for script in _SCRIPTS]
    made: dict[str, Check] = {}
    for number in range((_TIMES - 1) * len(rules.checks)):
        check, turn = sources[number % len(sources)], number // len(sources) + 1
        other = {one: two for letters in scripts for one, two in _turned(letters, turn)}
        made[f"{check.id}-{turn}"] = replace(check, id=f"{check.id}-{turn}", matcher=_changed(check.matcher, other))
    return replace(rules, checks={**rules.checks, **made})


def _turned(letters: list[str], turn: int) -> Iterable[tuple[str, str]]:
    shift = turn * 7 % (len(letters) - 1) + 1  # never none, or a letter would stay as it is
    return zip(letters, letters[shift:] + letters, strict=False)


def _changed(value: Any, other: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value if value.startswith(("@", "#", "%")) else _LETTER.sub(lambda one: other.get(one[0], one[0]), value)
    if isinstance(value, dict):
        return {key: one if key in _TAGS else _changed(one, other) for key, one in value.items()}
    return [_changed(one, other) for one in value] if isinstance(value, list) else value

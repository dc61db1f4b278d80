"""The whole check of a draft beside what Sudachi alone takes for it."""

import time
from collections.abc import Callable
from datetime import date
from statistics import median

from sudachipy import Dictionary, SplitMode

from bot.engine.engine import Engine
from bot.engine.rules import load_rules
from tests.benchmarks.corpus import drafts

_ROUNDS = 30
_TODAY = date(2026, 11, 24)


def measure() -> list[str]:
    """Lines of figures: microseconds a draft, and their ratio."""
    texts = drafts()
    engine = Engine(load_rules())
    tokenizer = Dictionary(dict="core").tokenizer(mode=SplitMode.C)

    def alone(text: str) -> None:
        for morpheme in tokenizer.tokenize(text):
            morpheme.surface()
            morpheme.part_of_speech()
            morpheme.normalized_form()

    def whole(text: str) -> None:
        engine.check(text, today=_TODAY)

    times: dict[str, list[float]] = {"alone": [], "whole": []}
    for _ in range(_ROUNDS):
        times["alone"].append(_time(alone, texts))
        times["whole"].append(_time(whole, texts))
    sudachi, check = (median(times[name][_ROUNDS // 5 :]) for name in ("alone", "whole"))
    return [
        f"check of a draft ({len(texts)} drafts of 140-280 characters, {len(engine.rules.checks)} checks)",
        f"  Sudachi alone   {sudachi:8.0f} us",
        f"  whole check     {check:8.0f} us   ratio {check / sudachi:.2f} (at most 2.0)",
    ]


def _time(act: Callable[[str], None], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        act(text)
    return (time.perf_counter() - start) / len(texts) * 1e6

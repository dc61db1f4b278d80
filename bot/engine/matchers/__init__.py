"""The kinds of check: each turns a check file's own table into a matcher."""

from bot.engine.matchers.detector import build_detector
from bot.engine.matchers.likeness import build_likeness
from bot.engine.matchers.pattern import build_pattern
from bot.engine.matchers.sequence import build_sequence
from bot.engine.matchers.together import build_together
from bot.engine.matchers.words import build_words
from bot.engine.matching import Build

KINDS: dict[str, Build] = {
    "words": build_words,
    "sequence": build_sequence,
    "together": build_together,
    "pattern": build_pattern,
    "detector": build_detector,
    "likeness": build_likeness,
}

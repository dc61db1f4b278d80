"""Learns the points of `rules/likeness/points.tsv` from the examples beside it. `make learn` runs it.

The passages are those of `rules/likeness/examples`, the examples of the checks themselves and the clean corpus. The
pieces are what the model of all pieces weighs most; it is then learned anew on them alone, so that the table stays
small. Nothing here runs in the bot.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.engine.likeness import SCALE
from bot.engine.rules import SHIPPED, load_rules
from bot.engine.text import Text

_FOLDER = SHIPPED / "likeness"
_HARMLESS = "general"
_LENGTHS = range(2, 5)
_SHORTEST_KANA = 3
_LEAST_PASSAGES = 3
_PIECES = 8_000
_PROMISE = 6.0  # a check's own examples: what its file promises
_RISK_FREEDOM, _CHECK_FREEDOM = 0.3, 1.0  # C of scikit-learn's LogisticRegression


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, the checks it is an example of (none: it is harmless), and how much it counts."""

    text: str
    checks: frozenset[str]
    weight: float = 1.0


def learned_checks() -> list[str]:
    """The checks that have examples."""
    return sorted({path.stem for path in (_FOLDER / "examples").glob("*.jsonl")} - {_HARMLESS})


def passages() -> Iterator[Passage]:
    """Everything there is to learn from."""
    for path in sorted((_FOLDER / "examples").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            checks = [path.stem, *row.get("also", [])] if row["risky"] else []
            yield Passage(row["text"], frozenset(checks))
    for check in load_rules().checks.values():
        if check.id in learned_checks():
            yield from (Passage(example.text, frozenset([check.id]), _PROMISE) for example in check.matching)
        yield from _harmless(example.text for example in check.passing)
    for path in sorted((SHIPPED / "corpus").glob("*.jsonl")):
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        yield from _harmless(row["text"] for row in rows)


def _harmless(texts: Iterable[str]) -> Iterator[Passage]:
    """Each sentence and each two neighbouring ones, as the model reads a draft."""
    for text in texts:
        folded = Text(text)
        cuts = [0, *folded.sentence_ends]
        spans = [*pairwise(cuts), *zip(cuts, cuts[2:], strict=False)]
        yield from (Passage(folded.folded[start:end], frozenset()) for start, end in spans)


def pieces(text: str) -> Counter[str]:
    """The pieces of a passage, once for each sentence they stand in."""
    folded = Text(text)
    found: Counter[str] = Counter()
    for start, end in pairwise([0, *folded.sentence_ends]):
        sentence = folded.folded[start:end]
        found.update({piece for length in _LENGTHS for piece in _of_length(sentence, length) if _telling(piece)})
    return found


def _of_length(sentence: str, length: int) -> Iterator[str]:
    return (sentence[place : place + length] for place in range(len(sentence) - length + 1))


def _telling(piece: str) -> bool:
    if any(letter.isdecimal() or letter.isspace() for letter in piece):
        return False
    return len(piece) >= _SHORTEST_KANA or not all("ぁ" <= letter <= "ゖ" or letter in "ー、。!?" for letter in piece)


@dataclass(frozen=True, slots=True)
class Model:
    """Log odds: a row for the pieces' shares of risk and one for each check; and what every passage begins with."""

    weights: np.ndarray
    start: np.ndarray


def learn(matrix: csr_matrix, examples: list[Passage], checks: list[str]) -> Model:
    """Risk from all passages; the checks, against each other, from those that are risky."""
    risky = np.array([bool(passage.checks) for passage in examples])
    weights = [passage.weight for passage in examples]
    risk = LogisticRegression(C=_RISK_FREEDOM, solver="liblinear", max_iter=400).fit(matrix, risky, weights)
    told = [(row, check) for row, passage in enumerate(examples) for check in sorted(passage.checks) if check in checks]
    rows, names = [row for row, _ in told], [checks.index(check) for _, check in told]
    shares = [1 / len(examples[row].checks) for row in rows]
    kind = LogisticRegression(C=_CHECK_FREEDOM, max_iter=400).fit(matrix[rows], names, sample_weight=shares)
    return Model(np.vstack([risk.coef_, kind.coef_]), np.append(risk.intercept_, kind.intercept_))


def counted(found: list[Counter[str]], known: dict[str, int]) -> csr_matrix:
    """A row a passage, a column a piece."""
    cells = [
        (row, known[piece], times) for row, one in enumerate(found) for piece, times in one.items() if piece in known
    ]
    rows, columns, times = zip(*cells, strict=True)
    return csr_matrix((times, (rows, columns)), shape=(len(found), len(known)), dtype=float)


def main() -> None:
    """Learn, and write the table."""
    examples = list(passages())
    checks = learned_checks()
    found = [pieces(passage.text) for passage in examples]
    spread = Counter(piece for one in found for piece in one)
    all_pieces = sorted(piece for piece, passages_with in spread.items() if passages_with >= _LEAST_PASSAGES)
    first = learn(counted(found, {piece: place for place, piece in enumerate(all_pieces)}), examples, checks)
    heaviest = np.argsort(-np.abs(first.weights).max(axis=0), kind="stable")[:_PIECES]
    kept = sorted(all_pieces[place] for place in heaviest)
    model = learn(counted(found, {piece: place for place, piece in enumerate(kept)}), examples, checks)
    _write(_FOLDER / "points.tsv", checks, kept, model)


def _write(path: Path, checks: list[str], kept: list[str], model: Model) -> None:
    rows = [("", model.start), *zip(kept, model.weights.T, strict=True)]
    lines = ["\t".join(["piece", "risk", *checks])]
    lines += ["\t".join([piece, *(str(round(point * SCALE)) for point in points)]) for piece, points in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""A report's plots, as SVG for the page and as a picture for the channel.

The only reader of matplotlib: who draws imports this room when it draws, so that the bot does not carry it.
"""

import io
import logging
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from bot.domain.findings import Level
from bot.services.report import Frequency, Report

_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "IPAexGothic",
    "IPAPGothic",
    "IPAGothic",
    "BIZ UDPGothic",
    "Yu Gothic",
    "Meiryo",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "MS PGothic",
    "TakaoPGothic",
    "VL PGothic",
)
_MOST_CLAUSES = 12
_INK, _PLAIN = "#1f2933", "#2f5d8a"
_COLOURS = {Level.BLOCK: "#9b1c1c", Level.CONFIRM: "#e08a1e", Level.ADVISE: "#bcd3ea"}  # apart in grey too
_POINTS = 72  # an inch
_SIZE = 9.5  # points of text
_WIDTH, _ROW, _HEAD, _FOOT, _RIGHT = 7.1, 0.29, 0.42, 0.14, 0.6  # inches; the width of an A4 page within its margins
_DOTS = 160  # an inch of the picture
_NARROW = 0.6  # of a full-width character, with room for the reader's own font
_WIDE = {"F", "W", "A"}


class PlotError(Exception):
    """Plots that cannot be drawn: one sentence."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot for the page: its SVG, and what it shows, for who cannot see it."""

    svg: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class _Panel:
    """Bars that lie one below the other.

    Attributes:
        title: What they show.
        labels: Of the bars, from above.
        parts: What each bar is made of, by name, from the left.
        colours: Of the parts.
    """

    title: str
    labels: Sequence[str]
    parts: Mapping[str, Sequence[int]]
    colours: Sequence[str]

    @property
    def totals(self) -> list[int]:
        """How long each bar is."""
        return [sum(column) for column in zip(*self.parts.values(), strict=True)]

    @property
    def height(self) -> float:
        """Inches it takes."""
        return _HEAD + _ROW * len(self.labels) + _FOOT

    @property
    def alt(self) -> str:
        """What it shows, in words."""
        shown = (f"{label} {total}件" for label, total in zip(self.labels, self.totals, strict=True))
        return f"棒グラフ「{self.title}」。{'、'.join(shown)}。"


def states_plot(report: Report) -> Plot:
    """How many drafts are in each state."""
    return _plot(_states(report))


def clauses_plot(report: Report) -> Plot:
    """The clauses with most findings, by level; at least one has some."""
    return _plot(_clauses(report))


def waits_plot(report: Report) -> Plot:
    """How long drafts waited for their first clearance."""
    return _plot(_waits(report))


def report_picture(report: Report) -> bytes:
    """All plots in one picture, as PNG.

    Raises:
        PlotError: No Japanese font is installed, without which it could not be read.
    """
    installed = _installed()
    if not installed:
        raise PlotError(
            "日本語のフォントが見つからないため、図を作れませんでした。"
            "Noto Sans CJK JP か IPAexゴシックを入れてから、もう一度お試しください。"
        )
    with _style(installed[:1]):
        figure = _figure(_panels(report), _title(report))
        return _saved(figure, "png")


def picture_alt(report: Report) -> str:
    """What the picture shows, in words."""
    return "".join([f"{_title(report)}。", *(panel.alt for panel in _panels(report))])


def _title(report: Report) -> str:
    return f"{report.month.label}に受け付けたSNS投稿案 {report.drafts}件"


def _panels(report: Report) -> list[_Panel]:
    """Those that have something to show; the states always do."""
    panels = [_states(report)]
    if report.clauses:
        panels.append(_clauses(report))
    if report.elapsed.hours:
        panels.append(_waits(report))
    return panels


def _states(report: Report) -> _Panel:
    labels = [f"【{state.value}】" for state in report.states]
    return _Panel("投稿案のいまの状態", labels, {"投稿案": list(report.states.values())}, [_PLAIN])


def _clauses(report: Report) -> _Panel:
    shown = report.clauses[:_MOST_CLAUSES]
    title = "条項ごとの指摘" if len(shown) == len(report.clauses) else f"指摘の多かった条項(上位{len(shown)}件)"
    return _Panel(title, [one.label for one in shown], _parts(shown), list(_COLOURS.values()))


def _parts(frequencies: Sequence[Frequency]) -> dict[str, Sequence[int]]:
    return {level.label: [one.levels[level] for one in frequencies] for level in _COLOURS}


def _waits(report: Report) -> _Panel:
    spread = report.elapsed.spread
    return _Panel("公開可になるまでの時間", list(spread), {"投稿案": list(spread.values())}, [_PLAIN])


def _plot(panel: _Panel) -> Plot:
    with _style([*_FONTS, "sans-serif"]):
        svg = _saved(_figure([panel]), "svg")
    return Plot(svg[svg.index(b"<svg") :], panel.alt)  # without the prolog, which names a file of another host


def _installed() -> list[str]:
    """The Japanese fonts of this machine."""
    names = {font.name for font in fontManager.ttflist}
    return [font for font in _FONTS if font in names]


@contextmanager
def _style(fonts: Sequence[str]) -> Iterator[None]:
    """Text stays text, nothing is taken for a formula, and the same figures make the same file.

    In an SVG the reader's own machine chooses among the fonts, so that those missing here are nothing to warn of.
    """
    logger = logging.getLogger("matplotlib.font_manager")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with (
            mpl.rc_context(
                {
                    "font.family": list(fonts),
                    "font.size": _SIZE,
                    "svg.fonttype": "none",
                    "svg.hashsalt": "sns-review",
                    "text.parse_math": False,
                }
            ),
            warnings.catch_warnings(),
        ):
            warnings.filterwarnings("ignore", "Glyph .* missing from font")
            yield
    finally:
        logger.setLevel(level)


def _figure(panels: Sequence[_Panel], title: str = "") -> Figure:
    """The panels one below the other, each as high as its bars need, the bars beginning at the same place."""
    top = _HEAD if title else 0
    height = top + sum(panel.height for panel in panels)
    left = max(_inches(label) for panel in panels for label in panel.labels) + 0.15
    figure = Figure(figsize=(_WIDTH, height))
    if title:
        figure.text(0.15 / _WIDTH, 1 - 0.3 / height, title, fontsize=_SIZE * 1.4, fontweight="bold", color=_INK)
    for panel in panels:
        bottom = top + panel.height - _FOOT
        rows = _ROW * len(panel.labels)
        box = (left / _WIDTH, 1 - bottom / height, (_WIDTH - left - _RIGHT) / _WIDTH, rows / height)
        _draw(figure.add_axes(box), panel)
        top += panel.height
    return figure


def _inches(text: str) -> float:
    """How wide a text is at most, whatever font the reader has."""
    ems = sum(1 if unicodedata.east_asian_width(one) in _WIDE else _NARROW for one in text)
    return ems * _SIZE / _POINTS


def _draw(axes: Axes, panel: _Panel) -> None:
    places = range(len(panel.labels))
    begins = [0] * len(panel.labels)
    for (name, counts), colour in zip(panel.parts.items(), panel.colours, strict=True):
        axes.barh(places, counts, 0.7, begins, color=colour, edgecolor=_INK, linewidth=0.6, label=name, clip_on=False)
        begins = [begin + count for begin, count in zip(begins, counts, strict=True)]
    for place, total in zip(places, panel.totals, strict=True):
        axes.annotate(f"{total}件", (total, place), (4, 0), textcoords="offset points", va="center", color=_INK)
    axes.set_title(panel.title, loc="left", fontweight="bold", color=_INK)
    if len(panel.parts) > 1:
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=len(panel.parts), frameon=False)
    axes.set_yticks(places, panel.labels)
    axes.set_xlim(0, max(1, *panel.totals))
    axes.set_ylim(len(panel.labels) - 0.5, -0.5)
    axes.tick_params(left=False, bottom=False, labelbottom=False, labelcolor=_INK)
    axes.spines[["top", "right", "bottom"]].set_visible(False)


def _saved(figure: Figure, form: str) -> bytes:
    file = io.BytesIO()
    metadata = dict.fromkeys(["Date", "Creator", "Format", "Type"]) if form == "svg" else {}
    figure.savefig(file, format=form, dpi=_DOTS if form == "png" else "figure", metadata=metadata)
    return file.getvalue()

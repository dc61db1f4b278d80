"""A report's plots, as SVG and as a picture."""

import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from matplotlib.font_manager import findfont, fontManager, get_font

from bot import plots
from bot.domain.findings import Level
from bot.services.report import Report
from tests.services.report_kit import MONDAY, cleared, everything, found, report, submitted

ROOT = Path(__file__).resolve().parents[1]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def month() -> Report:
    return report(*everything())


@pytest.fixture
def font() -> str:
    """A Japanese font of this machine."""
    if not plots._installed() and os.environ.get("REQUIRE_BROWSER"):
        pytest.fail("there is no Japanese font on this machine")
    if not plots._installed():
        pytest.skip("there is no Japanese font on this machine")
    return plots._installed()[0]


def words(plot: plots.Plot) -> str:
    """The texts of a plot's SVG."""
    return "\n".join("".join(text.itertext()) for text in ET.fromstring(plot.svg).iter() if "text" in text.tag)  # noqa: S314 - our own


def size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_the_text_of_a_plot_stays_text_and_the_reader_chooses_the_font(month: Report) -> None:
    plot = plots.states_plot(month)
    assert plot.svg.startswith(b"<svg")
    for state, count in month.states.items():
        assert f"【{state}】" in words(plot)
        assert f"{count}件" in words(plot)
    assert "font-family: 'Noto Sans CJK JP', 'Noto Sans JP', 'IPAexGothic'" in plot.svg.decode()
    assert "sans-serif" in plot.svg.decode()


def test_a_plot_says_in_words_what_it_shows(month: Report) -> None:
    assert "【承認待ち】 3件" in plots.states_plot(month).alt
    assert "吉備中央町 4(12) 5件" in plots.clauses_plot(month).alt
    assert "1〜4時間 3件" in plots.waits_plot(month).alt
    assert "2026年6月に受け付けたSNS投稿案 13件" in plots.picture_alt(month)


def test_only_the_most_frequent_clauses_are_drawn() -> None:
    findings = [found("placeholder", Level.BLOCK, f"{number}", fingerprint=f"{number}") for number in range(20)]
    plot = plots.clauses_plot(report(submitted(MONDAY, *findings)))
    assert "上位12件" in plot.alt
    assert words(plot).count("kibichuo:") == 12


def test_signs_of_formulas_and_markup_in_a_label_are_only_signs() -> None:
    plot = plots.clauses_plot(report(submitted(MONDAY, found("placeholder", Level.BLOCK, "$x^2$<b>&"))))
    assert "kibichuo:$x^2$<b>&" in words(plot)


def test_the_same_figures_make_the_same_file(month: Report) -> None:
    assert plots.clauses_plot(month) == plots.clauses_plot(month)


def test_drawing_says_nothing_of_fonts_that_are_not_there(month: Report, caplog: pytest.LogCaptureFixture) -> None:
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        plots.states_plot(month)
    assert caplog.records == []


def test_a_picture_shows_all_plots_in_a_font_that_has_every_character(month: Report, font: str) -> None:
    picture = plots.report_picture(month)
    assert picture.startswith(PNG)
    width, height = size(picture)
    assert width == 1136
    assert height > size(plots.report_picture(report(cleared(MONDAY, 1))))[1]
    charmap = get_font(findfont(font)).get_charmap()
    assert {character for character in plots.picture_alt(month) if ord(character) not in charmap} == set()


def test_a_month_without_drafts_has_a_picture_too(font: str) -> None:
    assert plots.report_picture(report()).startswith(PNG)


def test_without_a_japanese_font_there_is_no_picture_but_one_sentence(
    month: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [font for font in fontManager.ttflist if font.name not in plots._FONTS]
    monkeypatch.setattr(fontManager, "ttflist", others)
    with pytest.raises(plots.PlotError, match="日本語のフォントが見つからないため、図を作れませんでした。"):
        plots.report_picture(month)
    assert "【承認待ち】" in words(plots.states_plot(month))


def test_neither_the_bot_nor_the_command_line_carries_matplotlib() -> None:
    code = "import sys, bot.app, bot.__main__; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"

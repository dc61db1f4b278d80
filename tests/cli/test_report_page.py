"""The report's page: its words, and how it looks in Chromium."""

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.cli import report_page
from bot.domain.findings import Level
from bot.domain.office_hours import JAPAN
from bot.domain.reviews import Review
from tests.e2e.test_browser import chromium
from tests.services.report_kit import (
    MONDAY,
    SECRET,
    cleared,
    edited,
    everything,
    found,
    hours,
    report,
    returned,
    submitted,
    waived,
)

LATER = datetime(2026, 7, 1, 9, 5, tzinfo=JAPAN)


class _Shape(HTMLParser):
    """The elements of a page, and whether each was closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(*reviews: Review, made_at: datetime = LATER) -> str:
    return report_page.page(report(*reviews), made_at)


def shape(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Shape()
    parser.feed(html)
    assert parser.open == []
    return parser.seen


def words(html: str) -> str:
    """What is read, cells of a row side by side."""
    body = html.partition("<body>")[2].replace("</tr>", "\n")
    return re.sub(r"[ ]+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_page_tells_the_months_figures() -> None:
    told = words(page(*everything()))
    for line in (
        "2026年6月1日から30日までに受け付けた投稿案について、2026年7月1日 9:05(日本時間)の記録をまとめました。",
        "受け付けた投稿案 13件",
        "【承認待ち】 3 23%",
        "吉備中央町 4(12) 正確に。 3 2 0 5 4",
        "短縮URL 0 2 0 2 2",
        "6 6月8日 15:00 日付と曜日が合っていません。\nご確認をお願いします。",
        "7 6月8日 16:00 (理由の記入はありません)",
        "8 6月8日 17:00 書きかけの日付 吉備中央町 4(12)、吉備中央町 5(12) 会場の都合で",
        "緊急の指定があった投稿案 1",
        "そのうち、代決による承認 1",
        "公開しないまま期限が過ぎた 1",
        "公開可のあとで編集された 1",
        "Facebook 1",
        "公開したあとで編集された投稿案が1件あります。",
    ):
        assert line in told
    assert "途中の数字" not in told


def test_times_are_told_in_hours_and_minutes_and_office_hours_apart() -> None:
    told = words(page(cleared(MONDAY, 0.5), cleared(MONDAY, 2.25), cleared(MONDAY, 26)))
    assert "3件の半数が、2時間15分以内(開庁時間だけで数えると2時間15分以内)に公開可になりました。" in told
    assert "いちばん長くかかったもの 26時間 10時間45分" in told
    assert "平日の8:30から17:15まで" in told
    assert "1件が、30分以内" in words(page(cleared(MONDAY, 0.5)))


def test_what_people_wrote_is_shown_and_never_markup() -> None:
    reason = '<script>alert(1)</script> & "了承" \u202e済み'
    html = page(returned(MONDAY, reason), waived(MONDAY, reason))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;了承&quot; \ufffd済み" in html
    assert "<script" not in html
    assert "\u202e" not in html


def test_the_page_holds_no_word_of_a_draft() -> None:
    assert SECRET[:3] not in page(*everything())


def test_an_empty_month_is_said_kindly_and_needs_no_plot() -> None:
    html = page()
    assert "この月に受け付けた投稿案はありませんでした。" in words(html)
    assert "<img" not in html
    shape(html)


def test_a_month_that_is_not_over_says_so() -> None:
    assert "途中の数字" in words(page(submitted(MONDAY), made_at=datetime(2026, 6, 30, 23, 59, tzinfo=JAPAN)))
    assert "途中の数字" not in words(page(submitted(MONDAY), made_at=datetime(2026, 7, 1, 0, 0, tzinfo=JAPAN)))


def test_a_month_without_findings_or_decisions_says_so_in_words() -> None:
    told = words(page(submitted(MONDAY)))
    for sentence in (
        "この月の投稿案に、指摘はありませんでした。",
        "この月の投稿案で、公開可になったものはまだありません。",
        "差し戻しはありませんでした。",
        "例外承認はありませんでした。",
        "公開の記録はまだありません。",
    ):
        assert sentence in told


def test_every_plot_has_its_words_and_every_table_its_caption_and_headings() -> None:
    html = page(*everything())
    elements = shape(html)
    assert ("html", {"lang": "ja"}) in elements
    pictures = [attributes for tag, attributes in elements if tag == "img"]
    assert len(pictures) == 3
    assert all((attributes["alt"] or "").startswith("棒グラフ「") for attributes in pictures)
    tags = [tag for tag, _ in elements]
    assert tags.count("caption") == tags.count("table") == html.count('<tr><th scope="col"')
    assert all("scope" in attributes for tag, attributes in elements if tag == "th")


def test_a_long_month_shows_the_most_frequent_checks_and_all_clauses() -> None:
    findings = [found(f"check-{number:02}", Level.CONFIRM, f"{number}") for number in range(20)]
    told = words(page(submitted(MONDAY, *findings)))
    assert "多かった指摘の内容(上位15件)" in told
    assert ("check-14" in told, "check-15" in told, "kibichuo:19" in told) == (True, False, True)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def opened(browser: Browser, file: Path, width: int) -> tuple[Page, list[str]]:
    """The page, and what it asked for besides itself."""
    shown = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(file.as_uri())
    return shown, [url for url in asked if url != file.as_uri() and not url.startswith("data:")]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 600, 794, 1600])
def test_the_page_is_never_wider_than_the_window_and_asks_nothing_of_the_network(
    width: int, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    long = returned(MONDAY, "https://example.lg.jp/" + "a" * 300 + "長い理由です。" * 40)
    again = edited(cleared(MONDAY + hours(1), 1), MONDAY + hours(3), found("very-long-" * 12, Level.BLOCK, "4(12)"))
    file.write_text(page(*everything(), long, again), encoding="utf-8")
    shown, asked = opened(browser, file, width)
    assert asked == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    drawn = shown.evaluate("[...document.images].map(image => image.complete && image.naturalWidth > 0)")
    assert drawn == [True, True, True]


@pytest.mark.browser
def test_on_a4_nothing_is_cut_off(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(*everything()), encoding="utf-8")
    shown, _ = opened(browser, file, 688)  # 182 mm, A4 within its margins
    shown.emulate_media(media="print")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 688
    pdf = shown.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12]", pdf)

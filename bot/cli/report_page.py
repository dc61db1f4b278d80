"""A report as a page: one HTML file that asks nothing of the network and prints on A4.

No words of a draft are in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from importlib.resources import files
from string import Template

from bot.cli.markup import Column, heading, image, paragraph, plain, table
from bot.domain.findings import Level
from bot.plots import Plot, clauses_plot, states_plot, waits_plot
from bot.services.desk import JAPAN
from bot.services.report import Frequency, Report

_MOST_CHECKS = 15
_MOST_WORDS = 60  # characters of a clause
_NO_REASON = "(理由の記入はありません)"
_ENDED = {
    "edited": "公開可のあとで編集された",
    "unreadable": "公開可のあとで、読み取れない内容に編集された",
    "expired": "公開しないまま期限が過ぎた",
    "taken_back": "承認が取り消された",
    "returned": "差し戻された",
    "unticked": "確認のチェックが外された",
    "withdrawn": "投稿案が削除された",
    "rules": "きまりが新しくなり、指摘が増えた",
    "approver_left": "承認した方が、承認者でなくなった",
    "frozen": "公開がすべて一時停止された",
}
_PAGE = Template("""<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
$style</style>
</head>
<body>
<main>
<h1>$title</h1>
$body
</main>
</body>
</html>
""")


def page(report: Report, made_at: datetime) -> str:
    """The whole file.

    Args:
        report: The month.
        made_at: When the figures were read.
    """
    style = (files("bot.cli") / "report.css").read_text(encoding="utf-8")
    title = plain(f"SNS投稿案の審査のまとめ {report.month.label}")
    return _PAGE.substitute(title=title, style=style, body="\n".join(_body(report, made_at)))


def _body(report: Report, made_at: datetime) -> Iterator[str]:
    here = made_at.astimezone(JAPAN)
    month = report.month
    yield paragraph(
        f"{month.label}1日から{month.last.day}日までに受け付けた投稿案について、"
        f"{here.year}年{here.month}月{here.day}日 {_clock(here.timetz())}(日本時間)の記録をまとめました。"
    )
    if here.date() <= month.last:
        yield paragraph("この月はまだ終わっていないため、途中の数字です。", "notice")
    if not report.drafts:
        yield paragraph(
            "この月に受け付けた投稿案はありませんでした。投稿案があった月には、ここに図と表が入ります。", "notice"
        )
        return
    yield _tiles(report)
    for section in (_states, _clauses, _waits, _returns, _waivers, _approvals, _endings, _publications, _reading):
        yield from section(report)


def _tiles(report: Report) -> str:
    figures = {
        "受け付けた投稿案": report.drafts,
        "公開可になった投稿案": len(report.elapsed.hours),
        "公開済みの投稿案": sum(report.published.values()),
        "指摘": sum(report.findings.values()),
        "差し戻し": len(report.returns),
        "例外承認": len(report.waivers),
        "緊急の投稿案": report.urgent,
        "代決": report.deputised,
    }
    tiles = (f"<div><dt>{plain(name)}</dt><dd>{count:,}件</dd></div>" for name, count in figures.items())
    return f'<dl class="tiles">{"".join(tiles)}</dl>'


def _states(report: Report) -> Iterator[str]:
    yield heading("投稿案のいまの状態")
    yield _image(states_plot(report))
    columns = (Column("状態"), Column("投稿案", "n"), Column("割合", "n"))
    yield table(
        "状態ごとの投稿案の数",
        columns,
        (
            (f"【{state.value}】", f"{count:,}", f"{count / report.drafts:.0%}")
            for state, count in report.states.items()
        ),
    )


def _clauses(report: Report) -> Iterator[str]:
    yield heading("指摘の多かった条項")
    if not report.clauses:
        yield paragraph("この月の投稿案に、指摘はありませんでした。")
        return
    levels = "、".join(f"{level.label} {count:,}件" for level, count in report.findings.items())
    yield paragraph(f"指摘は、合わせて{sum(report.findings.values()):,}件です({levels})。")
    yield _image(clauses_plot(report))
    yield _frequencies(
        "条項ごとの指摘の数と、その指摘があった投稿案の数",
        (Column("条項", "whole"), Column("条項の文")),
        report.clauses,
    )
    yield paragraph(
        "1つの指摘が複数の条項に当たるときは、それぞれの条項に数えています。"
        "そのため、条項ごとの数を足すと、指摘の合計より多くなることがあります。",
        "small",
    )
    shown = report.checks[:_MOST_CHECKS]
    top = "" if len(shown) == len(report.checks) else f"(上位{len(shown)}件)"
    yield _frequencies(f"多かった指摘の内容{top}", (Column("指摘の内容"),), shown)


def _frequencies(caption: str, names: Sequence[Column], frequencies: Iterable[Frequency]) -> str:
    counts = (*(level.label for level in Level), "合計", "投稿案")
    columns = [*names, *(Column(count, "n") for count in counts)]
    return table(
        caption,
        columns,
        (
            (
                *(one.label, _beginning(one.about))[: len(names)],
                *(f"{one.levels[level]:,}" for level in Level),
                f"{one.total:,}",
                f"{one.drafts:,}",
            )
            for one in frequencies
        ),
    )


def _beginning(text: str) -> str:
    return text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"


def _waits(report: Report) -> Iterator[str]:
    yield heading("公開可になるまでの時間")
    if not report.elapsed.hours:
        yield paragraph("この月の投稿案で、公開可になったものはまだありません。")
        return
    elapsed, working = report.elapsed.quartiles, report.working.quartiles
    count = len(report.elapsed.hours)
    yield paragraph(
        "投稿案が審査チャンネルに出てから、はじめて公開可になるまでの時間です。"
        f"{count:,}件{'の半数' if count > 1 else ''}が、{_span(elapsed[1])}以内"
        f"(開庁時間だけで数えると{_span(working[1])}以内)に公開可になりました。"
    )
    yield _image(waits_plot(report))
    shares = ("早いほうから4分の1まで", "半数まで(中央値)", "早いほうから4分の3まで", "いちばん長くかかったもの")
    times = zip(shares, (*elapsed, report.elapsed.hours[-1]), (*working, report.working.hours[-1]), strict=True)
    columns = (Column("投稿案"), Column("かかった時間", "n"), Column("開庁時間だけで数えた時間", "n"))
    yield table("公開可になるまでの時間", columns, ((share, _span(by), _span(of)) for share, by, of in times))
    yield table(
        "時間の分布",
        (Column("かかった時間"), Column("投稿案", "n")),
        ((span, f"{count:,}") for span, count in report.elapsed.spread.items()),
    )
    office = report.office
    yield paragraph(
        f"開庁時間は、平日の{_clock(office.opening)}から{_clock(office.closing)}までです(祝日と年末年始を除きます)。",
        "small",
    )


def _image(plot: Plot) -> str:
    return image(plot.svg, plot.alt)


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


def _span(hours: float) -> str:
    """Hours as people say them; days would mean another thing in office hours."""
    whole, minutes = divmod(round(hours * 60), 60)
    return (f"{whole:,}時間" if whole else "") + (f"{minutes}分" if minutes or not whole else "")


def _returns(report: Report) -> Iterator[str]:
    yield heading("差し戻しとその理由")
    if not report.returns:
        yield paragraph("差し戻しはありませんでした。")
        return
    yield table(
        f"差し戻し {len(report.returns):,}件",
        (Column("審査番号", "n"), Column("日時", "whole"), Column("承認者の書いた理由", "said")),
        ((str(one.review), _moment(one.at), one.reason or _NO_REASON) for one in report.returns),
    )


def _waivers(report: Report) -> Iterator[str]:
    yield heading("例外承認とその理由")
    if not report.waivers:
        yield paragraph("例外承認はありませんでした。")
        return
    yield paragraph("要修正の指摘を、承認者が理由を添えて認めたものです。")
    yield table(
        f"例外承認 {len(report.waivers):,}件",
        (
            Column("審査番号", "n"),
            Column("日時", "whole"),
            Column("指摘の内容"),
            Column("条項"),
            Column("承認者の書いた理由", "said"),
        ),
        (
            (str(one.review), _moment(one.at), one.title, "、".join(one.clauses), one.reason or _NO_REASON)
            for one in report.waivers
        ),
    )


def _approvals(report: Report) -> Iterator[str]:
    yield heading("緊急の投稿案と代決")
    yield table(
        "緊急の投稿案と代決の数",
        (Column("内容"), Column("件数", "n")),
        (
            ("緊急の指定があった投稿案", f"{report.urgent:,}"),
            ("承認(段階ごとに数えます)", f"{report.approvals:,}"),
            ("そのうち、代決による承認", f"{report.deputised:,}"),
        ),
    )


def _endings(report: Report) -> Iterator[str]:
    yield heading("公開可でなくなったもの")
    if report.ended:
        yield table(
            f"公開可でなくなった理由 {sum(report.ended.values()):,}件",
            (Column("理由"), Column("件数", "n")),
            _counted({_ENDED.get(reason, reason): count for reason, count in report.ended.items()}),
        )
    else:
        yield paragraph("公開可になったあとで、公開可でなくなったものはありませんでした。")


def _publications(report: Report) -> Iterator[str]:
    yield heading("公開した先")
    if report.published:
        columns = (Column("サービス"), Column("投稿案", "n"))
        yield table("サービスごとの公開済みの投稿案", columns, _counted(report.published))
    else:
        yield paragraph("公開の記録はまだありません。")
    if report.edited_after_publication:
        yield paragraph(f"公開したあとで編集された投稿案が{report.edited_after_publication:,}件あります。")


def _reading(_: Report) -> Iterator[str]:
    yield heading("数え方")
    yield paragraph(
        "どの数字も、この月に受け付けた投稿案についてのもので、決裁や公開は翌月以降のものも含みます。"
        "あとから作り直すと、数字が変わることがあります。投稿案を編集しても残っている指摘は、1件と数えます。"
        "取り消された差し戻しは数えません。審査番号は、export で書き出した一覧の番号と同じです。",
        "small",
    )
    yield paragraph("投稿案の文面は、この報告には入っていません。", "small")


def _counted(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The most frequent first."""
    return ((name, f"{count:,}") for name, count in sorted(counts.items(), key=lambda item: -item[1]))


def _moment(at: datetime) -> str:
    here = at.astimezone(JAPAN)
    return f"{here.month}月{here.day}日 {_clock(here.timetz())}"

"""The App Home: what waits for a person, their own drafts, what may be published, and how to use the desk.

It may be opened on a screen that others see: no words of a draft are shown, only where it stands.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.reviews import Review
from bot.services.desk import JAPAN
from bot.services.home import Home
from bot.slack.moments import microseconds
from bot.slack.presenters.card import Office
from bot.slack.presenters.digest import link
from bot.slack.presenters.kit import Block, context, divider, header, mention, mentions, section

_MOST = 20
_IN_ONE_SECTION = 10
_WEEKDAYS = "月火水木金土日"


def home(office: Office, channel: str | None, shown: Home, site: str) -> Block:
    """The home tab: at most 15 blocks, so that settings have room beneath.

    Args:
        office: What is said of the office.
        channel: Id of the review channel; None where it is not found yet.
        shown: What the person is shown.
        site: Address of the workspace, with a slash at its end.
    """
    names = "、".join(guideline.municipality for guideline in office.library.guidelines)
    lead = section(f"SNSの投稿案を、{names}のガイドラインに照らして確認します。")
    drafts = [*_drafts(shown, site), divider()] if shown.staff else []
    return {"type": "home", "blocks": [header("SNS審査デスク"), lead, divider(), *drafts, *_usage(office, channel)]}


def _drafts(shown: Home, site: str) -> list[Block]:
    waiting, cleared = (_signed(reviews, site) for reviews in (shown.waiting, shown.cleared))
    mine = [_line(review, site) for review in shown.mine]
    return [
        *_list("承認をお待ちしているもの", waiting, "あなたの承認をお待ちしている投稿案はありません。"),
        *_list("わたしの投稿案", mine, "審査中の投稿案はありません。"),
        *_list("公開可で、まだ公開の記録がないもの", cleared, "いまは、ありません。"),
    ]


def _list(title: str, lines: Sequence[str], none: str) -> list[Block]:
    if not lines:
        return [section(f"*{title}*\n{none}")]
    kept, rest = lines[:_MOST], len(lines) - _MOST
    parts = ["\n".join(kept[start : start + _IN_ONE_SECTION]) for start in range(0, len(kept), _IN_ONE_SECTION)]
    more = [context(f"ほかに{rest}件あります。")] if rest > 0 else []
    return [section(f"*{title} {len(lines)}件*\n{parts[0]}"), *map(section, parts[1:]), *more]


def _signed(reviews: Sequence[Review], site: str) -> list[str]:
    return [f"{_line(review, site)} 担当 {mention(review.drafter)} さん" for review in reviews]


def _line(review: Review, site: str) -> str:
    urgent = ":red_circle: *緊急* " if review.urgent else ""
    return f"• {urgent}【{review.state.value}】 <{link(review.origin, site)}|{_posted(review)}の投稿案>"


def _posted(review: Review) -> str:
    """「11月24日(火) 9:05」, in Japan."""
    at = datetime.fromtimestamp(microseconds(review.origin.message) / 1_000_000, UTC).astimezone(JAPAN)
    return f"{at.month}月{at.day}日({_WEEKDAYS[at.weekday()]}) {at.hour}:{at.minute:02}"


def _usage(office: Office, channel: str | None) -> list[Block]:
    where = f"<#{channel}>" if channel else "審査チャンネル"
    approvers = mentions(office.approvers) or "まだ設定されていません"
    return [
        section(
            f"*使い方*\n*1* {where} に投稿案を貼ります。\n"
            "*2* スレッドのカードで指摘を確かめます。"
            "直すときは、元のメッセージを編集します(フォームから出したときは「書き直す」)。\n"
            "*3* 確認事項にチェックを入れます。\n"
            f"*4* 承認者が投稿案に :{office.approve}: を付けると【公開可】になります。\n"
            "ショートカット「投稿案を書く」のフォームからも、確かめてから提出できます。\n"
            "条項は `/sns-guideline 写真` のように調べられます。"
        ),
        context(f"所属長が登録されていない所属の承認者: {approvers}"),
    ]

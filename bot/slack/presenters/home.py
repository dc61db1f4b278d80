"""The App Home: how to use the desk."""

from bot.slack.presenters.card import Office
from bot.slack.presenters.kit import Block, context, divider, header, mentions, section


def home(office: Office, channel: str | None) -> Block:
    """The home tab."""
    where = f"<#{channel}>" if channel else "審査チャンネル"
    names = "、".join(guideline.municipality for guideline in office.library.guidelines)
    approvers = mentions(office.approvers) or "まだ設定されていません"
    return {
        "type": "home",
        "blocks": [
            header("SNS審査デスク"),
            section(f"SNSの投稿案を、{names}のガイドラインに照らして確認します。"),
            divider(),
            section(
                f"*1* {where} に投稿案を貼り付けます。長い文章はスニペットでもかまいません。\n"
                "*2* スレッドのカードで、指摘と根拠の条項をご確認ください。直すときは、元のメッセージを編集します。\n"
                "*3* 確認事項にチェックを入れてください。\n"
                f"*4* 承認者が投稿案に :{office.approve}: を付けると【公開可】になります。"
            ),
            section("条項を調べるときは `/sns-guideline 5(12)` や `/sns-guideline 写真` のように入力してください。"),
            divider(),
            context(f"承認者: {approvers}"),
        ],
    }

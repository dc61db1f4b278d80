"""Sample drafts for the demo; all invented."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.sandbox.shapes import Json


@dataclass(frozen=True, slots=True)
class Sample:
    """A draft one click away.

    Attributes:
        title: The button.
        about: What to look for in it.
        text: The draft.
        snippet: Whether it is long and goes as a text snippet.
    """

    title: str
    about: str
    text: str
    snippet: bool = False

    def as_json(self) -> Json:
        """For the page."""
        return {"title": self.title, "about": self.about, "text": self.text, "snippet": self.snippet}


_MARKET = """\
【朝市のお知らせ】
{sunday}（日）午前9時から正午まで、吉川地区の交流広場で秋の朝市を開きます。
地元でとれた野菜や、搗きたてのお餅が並びます。駐車場は広場の北側をご利用ください。
くわしくは町ホームページをご覧ください。
https://www.town.kibichuo.lg.jp/
お問い合わせ：産業振興係 0866-00-0000"""

_LECTURE = """\
防災講座の参加者を募集します！
日時：{saturday}（日）13時30分から
場所：中央公民館 2階
お申し込みはこちらから → https://bit.ly/bosai-kouza
みなさまのご参加をお待ちしています😊"""

_THANKS = """\
きのうの清掃活動には、たくさんの方に来ていただきました。
とくに、若葉台にお住まいの杉浦 澄江さん（78歳）は、入院明けにもかかわらず最後まで参加してくださいました。
次回のお手伝いは、杉浦さん（090-0000-0000）までお電話ください。"""

_TYPHOON = """\
【台風第○号に関するお知らせ】
台風の接近にともない、○日○時に自主避難所を開設する予定です。
開設場所：（確認中）
なお、川の水があふれているらしいとの情報もあります。早めの避難をお願いします。"""

_REPLY = """\
窓口の待ち時間が長いというご意見をいただきましたが、混んでいる月曜に来るほうがどうかしています。
文句ばかり言う前に、まずはご自分で調べてください。こちらも暇ではありません。"""

_DECISION = """\
来年度から、西部図書館を閉館する方向で内部の検討が進んでいます。
議会への説明はまだですが、跡地は駐車場になる見込みです。ひと足先にお知らせします！"""

_PHOTO = """\
週末の運動会のようすです📷 ゼッケンの名前がよく見える、いい写真が撮れました。
写っているお子さんの保護者の方には、これから連絡して了解をいただく予定です。
BGMには、いま流行りのあの曲を使いました♪"""

_LONG = """\
【冬の暮らしと安全 まとめてお知らせします】

1　水道管の凍結にご注意ください
気温が氷点下4度を下回ると、水道管が凍りやすくなります。むき出しの管には、保温材や布を巻いてください。

2　灯油の取り扱い
給油のときは必ず火を消し、ふたがしっかり閉まったことを確かめてください。

3　年末のごみ収集
可燃ごみの年内最終収集は12月28日です。年始は1月4日から収集します。

4　お問い合わせ
くらし安全係 0466-00-0000（平日 8時30分から17時まで）
https://www.city.fujisawa.kanagawa.jp/"""


def samples(today: date) -> tuple[Sample, ...]:
    """The drafts, with days that lie some weeks after `today`."""
    sunday = today + timedelta(days=20 - today.weekday())
    saturday = sunday + timedelta(days=6)
    return (
        Sample(
            "朝市のお知らせ",
            "とくに直すところのない文面",
            _MARKET.format(sunday=_day(sunday)),
        ),
        Sample(
            "防災講座の募集",
            "曜日の間違いと短縮URL",
            _LECTURE.format(saturday=_day(saturday)),
        ),
        Sample("清掃活動のお礼", "個人の氏名・病気・電話番号", _THANKS),
        Sample("台風のお知らせ", "○時などの書きかけと伝聞", _TYPHOON),
        Sample("ご意見への返信", "市民を責める言い方", _REPLY),
        Sample("図書館のお知らせ", "まだ決まっていない内部の検討", _DECISION),
        Sample("運動会の写真", "写っている方と楽曲の了解", _PHOTO),
        Sample("冬のくらし（長文）", "長い文章（スニペット）として送ります", _LONG, snippet=True),
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"

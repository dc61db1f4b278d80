"""A deadline for taking part that lies behind the event itself."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.engine.days import japanese, nearest, valid
from bot.engine.detectors.surroundings import CLOCK, around, sections, told_past
from bot.engine.matching import Hit
from bot.engine.mentions import Mention
from bot.engine.text import Text

_LONGEST_EVENT = timedelta(days=3)
_ENDS = r"(?:締め?切り?|しめ?きり|〆切?)"
_DEADLINE = re.compile(
    rf"{CLOCK}? ?(?:\([^()\n]{{1,12}}\))? ?"
    rf"(?:まで|必着|{_ENDS}|消印|厳守|で(?:終わ|終了|締)|に締|が(?:お?申し?込み?の?)?(?:期限|最終日|{_ENDS}))"
)
_LEAD = re.compile(rf"(?:{_ENDS}|期限)(?:日時?)?[^。\n0-9元]{{0,5}}$")
_BEFORE = 12  # characters
_APPLY = re.compile(
    rf"申し?込|応募|予約|エントリー|{_ENDS}|募|参加|出席|受講|希望|出欠|人数|登録|電話|連絡|知らせ|メール|フォーム|受付"
    r"|整理券|返事|声をか|伝え|申し出|たい[^。、\n]{1,6}は"
)
_PLAINLY = re.compile(
    r"(?:^|[\n。!?♪☆★✨、:)】〉》|・(]) ?(?:[おご]|事前の?|要)?"
    rf"(?:申し?込み?|予約|参加|出席|受講|受付|{_ENDS})(?!者|費|賞|団体|作品)"
)
_AFTERWARDS = re.compile(
    r"結果|アンケート|感想|受け?取|引き?取|返[却金品]|写真|報告|搬|展|貸|請求|精算|納め|納付|納期|閲覧|意見|忘れ物|落とし物"
    r"|見逃し|配信|視聴|賞品|景品|投票|投句|合格|入居|入所|入学|採用|更新|次[回の]|追加|後日|途中|購入|販売|注文|発売|継続|引き続"
    r"|[来出]られない|受けられな|できな|なかった|[しいっれけせ]た(?:方|人|皆|お子|ご家庭)"
)
_OTHER_TIME = re.compile(
    r"次回|次の(?:回|講座|教室|催し|機会)|来年(?!度?の?[0-9])|来月(?!の?[0-9])|来春|以降|毎週|毎月|随時|後日|期間中|全[0-9]{1,2}回|途中(?:から|参加|入会)"
)
_ROUND = re.compile(r"第([0-9一二三四五])回")
_LABEL = re.compile(r"(?:日時|日程|開催日|実施日|試験日|期日|月日|日にち|本番|当日|とき|いつ)[】\])〉》|:・… \n]{0,3}$")
_HELD = re.compile(
    r"[開催行][きいし]ます|開催(?!し[たて]|中)|開講|開店|開園|開かれ|行われ|行う|開く|実施(?!し[たて])|上演|集合|出発"
    r"|スタート|ませんか|です|披露|登場|お待ち|まつり|祭|大会|コンサート|教室|講座|体験|ます(?=[。!、\n♪☆]|が|ので|$)"
    r"|ホール|会館|センター|公民館|体育館|図書館|公園|広場|会場|にて"
)
_WILL = re.compile(r"[しきいりびみえけせてべめれ]ます")
_SUBJECT = re.compile(
    r"(?:会|カフェ|フェスタ?|マルシェ|まつり|祭|コンサート|教室|講座|体験|ツアー|ライブ|上映|公演|セミナー|ワークショップ|式)"
    r"[」』)】]?[はがを]?[、 ]?$"
)
_STARTS = re.compile(rf"{CLOCK}(?! ?(?:まで|締|〆))")
_OPEN = re.compile(
    r"(?! ?の?(?:午[前後]|[朝昼夕夜]|正午))[^。\n0-9]{0,6}(?:から|より|~|以降|現在|時点|付|生まれ|発行|更新)"
    r"|[^。\n]{0,12}(?:発売|(?:受付|受け付け|申し?込み?|募集|予約)(?:を?開始|が?始))"
)
_NO_EVENT = re.compile(
    r"審査|面接|選考|抽選|発表|放送|休館|休業|お休み|停止|配布|配り|発送|送付|送り|公開|掲載|載せ|更新|発行|オープン|発売"
)
_PREPARES = re.compile(r"説明会|下見|公売|入札|見学会|内覧|体験会|ガイダンス|オリエンテーション")
_OFTEN_PREPARES = re.compile(r"相談会|試験")


def late_deadlines(text: Text, mentions: list[Mention], today: date) -> Iterator[Hit]:
    """Each deadline that lies behind every other day its section names, the latest of which is an event.

    Details: reason.
    """
    if len(mentions) < 2:  # noqa: PLR2004 - a deadline and an event
        return
    for section in sections(text, mentions):
        late, event = _latest(text, section, today)
        if not late or event is None or not _is_event(text, event, section, today) or not _is_alone(text, section):
            continue
        if text.once(_prepares) or not all(_asks(text, deadline) for deadline in late):
            continue
        for deadline in late:
            told = f"締切が{japanese(deadline.dates[0])}、行事が{japanese(event.dates[0])}になっています。"
            yield Hit(deadline.start, deadline.end, {"reason": told})


def _latest(text: Text, section: list[Mention], today: date) -> tuple[list[Mention], Mention | None]:
    """The deadlines behind every other day, and the latest other day; no deadline where that is not told for sure."""
    days = [mention for mention in section if mention.day is not None]
    late: list[Mention] = []
    for mention in sorted(days, key=_first_day, reverse=True):
        if not mention.dates:
            break
        if not _is_deadline(text, mention):
            behind = [one for one in late if min(one.dates) > max(mention.dates)]
            return behind if behind and _no_later_month(section, mention, today) else [], mention
        late.append(mention)
    return [], None


def _first_day(mention: Mention) -> date:
    return min(mention.dates, default=date.max)


def _no_later_month(section: list[Mention], event: Mention, today: date) -> bool:
    """Whether no month is named, without a day, in which more may be held after the event."""
    for mention in section:
        if mention.month is not None and mention.day is None:
            year = mention.years[0].western if mention.years else None
            first = valid(year, mention.month, 1) if year else nearest(mention.month, 1, today)
            if first is None or first > max(event.dates):
                return False
    return True


def _is_deadline(text: Text, mention: Mention) -> bool:
    if _DEADLINE.match(text.folded, mention.end):
        return True
    return bool(_LEAD.search(text.folded[max(0, mention.start - _BEFORE) : mention.start]))


def _asks(text: Text, deadline: Mention) -> bool:
    """Whether the deadline is one for taking part, plainly so where people may be asked to apply for something else."""
    first, last = around(text, deadline.start, deadline.end)
    if _AFTERWARDS.search(text.folded, first, last):
        return False
    if text.once(_may_prepare):
        return bool(_PLAINLY.search(text.folded, max(0, first - 1), last))
    return bool(_APPLY.search(text.folded, first, last))


def _is_event(text: Text, mention: Mention, section: list[Mention], today: date) -> bool:
    """Whether on this day, or these few, something is held that people apply for beforehand."""
    first, last = _own_words(text, mention, section)
    if mention.link == "range":
        start = section[section.index(mention) - 1]
        if not start.dates or max(mention.dates) - min(start.dates) > _LONGEST_EVENT:
            return False
    if _OPEN.match(text.folded, mention.end) or _NO_EVENT.search(text.folded, first, last):
        return False
    will = _WILL.search(text.folded, mention.end, last)
    if told_past(text, first, will.end() if will else last) or (max(mention.dates) < today and text.once(_reports)):
        return False
    lead = text.folded[max(0, mention.start - _BEFORE) : mention.start]
    held = _STARTS.match(text.folded, mention.end) or _HELD.search(text.folded, mention.end, last)
    return bool(held or _LABEL.search(lead) or _SUBJECT.search(lead))


def _own_words(text: Text, mention: Mention, section: list[Mention]) -> tuple[int, int]:
    """The part of its sentence that lies between the dates before and behind it."""
    first, last = around(text, mention.start, mention.end)
    begin = max([first, *(one.end for one in section if one.end <= mention.start)])
    return begin, min([last, *(one.start for one in section if one.start >= mention.end)])


def _is_alone(text: Text, section: list[Mention]) -> bool:
    """Whether the section speaks of one event, with no other time to apply for."""
    first, last = section[0].start, section[-1].end
    begin, end = text.sentence(first)[0], text.sentence(last)[1]
    rounds = set(_ROUND.findall(text.folded, begin, end))
    return len(rounds) < 2 and not _OTHER_TIME.search(text.folded, begin, end)  # noqa: PLR2004 - two rounds


def _prepares(text: Text) -> bool:
    """Whether the event may be one that people go to before they apply for something else."""
    return _PREPARES.search(text.folded) is not None


def _may_prepare(text: Text) -> bool:
    """Whether people may go to the event for its own sake, or before they apply for something else."""
    return _OFTEN_PREPARES.search(text.folded) is not None


def _reports(text: Text) -> bool:
    return "ました" in text.folded

"""Days told in the wrong tense: a past one as still to come, a coming one as past."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.engine.calendar import dates
from bot.engine.days import japanese, nearest, valid
from bot.engine.detectors.surroundings import CLOCK, around, tells_ahead, told_past
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.mentions import Mention
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

_PART = "(?:の?(?:朝|昼|夕方?|夜|晩|午[前後]))?"
_BOUND = re.compile(rf"{CLOCK}?{_PART}(?:に|、|[!\n|]| ?(?:から|~|-|まで|開催|実施|必着|締|〆)|は|で)")
_OPEN = re.compile(
    r" ?(?:から|より|~|以降|付|現在|時点|号|版|生まれ|に(?:生|届|採|撮|掲)"
    r"|に(?:配布|投稿|公開|送付|発送|発売|発表|完成|決定|開[館店園業通])の|に[^。\n]{0,15}(?:住所|住民|在籍|在学|登録))"
)
_FORETELLS = re.compile(
    r"(?P<future>開催(?:します|いたします|予定|される|されます|です|!)|開(?:きます|かれる|かれます)|行(?:います|われる|われます)"
    r"|実施(?:します|いたします|予定|される|されます)|(?:始ま|始め)(?:る|ます|ります)|(?:スタート|オープン)します"
    r"|予定(?:です|しています)|(?:お越し|ご参加|ご来場|お申し?込み?)ください|お待ちして"
    r"|(?:まで|必着|締切|〆切|締め切り)(?:です|。|!)|までに?お?(?:電話|申し?込)|上演します|(?:受け付け|募集し)ます)"
    r"|(?P<past>ました|でした|だった|[っいしれせけ]た|ており|ています|中止|延期)"
)
_WILL = re.compile(
    rf"{CLOCK}?{_PART}(?:(?:まで)?に、?|、|は、?|で、?)[^。、\n]{{0,40}}[しきちりびみいえけせてべめれ](?<!ています)ます(?=[。!♪☆\n]|$)"
)
_FROM_THEN = re.compile(
    r" ?から[^。\n]{0,25}"
    r"(?:始まります|始めます|変わります|なります|(?:スタート|開始|開幕|オープン|開館|開店)(?:いた)?します)"
)
_BYGONE = re.compile(r"ました|でした|だった|はずの|中止|延期|予定でし|昨年|去年|前回|毎年|例年")

_TOLD = re.compile(
    rf"{CLOCK}?(?:に(?!は)|、|[!\n|。]|$|は|が|です|だ| ?(?:まで|開催|実施|必着|締|〆|から|~|-))"
    rf"|で(?!す)|の(?:[0-9]|[朝昼夕夜午両各]|いずれ)|(?={CLOCK})"
)
_LABEL = re.compile(
    r"(?:日時|日程|開催日|実施日|試験日|期日|月日|日にち|とき|いつ|期間|会期|締め?切り?|しめきり|〆切|期限)[^。\n]{0,6}\n?$"
)
_BEFORE = 14  # characters
_INVITES = re.compile(
    r"ください|下さい|ましょう|ませんか|どうぞ|お待ち|お楽しみ|お越し|おいで|来てね|ぜひ|お気軽|募集|申し?込|予約|定員|先着"
    r"|参加費|入場(?:無料|料)|雨天|小雨|開場|開演|持ち物|集合|予定|開催|日時|とき[:】]|ます[。!]|お願い"
)
_REPORTS = re.compile(
    r"様子を|模様を|振り?返|報告し|ご報告|レポート|お詫び|おわび|訂正|誤り|ありがとう|優勝|受賞|終了(?![時後予])|次回|またの|[年月]も(?:お|ま)"
    r"|盛況|にぎわ|賑わ|おかげ|写真[をは][^。\n]{0,12}(?:公開|掲載|載せ|紹介|飾|展示|届け)|結果(?:は次|です|を(?:お知らせ|掲載|公開))"
)
_HAPPENED = re.compile(
    r"目撃|出没|出火|行方|不審|声かけ|逮捕|被害|詐欺|事案|盗|震度|警報|注意報|土砂|崩|陥没|落石|冠水|浸水|漏水|衝突|けが|負傷|救助|救急|迷い|迷子|発令|発生|火災(?!予防|警報|訓練)|事故|確認|倒木|断水|停電|通行止"
    r"|逝去|死去|観測|初[雪霜氷]|満開|見ごろ|当選|投票率|開票|就任|退任|表彰|撮影|掲載|発行|公開|配信|更新|発売|開設|延期"
    r"|訪問|来庁|来訪|贈呈|寄贈|締結|調印|授与|任命|委嘱|認定|決定|達成|開通|完成|竣工|視察|出場|入賞|合格|選出|発足|結成|誕生|解禁"
    r"|(?<!雨天)(?<!荒天)中止|昨年|去年|前回|毎年|例年|記念日"
)
_RUNNING = re.compile(r"[てで](?:います|おり)|中[。で!]")
_UNTIL = re.compile(rf"{CLOCK}? ?まで")
_DONE = re.compile(r"(?:ました|でした|[いっし]た|んだ)(?:[。!?♪☆★✨\n]|$)")
_COMMEMORATED = re.compile(r"[はがの、 ]?[^。\n]{0,20}(?:の日|デー|週間|月間)")
_OPENED = re.compile(
    r"[にはの、 ]?[^0-9。\n]{0,12}(?:オープン|開[店館園業設幕]|始動|運用|供用|施行|制定|創立|設立|リニューアル)"
)

_TOLD_DONE = re.compile(
    rf"{CLOCK}?(?:[に、,]|から、?|の[^。、\n]{{1,20}}[にで]は、?)"
    r"(?:(?!予定|向け|備え|先立|控え|迫|募集|受付|受け付|申し?込|締|予約|延期|中止|変|案内|知らせ|まで|準備|リハーサル|練習|打ち?合|決"
    r"|[満完]|こと|ように|壮行|激励|結団|説明会|チケット|休)[^。\n]){0,60}?(?P<done>ました)(?=[。!♪☆★✨\n]|$)"
)
_DONE_THEN = re.compile(
    rf"{CLOCK}?(?:に|から)(?:開催(?:し|され)|実施(?:し|され)|行(?:っ|われ)|開(?:い|かれ)|始ま(?:っ|りまし)"
    r"|[^。、\n]{1,8}を(?:始め|開始し))た(?!ら|場合|とき|時)"
    rf"|{CLOCK}?の[^。、\n]{{1,20}}は、?[^。、がを\n]{{0,12}}(?:盛況|盛会|無事)[^。、\n]{{0,8}}(?:終わり|終え|終了し|閉幕し|となり)ました"
    rf"|{CLOCK}? (?!\S{{0,20}}(?:予定|向け|準備|前日))[^。\n]{{1,30}}"
    r"(?:を(?:開催|実施|挙行)(?:いた)?し|を行い|が行われ|が?無事に?終わり|が?無事に?終了し)ました"
)
_PAST_WORDS = re.compile(r"た(?:(?<=[しっれめ]た)|(?<=開いた))")
_OTHER_YEAR = re.compile(r"昨年|去年|前回|毎年|例年|振り?返|一年|1年|年前|年度")


def past_as_future(table: Table, lexicons: Lexicons) -> Detect:
    """Flags a day already past of which the draft speaks as still to come. Details: date.

    `days`: how long ago a date without a year may lie; further back it may as well mean next year.
    """
    del lexicons
    reach = timedelta(days=table.take("days", int))

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        mentions = text.once(dates, context.today)
        if not [one for one in mentions if one.dates and min(one.dates) < context.today]:
            return
        told = list(_foretold(text, mentions, context.today, reach)) or _notice(text, mentions, context.today, reach)
        for mention in told:
            yield Hit(mention.start, mention.end, {"date": japanese(max(mention.dates))})

    return detect


def _foretold(text: Text, mentions: Sequence[Mention], today: date, reach: timedelta) -> Iterator[Mention]:
    """Past days of which their own sentence speaks as still to come."""
    for index, mention in enumerate(mentions):
        day = max(mention.dates, default=today)
        if day >= today or mention.bare or (not mention.years and today - day > reach):
            continue
        stop = mentions[index + 1].start if index + 1 < len(mentions) else len(text.folded)
        if _is_foretold(text, mention, stop):
            yield mention


def _is_foretold(text: Text, mention: Mention, stop: int) -> bool:
    first, last = around(text, mention.start, mention.end)
    if _BYGONE.search(text.folded, first, last):
        return False
    if _FROM_THEN.match(text.folded, mention.end, stop):
        return True
    if _BOUND.match(text.folded, mention.end) is None or _OPEN.match(text.folded, mention.end):
        return False
    verb = _FORETELLS.search(text.folded, mention.end, min(last, stop))
    if verb:
        return bool(verb["future"])
    return bool(_WILL.match(text.folded, mention.end, stop)) and not told_past(text, first, last)


def _notice(text: Text, mentions: Sequence[Mention], today: date, reach: timedelta) -> list[Mention]:
    """The last day of a draft whose days are all past but which announces or invites, and reports nothing.

    None where a day's month is a guess.
    """
    dated = [mention for mention in mentions if mention.dates]
    if any(mention.bare and not mention.link for mention in dated):
        return []
    mention = max(dated, key=lambda one: max(one.dates))
    day = max(mention.dates)
    if day >= today or today - day > reach or any(_is_ahead(one, day, today) for one in mentions):
        return []
    if not _is_announced(text, mention) or _REPORTS.search(text.folded) or not _INVITES.search(text.folded):
        return []
    first, last = around(text, mention.start, mention.end)
    if _RUNNING.search(text.folded, first, last) and not _UNTIL.match(text.folded, mention.end):
        return []
    if _HAPPENED.search(text.folded, first, last) or _DONE.search(text.folded, last) or told_past(text, first, last):
        return []
    return [mention]


def _is_ahead(mention: Mention, day: date, today: date) -> bool:
    """Whether a month or a year named without a day is not over yet, and is no other word for the last day's month."""
    if mention.dates:
        return False
    if mention.month is None:
        return any(year.western > today.year for year in mention.years)
    year = mention.years[0].western if mention.years else None
    first = valid(year, mention.month, 1) if year else nearest(mention.month, 1, today)
    if first is None or (first.year, first.month) == (day.year, day.month):
        return first is None
    return (first.year, first.month) >= (today.year, today.month)


def _is_announced(text: Text, mention: Mention) -> bool:
    """Whether the day is told as that of an event or a deadline, no running start, no day of remembrance."""
    end = mention.end
    if _OPEN.match(text.folded, end) or _OPENED.match(text.folded, end) or _COMMEMORATED.match(text.folded, end):
        return False
    if _TOLD.match(text.folded, end):
        return True
    return bool(_LABEL.search(text.folded[max(0, mention.start - _BEFORE) : mention.start]))


def future_as_past(table: Table, lexicons: Lexicons) -> Detect:
    """Flags a day still to come of which the draft speaks as past. Details: date.

    `days`: how far ahead a date without a year may lie; further on it may as well mean last year.
    """
    del lexicons
    reach = timedelta(days=table.take("days", int))

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        for mention in text.once(dates, context.today) if _PAST_WORDS.search(text.folded) else ():
            day = min(mention.dates, default=context.today)
            if day <= context.today or (not mention.years and day - context.today > reach):
                continue
            first, last = around(text, mention.start, mention.end)
            if _is_told_done(text, mention) and not _OTHER_YEAR.search(text.folded, first, last):
                yield Hit(mention.start, mention.end, {"date": japanese(day)})

    return detect


def _is_told_done(text: Text, mention: Mention) -> bool:
    """Whether what is told of the day is in the past tense, with nothing still to come in between."""
    if _DONE_THEN.match(text.folded, mention.end):
        return True
    done = _TOLD_DONE.match(text.folded, mention.end)
    return done is not None and not tells_ahead(text, mention.end, done.start("done"))

"""Detectors: what words alone cannot say, as named functions with parameters."""

from collections.abc import Callable, Iterable

from bot.engine.detectors.contacts import email_address, phone_number
from bot.engine.detectors.date_order import date_order
from bot.engine.detectors.dates import clock_slip, impossible_date, weekday_mismatch
from bot.engine.detectors.disguise import disguised_word
from bot.engine.detectors.links import label_mismatch, link_host, outside_link
from bot.engine.detectors.numbers import card_number, my_number
from bot.engine.detectors.public_holidays import holiday_mismatch
from bot.engine.detectors.tenses import future_as_past, past_as_future
from bot.engine.detectors.years import era_mismatch
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

DETECTORS: dict[str, Callable[[Table, Lexicons], Detect]] = {
    "card-number": card_number,
    "clock-slip": clock_slip,
    "date-order": date_order,
    "disguised-word": disguised_word,
    "email-address": email_address,
    "era-mismatch": era_mismatch,
    "future-as-past": future_as_past,
    "holiday-mismatch": holiday_mismatch,
    "impossible-date": impossible_date,
    "label-mismatch": label_mismatch,
    "link-host": link_host,
    "my-number": my_number,
    "outside-link": outside_link,
    "past-as-future": past_as_future,
    "phone-number": phone_number,
    "weekday-mismatch": weekday_mismatch,
}

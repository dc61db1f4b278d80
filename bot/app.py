"""The composition root: the only file that joins all parts."""

import gc
import json
import logging
import signal
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_sdk import WebClient

from bot.config import Settings
from bot.databases import open_migrated
from bot.domain.errors import SettingsError
from bot.domain.guidelines import Library
from bot.domain.office_hours import OfficeHours
from bot.engine.engine import Engine
from bot.engine.holidays import holiday_name
from bot.engine.rules import load_rules, synonyms_file
from bot.engine.synonyms import load_synonyms
from bot.engine.text import content_words
from bot.services.desk import Desk, utc_now
from bot.services.lookup import ClauseIndex
from bot.services.pace import Pace
from bot.services.seats import called
from bot.slack import door, listeners, socket_mode
from bot.slack.anchor import DailyAnchor
from bot.slack.channel import ReviewChannel
from bot.slack.directory import SlackDirectory
from bot.slack.door import tell
from bot.slack.files import SnippetReader
from bot.slack.own_messages import OwnMessages
from bot.slack.payloads import Reading
from bot.slack.presenters.card import Office
from bot.slack.reader import ChannelReader
from bot.slack.sync import Sync
from bot.slack.upkeep import Upkeep
from bot.slack.web import sign_in, web_client, writing_client
from bot.slack.wiring import Wiring
from bot.store.clause_index import SqliteClauseIndex
from bot.store.outbox import SqlOutbox
from bot.store.record import SqlRecord
from bot.store.sections import SqlSections
from bot.store.store import SqlStore

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

MANIFEST = Path(__file__).resolve().parents[1] / "manifest.json"
_WORKERS = 3
_NO_APPROVERS = "APPROVERS: 承認者が設定されていません。設定するまで、どの投稿案も【公開可】になりません。"

logger = logging.getLogger(__name__)


def build_engine(settings: Settings) -> tuple[Engine, Library]:
    """The checks, and the guidelines in use.

    Raises:
        RulesError: The rules cannot be used.
        SettingsError: GUIDELINES names one that is not there.
    """
    if settings.rules_dir is not None and not settings.rules_dir.is_dir():
        raise SettingsError(f"RULES_DIR: フォルダー「{settings.rules_dir}」がありません")
    engine = Engine(load_rules(settings.rules_dir).without_examples())
    return engine, choose(engine.rules.library, settings.guidelines, "GUIDELINES")


def choose(library: Library, guidelines: tuple[str, ...], name: str) -> Library:
    """These guidelines of the library, all where none is named; SettingsError naming `name` for an unknown one."""
    known = [guideline.id for guideline in library.guidelines]
    for guideline in guidelines:
        if guideline not in known:
            raise SettingsError(f"{name}: ガイドライン「{guideline}」がありません。{'、'.join(known)} から選べます")
    return library.only(tuple(dict.fromkeys(guidelines)) or known)


def build_index(settings: Settings, library: Library) -> ClauseIndex:
    """The index clauses are looked up in."""
    synonyms = load_synonyms(synonyms_file(settings.rules_dir), content_words)
    return SqliteClauseIndex(library.clauses, content_words, synonyms)


@dataclass(frozen=True, slots=True)
class Bot:
    """The running parts of one bot."""

    app: App
    client: WebClient
    channel: ReviewChannel
    reader: ChannelReader
    sync: Sync
    chores: tuple[DailyAnchor | Upkeep, ...]

    def start(self) -> None:
        """Find the channel, begin to write to it, bring in what happened meanwhile."""
        self.sync.start()
        for chore in self.chores:
            chore.start()
        self.channel.find()
        self.catch_up()

    def catch_up(self) -> None:
        """Bring in what happened while nobody listened."""
        try:
            for told in self.reader.catch_up():
                tell(self.client, str(self.channel.id), told.user, told.text)
        except Exception:
            logger.exception("the review channel could not be read back; the next connection tries again")


def build_bot(settings: Settings) -> Bot:
    """Join all parts.

    Raises:
        SettingsError: A setting is missing or wrong.
        RulesError: The rules cannot be used.
    """
    settings.ensure_can_run()
    engine, library = build_engine(settings)
    database = open_migrated(settings)
    client = web_client(settings.bot_token, settings.api_url)
    me = sign_in(client)
    directory = SlackDirectory(client, me["team_id"])
    office = Office(library, settings.approvers, settings.approve_reactions[0], settings.return_reactions[0])
    writing = writing_client(settings.bot_token, settings.api_url)
    sync = Sync(writing, SqlOutbox(database), office, me["user_id"], lambda review: called(desk, review))
    desk = Desk(
        engine=engine,
        library=library,
        store=SqlStore(database),
        directory=directory,
        approve_reactions=frozenset(settings.approve_reactions),
        return_reactions=frozenset(settings.return_reactions),
        sections=SqlSections(database),
        approvers=settings.approvers,
        pace=_pace(settings),
        wake=sync.wake,
    )
    channel = ReviewChannel(client, settings.review_channel)
    reading = Reading(directory.name, SnippetReader(settings.bot_token, settings.api_url), me["user_id"])
    reader = ChannelReader(desk, client, channel, reading)
    app = _bolt(settings, client)
    app.use(OwnMessages(reading.me))
    door.install(app, client)
    site = str(me["url"])
    index = build_index(settings, library)
    listeners.register(app, Wiring(desk, office, channel, reader, index, site, writing))
    if not settings.approvers:
        logger.warning(_NO_APPROVERS)
    record = SqlRecord(database)
    monthly = _monthly(desk, record, writing, channel) if settings.monthly_picture else None
    chores = (DailyAnchor(writing, channel, record, utc_now), Upkeep(desk, writing, reader, site, monthly))
    return Bot(app, client, channel, reader, sync, chores)


def _monthly(desk: Desk, record: SqlRecord, client: WebClient, channel: ReviewChannel) -> Callable[[], None]:
    """Posts the month's picture; a bot that posts none carries no reports and no plots."""
    from bot.services.report import Names, Report  # noqa: PLC0415 - as told
    from bot.slack.monthly import MonthlyPicture, Picture  # noqa: PLC0415 - as told

    def draw(report: Report) -> Picture:
        from bot.plots import picture_alt, report_picture  # noqa: PLC0415 - as told, until the first of a month

        return Picture(report_picture(report), picture_alt(report))

    names = Names(desk.library, {check.id: check.title for check in desk.engine.rules.checks.values()})
    return MonthlyPicture(desk, record, names, client, channel, draw).look


def _pace(settings: Settings) -> Pace:
    return Pace(
        OfficeHours(*settings.office_hours, holiday_name),
        settings.reminder_hours,
        settings.deputy_hours,
        settings.clearance_days,
        settings.urgent_minutes,
    )


def _bolt(settings: Settings, client: WebClient) -> App:
    """`process_before_response`: nothing is acknowledged before its listener has committed.

    The bot hears its own messages too (see `OwnMessages`).
    """
    return App(
        client=client,
        signing_secret=settings.signing_secret or "socket-mode-needs-none",
        process_before_response=True,
        ignoring_self_events_enabled=False,
        token_verification_enabled=False,
        ssl_check_enabled=False,  # the bot offers neither commands over plain GET, nor functions, nor an assistant
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT; SettingsError or RulesError where it cannot start."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    close = open_desk(settings)
    stop.wait()
    close()


def open_desk(settings: Settings) -> Callable[[], None]:
    """Start the bot beside the caller; call what is returned to finish what was begun and end it.

    Raises:
        SettingsError: A setting is missing or wrong.
        RulesError: The rules cannot be used.
    """
    bot = build_bot(settings)
    gc.freeze()  # what was built so far stays: the collector need not walk the rules again and again
    stop_listening = _listen_socket(bot, settings) if settings.app_token else _listen_http(bot, settings)
    logger.info("the review desk is open")

    def close() -> None:
        stop_listening()
        for chore in bot.chores:
            chore.stop()
        bot.sync.stop()

    return close


def _listen_socket(bot: Bot, settings: Settings) -> Callable[[], None]:
    """Socket Mode."""
    bot.start()
    return socket_mode.listen(bot.app, bot.client, settings.app_token, _WORKERS, bot.catch_up)


def _listen_http(bot: Bot, settings: Settings) -> Callable[[], None]:
    """Signed HTTP at `/slack/events`."""
    from slack_bolt.adapter.wsgi import SlackRequestHandler  # noqa: PLC0415 - Socket Mode carries no web server
    from waitress.server import create_server  # noqa: PLC0415 - the same

    handler = SlackRequestHandler(bot.app, path="/slack/events")
    try:
        server = create_server(handler, host="0.0.0.0", port=settings.port, threads=_WORKERS)  # noqa: S104 - a host's proxy
    except OSError as error:
        raise SettingsError(f"PORT: ポート{settings.port}を使えません") from error
    Thread(target=server.run, name="http", daemon=True).start()
    bot.start()
    return server.close


def run_sandbox(settings: Settings, port: int) -> None:
    """The local workspace with the bot in it, until SIGTERM or SIGINT; what happens there is forgotten at the end.

    Raises:
        SettingsError: The port cannot be had, or as `run`.
    """
    from bot.sandbox.server import Sandbox  # noqa: PLC0415 - the bot itself does not carry a workspace

    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    with TemporaryDirectory(prefix="sns-review-") as folder, ExitStack() as open_rooms:
        try:
            sandbox = open_rooms.enter_context(Sandbox(port=port, manifest=manifest))
        except (OSError, OverflowError) as error:
            raise SettingsError(f"--port: ポート{port}を使えません。ほかの番号を指定してください") from error
        print(f"\n  ブラウザーで開いてください: {sandbox.url}\n", flush=True)  # noqa: T201 - the command's answer
        run(in_sandbox(replace(settings, database_url=f"sqlite:///{folder}/reviews.db"), sandbox))


def in_sandbox(settings: Settings, sandbox: "Sandbox") -> Settings:
    """The same settings for the bot in a sandbox."""
    return replace(
        settings,
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        signing_secret=sandbox.signing_secret,
        api_url=sandbox.api_url,
        review_channel=sandbox.channel,
        approvers=sandbox.approvers,
    )

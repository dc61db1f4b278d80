"""The command line: parsing and calling."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from bot import app, databases, logs
from bot.cli import inputs, org, printing, record, report
from bot.cli.inputs import InputError
from bot.cli.printing import Checked
from bot.config import Settings
from bot.domain.errors import RulesError, SettingsError
from bot.domain.findings import Level
from bot.engine.engine import Engine
from bot.engine.rules import load_rules
from bot.engine.verify import failures
from bot.services.desk import JAPAN
from bot.services.lookup import find_clauses

_UNUSABLE = 2
_SANDBOX_PORT = 8765
_FOUND = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 2 where arguments, input, settings or rules cannot be used."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # TextIOWrapper in every process
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.from_env()
        logs.configure(settings.log_level)
        status: int = options.run(settings, options)
    except (InputError, SettingsError, RulesError) as error:
        print(error, file=sys.stderr)
        return _UNUSABLE
    except BrokenPipeError:
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sns-review", description="SNS投稿案の審査デスク")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    add("run", _run, "ボットを動かします")
    add("migrate", _migrate, "データベースを最新の形にします")
    sandbox = add("sandbox", _sandbox, "ボット入りの練習用ワークスペースを開きます")
    sandbox.add_argument("--port", type=int, default=_SANDBOX_PORT)
    check = add("check", _check, "文章を確認します")
    check.add_argument("paths", nargs="*", metavar="PATH", type=Path)
    check.add_argument("--input", choices=("text", "jsonl"), default="text")
    check.add_argument("--today", type=date.fromisoformat, default=datetime.now(JAPAN).date(), metavar="YYYY-MM-DD")
    clauses = add("clauses", _clauses, "条項を調べます")
    clauses.add_argument("query", nargs="?", default="", metavar="QUERY")
    clauses.add_argument("--limit", type=int)
    coverage = add("coverage", _coverage, "条項ごとに、このシステムがすることを示します")
    for command in (check, clauses):
        command.add_argument("--guideline", action="append", default=[], metavar="ID")
    check.add_argument("--format", choices=("text", "json", "markdown", "sarif"), default="text")
    for command in (clauses, coverage):
        command.add_argument("--format", choices=("text", "json"), default="text")
    verify = add("verify", _verify, "指摘のきまりを読み込み、すべての例で確かめます")
    verify.add_argument("directory", nargs="?", type=Path, metavar="DIR")
    record.offer(add)
    report.offer(add)
    org.offer(add)
    return parser


def _run(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001 - every command's shape
    app.run(settings)
    return 0


def _migrate(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001 - every command's shape
    databases.open_migrated(settings)
    return 0


def _sandbox(settings: Settings, options: argparse.Namespace) -> int:
    app.run_sandbox(settings, options.port)
    return 0


def _check(settings: Settings, options: argparse.Namespace) -> int:
    from bot.cli import forms, terminal  # noqa: PLC0415 - the bot itself does not carry what draws on a terminal

    engine, library = app.build_engine(settings)
    library = app.choose(library, tuple(options.guideline), "--guideline")
    sources = inputs.sources(options.paths)
    levels: set[Level] = set()

    def checked() -> Iterator[Checked]:
        for item in inputs.items(sources, options.input, options.today):
            findings = engine.check(item.text, today=item.today, library=library)
            levels.update(finding.level for finding in findings)
            progress.advance(item.size)
            yield Checked(item, findings)

    with terminal.Progress(sum(source.size for source in sources)) as progress:
        for page in forms.pages(options.format, checked(), engine.rules.checks, library):
            with progress.aside():
                print(page)
    return int(Level.BLOCK in levels)


def _clauses(settings: Settings, options: argparse.Namespace) -> int:
    _, library = app.build_engine(settings)
    library = app.choose(library, tuple(options.guideline), "--guideline")
    if options.limit is not None and options.limit < 1:
        raise InputError("--limit: 1以上の数を指定してください")
    if options.query.strip():
        hits = find_clauses(options.query, library, app.build_index(settings, library), options.limit or _FOUND)
        clauses = [hit.clause for hit in hits]
    else:
        clauses = list(library.clauses) if options.limit is None else list(library.clauses[: options.limit])
    if options.format == "json":
        print(printing.as_json([printing.clause_json(clause) for clause in clauses]))
    else:
        print("\n".join(printing.clause_text(clause, library) for clause in clauses) or "当てはまる条項はありません。")
    return 0


def _coverage(settings: Settings, options: argparse.Namespace) -> int:
    _, library = app.build_engine(settings)
    if options.format == "json":
        print(printing.as_json([printing.coverage_json(clause) for clause in library.clauses]))
    else:
        print("\n".join(printing.coverage_text(clause, library) for clause in library.clauses))
    return 0


def _verify(settings: Settings, options: argparse.Namespace) -> int:
    directory = options.directory or settings.rules_dir
    engine = Engine(load_rules(directory))
    reasons = failures(engine)
    if reasons:
        raise RulesError("\n".join(reasons))
    examples = sum(len(check.matching) + len(check.passing) for check in engine.rules.checks.values())
    guidelines = len(engine.rules.library.guidelines)
    print(f"ガイドライン{guidelines}件、指摘{len(engine.rules.checks)}件、例{examples}件をすべて確かめました。")
    return 0


if __name__ == "__main__":
    sys.exit(main())

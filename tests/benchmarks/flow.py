"""From a draft's post to its card, beside a bare Bolt bot that only answers "ok". Each bot is a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bot import app
from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.benchmarks.corpus import drafts

_WARM_UP = 20
_ONE_BY_ONE = 100
_TOGETHER = 200
_ROUNDS = 3
_BARE, OURS = ["tests.benchmarks.bare"], ["bot", "run"]


def measure() -> list[str]:
    """Lines of figures: milliseconds to the answer, answers a second, and their ratios."""
    runs = [(_answers(_BARE), _answers(OURS)) for _ in range(_ROUNDS)]
    bare_ms, ours_ms = (median(run[bot][0] for run in runs) for bot in (0, 1))
    bare_rate, ours_rate = (median(run[bot][1] for run in runs) for bot in (0, 1))
    memory = max(run[1][2] for run in runs)
    latency, throughput = ours_ms / bare_ms, ours_rate / bare_rate
    return [
        f'a draft to its answer, sandbox without latency (the bare bot says "ok"; medians of {_ROUNDS} runs)',
        f"  one by one      bare {bare_ms:6.1f} ms   ours {ours_ms:6.1f} ms   ratio {latency:.2f} (4 or less)",
        f"  all at once     bare {bare_rate:6.0f} /s   ours {ours_rate:6.0f} /s   ratio {throughput:.2f} (0.4 or more)",
        f"  memory          {memory:6.0f} MB at most, in the bot's process (250 or less)",
    ]


def _answers(module: list[str]) -> tuple[float, float, float]:
    """Median milliseconds of drafts one by one, drafts a second of many at once, and megabytes at most."""
    texts = drafts()
    with workspace() as sandbox, bot(sandbox, module) as process:
        for number in range(_WARM_UP):
            answer(sandbox, texts[number % len(texts)])
        times = [answer(sandbox, texts[number % len(texts)]) for number in range(_ONE_BY_ONE)]
        start = time.perf_counter()
        waiting = [sandbox.post(people.DRAFTER, texts[number % len(texts)]) for number in range(_TOGETHER)]

        def all_answered() -> bool:
            while waiting and sandbox.thread(waiting[-1]):
                waiting.pop()
            return not waiting

        sandbox.wait_for(all_answered, timeout=120)
        rate = _TOGETHER / (time.perf_counter() - start)
        return median(times) * 1000, rate, _most_memory(process)


def _most_memory(process: int) -> float:
    """The most memory a process ever held, in megabytes (Linux, proc(5): VmHWM)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def answer(sandbox: Sandbox, text: str) -> float:
    """Seconds from a draft's post to its card."""
    start = time.perf_counter()
    draft = sandbox.post(people.DRAFTER, text)
    sandbox.wait_for(lambda: sandbox.thread(draft), timeout=30)
    return time.perf_counter() - start


@contextmanager
def workspace() -> Iterator[Sandbox]:
    """A sandbox of its own."""
    manifest: dict[str, Any] = json.loads(app.MANIFEST.read_text(encoding="utf-8"))
    with Sandbox(manifest=manifest) as sandbox:
        yield sandbox


@contextmanager
def bot(sandbox: Sandbox, module: list[str], prepare: Callable[[str], None] = lambda _: None) -> Iterator[int]:
    """A bot as a process of its own: its id; `prepare`: what is done first with its database, by its URL."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "REVIEW_CHANNEL": sandbox.channel,
            "APPROVERS": people.MANAGERS,
            "DATABASE_URL": f"sqlite:///{folder}/reviews.db",
            "LOG_LEVEL": "ERROR",
            "MALLOC_ARENA_MAX": "2",  # as in the Procfile
        }
        # as at a host: the Procfile's release migrates, then the worker runs
        subprocess.run([sys.executable, "-m", "bot", "migrate"], env=environment, check=True)
        prepare(environment["DATABASE_URL"])
        with subprocess.Popen([sys.executable, "-m", *module], env=environment) as process:
            try:
                sandbox.wait_connected(timeout=60)
                yield process.pid
            finally:
                process.terminate()
                process.wait(timeout=30)

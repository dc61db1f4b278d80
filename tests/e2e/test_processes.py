"""The bot as its own process: both transports, the log, the end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bot.config import Settings
from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.e2e.office import CLEAN, OfficeAtWork

ROOT = Path(__file__).resolve().parents[2]


def environment(settings: Settings, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": settings.bot_token,
        "SLACK_API_URL": settings.api_url,
        "DATABASE_URL": settings.database_url,
        "REVIEW_CHANNEL": settings.review_channel,
        "APPROVERS": ",".join(settings.approvers),
        "LOG_LEVEL": "DEBUG",
        **more,
    }


@contextmanager
def process(log: Path, variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=variables, cwd=ROOT, stderr=out, stdout=out
        )
        try:
            yield running
        finally:
            running.kill()
            running.wait()


def finish(running: subprocess.Popen[bytes]) -> int:
    running.send_signal(signal.SIGTERM)
    return running.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for_server(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=1)
        except URLError as error:
            if "refused" not in str(error.reason):
                return
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


def test_the_log_holds_no_draft_and_no_token_even_at_debug(
    sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    office = OfficeAtWork(sandbox)
    with process(log, environment(settings, SLACK_APP_TOKEN=settings.app_token)) as running:
        sandbox.wait_connected(timeout=30)
        office.cleared()
        sandbox.fail_next("users.info", error="internal_error")
        sandbox.react(people.MANAGER2, sandbox.post(people.DRAFTER2, CLEAN), "white_check_mark")
        office.told(people.MANAGER2, "")
        assert finish(running) == 0
    text = log.read_text(encoding="utf-8")
    assert "the review desk is open" in text
    assert CLEAN[:8] not in text
    for secret in (settings.bot_token, settings.app_token, settings.signing_secret):
        assert secret not in text


def test_signed_http_does_what_socket_mode_does(sandbox: Sandbox, settings: Settings, tmp_path: Path) -> None:
    port = free_port()
    secrets = {"SLACK_SIGNING_SECRET": settings.signing_secret, "PORT": str(port)}
    with process(tmp_path / "log", environment(settings, **secrets)) as running:
        wait_for_server(port)
        sandbox.subscribe_http(f"http://127.0.0.1:{port}/slack/events")
        OfficeAtWork(sandbox).cleared()
        answer = sandbox.command(people.DRAFTER, "/sns-guideline", "5(12)")
        assert "職務上知り得た秘密や個人情報を含む情報を発信すること。" in str(answer["blocks"])
        assert finish(running) == 0


def test_a_request_without_slacks_signature_is_refused(sandbox: Sandbox, settings: Settings, tmp_path: Path) -> None:
    port = free_port()
    secrets = {"SLACK_SIGNING_SECRET": "another", "PORT": str(port)}
    with process(tmp_path / "log", environment(settings, **secrets)):
        wait_for_server(port)
        with pytest.raises(Exception, match="url_verification_failed"):
            sandbox.subscribe_http(f"http://127.0.0.1:{port}/slack/events")


def test_the_demo_opens_at_once_and_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "bot", "sandbox", "--port", str(port)]
    with (tmp_path / "log").open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out) as running:
        wait_for_server(port)
        with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert "SNS" in page.read().decode()
        taken = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert taken.returncode == 2
        assert "--port" in taken.stderr.decode().splitlines()[-1]
        time.sleep(1)
        assert finish(running) == 0

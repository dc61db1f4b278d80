"""A PostgreSQL server of the tests' own, on a socket in a temporary folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def missing() -> str | None:
    """Why there is no PostgreSQL here, or None."""
    return None if _program("initdb") and _program("postgres") else "PostgreSQL's server programs are not installed"


@contextmanager
def running() -> Iterator[str]:
    """The URL of a fresh server, stopped and removed at the end."""
    folder = Path(mkdtemp(prefix="sns-review-pg-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    _run("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str | None:
    return next((str(home / name) for home in _HOMES if (home / name).exists()), None) or shutil.which(name)


def _run(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL, which refuses to work for root."""
    command = [str(_program(name)), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, capture_output=True, cwd="/")

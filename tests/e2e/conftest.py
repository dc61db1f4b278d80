import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import app
from bot.config import Settings
from bot.sandbox.server import Sandbox
from tests.e2e.office import OfficeAtWork


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    manifest = json.loads(app.MANIFEST.read_text(encoding="utf-8"))
    with Sandbox(manifest=manifest) as workspace:
        yield workspace


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path) -> Settings:
    values = {"DATABASE_URL": f"sqlite:///{tmp_path}/reviews.db"}
    return app.in_sandbox(Settings.read(values), sandbox)


@pytest.fixture
def office(sandbox: Sandbox, settings: Settings) -> Iterator[OfficeAtWork]:
    close = app.open_desk(settings)
    yield OfficeAtWork(sandbox)
    close()

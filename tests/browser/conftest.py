"""A server over the sample documents, and a browser; tests that need what is not there are skipped and say why."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kg import build
from kg.settings import Settings
from tests.publish.conftest import ROOT, start


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the graph of all sample documents."""
    samples = sorted((ROOT / "seeds" / "documents").glob("*.*"))
    with served(samples, tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def real_site(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the graph of the real documents."""
    texts = sorted((reference / "corpus").glob("*.txt"))
    with served(texts, tmp_path_factory.mktemp("real")) as address:
        yield address


@pytest.fixture(scope="session")
def main_site(request: pytest.FixtureRequest) -> str:
    """The address of a server over the graph of the real documents where these are at hand, else of the samples."""
    given = os.environ.get("MANDATEGRAPH_REFERENCE")
    address: str = request.getfixturevalue("real_site" if given else "site")
    return address


@contextmanager
def served(documents: Sequence[Path], folder: Path) -> Iterator[str]:
    """The address of a server over the graph of these documents."""
    settings = Settings(store=folder / "store", decisions=folder / "decisions")
    build([str(path) for path in documents], settings, now="2026-01-01T00:00:00Z")
    process, address = start(folder / "store")
    try:
        yield address
    finally:
        process.terminate()
        assert process.wait(20) == 0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser without a window; an event loop runs beside it, which tests of other modules could not bear."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("needs the browser chromium: apt-get install chromium")
    with sync_api.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of the accessibility checker."""
    given = os.environ.get("MANDATEGRAPH_AXE")
    if not given:
        pytest.skip("needs axe-core: set MANDATEGRAPH_AXE to its file axe.min.js")
    return Path(given).read_text(encoding="utf-8")

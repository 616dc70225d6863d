"""What tests share: the reference material, stores that are only read, and how far hypothesis goes."""

import gc
import os
import shutil
from pathlib import Path

import hypothesis
import pytest

from kg import assets, pipeline
from kg.settings import Settings

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_collection_finish() -> None:
    _settled()


def _settled() -> None:
    """What is loaded by now stays: the collector need not go through all of it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of real documents with their answers; tests that need it skip where it is not given."""
    given = os.environ.get("MANDATEGRAPH_REFERENCE")
    if not given:
        pytest.skip("needs the reference material: set MANDATEGRAPH_REFERENCE to its folder")
    folder = Path(given).resolve()
    # Wrongly set is a mistake to be told, not a reason to leave out half of the tests.
    assert (folder / "corpus").is_dir(), f"MANDATEGRAPH_REFERENCE={given} has no folder corpus"
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of our own sample documents."""
    return assets.folder("seeds") / "documents"


@pytest.fixture(scope="session")
def sample_store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample documents, for reading only."""
    home = tmp_path_factory.mktemp("samples")
    settings = Settings(store=home / "store", decisions=home / "decisions")
    pipeline.build([samples], settings, now="2026-01-01T00:00:00Z")
    _settled()
    return settings.store


@pytest.fixture(scope="session")
def bare_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the vocabularies and no document any more, for reading only."""
    home = tmp_path_factory.mktemp("bare")
    settings = Settings(store=home / "store", decisions=home / "decisions")
    gone = home / "gone.txt"
    gone.write_text("Nobody says anything.", encoding="utf-8")
    pipeline.build([gone], settings, now="2026-01-01T00:00:00Z")
    pipeline.remove(str(gone), settings, now="2026-01-01T00:00:00Z")
    _settled()
    return settings.store


@pytest.fixture
def words_at_hand(bare_store: Path, tmp_path: Path) -> Path:
    """A store without documents of a test's own, `store` in its folder.

    A first build loads the vocabularies, which takes most of its time; a build here does not.
    """
    return Path(shutil.copytree(bare_store, tmp_path / "store", symlinks=True))

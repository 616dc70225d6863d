"""What tests share: the reference material, and how far hypothesis goes."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


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

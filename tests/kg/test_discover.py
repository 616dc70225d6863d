"""A file in a plug-in folder is a plug-in, and a broken one is named."""

from pathlib import Path

import pytest

from kg.discover import plugins
from kg.errors import PluginError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A package of its own for each test: what is imported once stays imported."""
    home = tmp_path / f"plugins_{request.node.name}"
    home.mkdir()
    (home / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    return home


def test_plugins_come_by_name_and_private_files_are_none(folder: Path) -> None:
    (folder / "second.py").write_text("NAME = 'second'")
    (folder / "first.py").write_text("NAME = 'first'")
    (folder / "_shared.py").write_text("raise RuntimeError")
    found = plugins(folder.name, "NAME")
    assert [module.__name__ for module in found] == [f"{folder.name}.first", f"{folder.name}.second"]


def test_what_a_plugin_lacks_is_named(folder: Path) -> None:
    (folder / "half.py").write_text("NAME = 'half'")
    with pytest.raises(PluginError, match="does not define EXAMPLES, find") as told:
        plugins(folder.name, "NAME", "EXAMPLES", "find")
    assert told.value.where == f"{folder.name}/half.py"


@pytest.mark.parametrize("code", ["def", "import no_such_module", "raise RuntimeError('no')"])
def test_a_plugin_that_cannot_be_loaded_is_named(folder: Path, code: str) -> None:
    (folder / "broken.py").write_text(code)
    with pytest.raises(PluginError, match="cannot be loaded") as told:
        plugins(folder.name, "NAME")
    assert told.value.where == f"{folder.name}/broken.py"

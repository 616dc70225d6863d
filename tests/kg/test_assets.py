"""Data folders are found beside the code or inside the package, and their loss is told."""

from pathlib import Path

import pytest

from kg import assets
from kg.errors import ConfigError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "kg"
    home.mkdir()
    monkeypatch.setattr(assets, "_PACKAGE", home)
    return home


def test_a_checkout_has_its_data_beside_the_code(package: Path) -> None:
    (package.parent / "shapes").mkdir()
    assert assets.folder("shapes") == package.parent / "shapes"


def test_an_installed_package_has_its_data_inside(package: Path) -> None:
    (package.parent / "shapes").mkdir()
    (package / "_data" / "shapes").mkdir(parents=True)
    assert assets.folder("shapes") == package / "_data" / "shapes"


def test_a_lost_folder_is_told(package: Path) -> None:
    with pytest.raises(ConfigError, match="the data folder ontology is missing") as told:
        assets.folder("ontology")
    assert told.value.where == str(package)


def test_files_come_in_order_of_their_path(package: Path) -> None:
    folder = package.parent / "seeds" / "vocab"
    folder.mkdir(parents=True)
    (folder / "b.ttl").touch()
    (folder / "a.ttl").touch()
    (folder / "a.md").touch()
    assert assets.files("seeds", "vocab/*.ttl") == (folder / "a.ttl", folder / "b.ttl")

"""What goes wrong while a store is written leaves a whole store: the one before, or the new one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kg.conftest import Kg, dump

ROOT = Path(__file__).resolve().parent.parent
_MEGABYTES = 24


@pytest.mark.slow
def test_fifty_builds_that_are_killed_leave_fifty_whole_stores(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.killing", str(tmp_path), "50"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["killed"] == 50
    assert len(told["whole"]) == 2
    assert set(told["states"]) <= set(told["whole"])
    assert told["again"]
    assert told["left"] == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs"]
    if (
        os.geteuid()
        or subprocess.run(["mount", *options, str(place)], check=False, capture_output=True).returncode
    ):
        pytest.skip("a file system can only be mounted by root, with the right to do so")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("kilobytes", [23_500, 20_000, 16_000, 12_000, 8_000])
def test_a_full_disk_is_told_and_the_store_is_served_as_before(
    built: Kg, tmp_path: Path, small_disk: Path, kilobytes: int
) -> None:
    built("backup", small_disk / "store")
    before = dump(small_disk / "store")
    used = sum(path.stat().st_size for path in small_disk.rglob("*") if path.is_file())
    (small_disk / "ballast").write_bytes(bytes(max(0, kilobytes * 1024 - used)))
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.\n" * 40_000)
    ended = built("build", "b.txt", "--store", small_disk / "store")
    assert (ended.code, ended.out) == (4, "")
    assert "the disk is full" in ended.err
    assert dump(small_disk / "store") == before


def test_after_room_was_made_the_same_command_works(built: Kg, tmp_path: Path, small_disk: Path) -> None:
    built("backup", small_disk / "store")
    used = sum(path.stat().st_size for path in small_disk.rglob("*") if path.is_file())
    (small_disk / "ballast").write_bytes(bytes(_MEGABYTES * 1024 * 1024 - used - 1_000_000))
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.\n" * 40_000)
    assert built("build", "b.txt", "--store", small_disk / "store").code == 4
    (small_disk / "ballast").unlink()
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.\n")
    assert built("build", "b.txt", "--store", small_disk / "store").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_fails_alone(built: Kg, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    (tmp_path / "b.txt").chmod(0)
    ended = built("build", "b.txt", "a.txt")
    assert ended.code == 1
    assert ended.out.startswith("failed: b.txt (")

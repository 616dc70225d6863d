"""What goes wrong while a store is written leaves a whole store: the one before, or the new one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kg.conftest import Kg, dump

ROOT = Path(__file__).resolve().parents[2]
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


def fill(disk: Path, kilobytes: int) -> None:
    """Leaves that much room."""
    free = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_frsize - kilobytes * 1024))


@pytest.mark.parametrize("kilobytes", [0, 40, 200, 400])
def test_a_full_disk_is_told_and_the_store_is_served_as_before(
    built: Kg, tmp_path: Path, small_disk: Path, kilobytes: int
) -> None:
    shutil.copytree(tmp_path / "mandategraph-store", small_disk / "store", symlinks=True)
    before = dump(small_disk / "store")
    fill(small_disk, kilobytes)
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.\n")
    ended = built("build", "b.txt", "--store", small_disk / "store")
    assert (ended.code, ended.out) == (4, ""), ended.err
    assert "the disk is full" in ended.err
    assert dump(small_disk / "store") == before
    (small_disk / "ballast").unlink()
    assert built("build", "b.txt", "--store", small_disk / "store").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_fails_alone(built: Kg, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    (tmp_path / "b.txt").chmod(0)
    ended = built("build", "b.txt", "a.txt")
    assert ended.code == 1
    assert ended.out.startswith("failed: b.txt (")

"""Sorted files: the same lines as in memory, however small the pieces are that are worked on."""

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish import sorting

words = st.text("abc\r é", max_size=4).map(lambda text: f"{text}\n".encode())
files = st.lists(words, max_size=40, unique=True)


def kept(lines: list[bytes], path: Path) -> Path:
    path.write_bytes(b"".join(sorted(lines)))
    return path


def test_sorting_through_files_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [b"%d\n" % (number * 7919 % 1000) for number in range(3000)]
    monkeypatch.setattr(sorting, "_RUN", 100)
    monkeypatch.setattr(sorting, "_FAN", 3)
    sha256 = sorting.write_sorted([lines[:10], lines[10:500], lines[500:]], tmp_path / "lines")
    expected = b"".join(sorted(set(lines)))
    assert (tmp_path / "lines").read_bytes() == expected
    assert sha256 == hashlib.sha256(expected).hexdigest()


def test_no_lines_are_an_empty_file(tmp_path: Path) -> None:
    assert sorting.write_sorted([], tmp_path / "lines") == hashlib.sha256(b"").hexdigest()
    assert (tmp_path / "lines").read_bytes() == b""


def test_a_file_that_is_new_has_changed_in_every_line(tmp_path: Path) -> None:
    new = kept([b"a\n", b"b\n"], tmp_path / "new")
    assert sorted(sorting.changes(None, new)) == [b"a\n", b"b\n"]
    assert sorted(sorting.changes(new, None)) == [b"a\n", b"b\n"]
    assert list(sorting.changes(None, None)) == []


@given(files, files, st.sampled_from([1, 8, 1 << 20]))
def test_changes_are_the_lines_of_one_file_alone(old: list[bytes], new: list[bytes], run: int) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(sorting, "_RUN", run)
        found = sorting.changes(kept(old, Path(folder, "old")), kept(new, Path(folder, "new")))
        assert sorted(found) == sorted(set(old) ^ set(new))


@given(files, files, files, st.sampled_from([1, 8, 1 << 20]))
def test_lines_come_and_go_and_the_rest_stays(
    source: list[bytes], come: list[bytes], gone: list[bytes], block: int
) -> None:
    expected = b"".join(sorted({*source, *come} - set(gone)))
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(sorting, "_BLOCK", block)
        done = sorting.write_changed(kept(source, Path(folder, "source")), come, gone, Path(folder, "new"))
        assert Path(folder, "new").read_bytes() == expected
        assert done == (set(come) - set(gone) - set(source), set(source) & set(gone))

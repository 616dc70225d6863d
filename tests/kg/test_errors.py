"""Messages say what, where and what to do; each kind has the exit code of the contract."""

import errno
import pickle
import sqlite3

import pytest

from kg import errors


def test_a_message_names_place_fault_and_remedy() -> None:
    error = errors.ReadError("the file is empty", where="a.txt", remedy="give a file with text")
    assert str(error) == "a.txt: the file is empty. Give a file with text."


def test_a_message_may_do_without_place_and_remedy() -> None:
    assert str(errors.KgError("it broke")) == "it broke."


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.KgError, 70),
        (errors.ConfigError, 2),
        (errors.SourceError, 3),
        (errors.ReadError, 1),
        (errors.PluginError, 70),
        (errors.VocabularyError, 2),
        (errors.QueryError, 2),
        (errors.StoreError, 3),
        (errors.LimitError, 4),
    ],
)
def test_each_kind_has_its_exit_code(kind: type[errors.KgError], code: int) -> None:
    assert kind("x").exit_code == code
    assert issubclass(kind, errors.KgError)


def test_an_error_comes_whole_out_of_another_process() -> None:
    error = errors.LimitError("the disk is full", where="store", remedy="free some space")
    assert str(pickle.loads(pickle.dumps(error))) == "store: the disk is full. Free some space."


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError("IO error: No space left on device: while appending to file"), True),
        (sqlite3.OperationalError("database or disk is full"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (sqlite3.OperationalError("database is locked"), False),
    ],
)
def test_a_full_disk_is_known_by_number_or_words(error: Exception, full: bool) -> None:
    assert errors.is_disk_full(error) is full

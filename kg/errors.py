"""What can go wrong, as one tree. Every message says what was met, where, and what to do.

    KgError
    ├── ConfigError       settings, flags, wrong usage          exit 2
    ├── SourceError       a path or store that is not there     exit 3
    ├── ReadError         a document that cannot be read        exit 1
    ├── PluginError       a file in a plug-in folder            exit 70
    ├── VocabularyError   ontology, shapes, vocabularies        exit 2
    ├── QueryError        SPARQL or a named question            exit 2
    ├── StoreError        the store on disk or far away         exit 3
    └── LimitError        time, rows, memory, disk              exit 4

Exit codes are those of the command line; a caller in Python catches the class.
"""

import errno

_FULL = ("No space left on device", "disk is full")
"""How RocksDB and SQLite say it."""


class KgError(Exception):
    """Base of all errors that the user can do something about.

    `what` was met, `where` it was met, and the `remedy`, each a phrase without a full stop.
    """

    exit_code = 70

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f". {self.remedy[:1].upper()}{self.remedy[1:]}" if self.remedy else ""
        return f"{place}{self.what}{remedy}."


class ConfigError(KgError):
    """Settings or arguments that make no sense."""

    exit_code = 2


class SourceError(KgError):
    """An input that does not exist or cannot be reached."""

    exit_code = 3


class ReadError(KgError):
    """A document whose bytes cannot be turned into text."""

    exit_code = 1


class PluginError(KgError):
    """A file in a plug-in folder that does not define what it must."""

    exit_code = 70


class VocabularyError(KgError):
    """An ontology, shape or vocabulary file that cannot be used."""

    exit_code = 2


class QueryError(KgError):
    """A query that cannot be parsed or a question that does not exist."""

    exit_code = 2


class StoreError(KgError):
    """A store that is missing, locked, of another version or not writable."""

    exit_code = 3


class LimitError(KgError):
    """A limit was reached: time, rows, memory or disk."""

    exit_code = 4


def is_disk_full(error: Exception) -> bool:
    """Whether the fault is that the disk, or our share of it, is full; databases tell it in words alone."""
    told = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    return told or any(words in str(error) for words in _FULL)

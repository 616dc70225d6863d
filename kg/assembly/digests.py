"""Hashes of what results depend on beside the documents: code and data."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg import __version__, assets
from kg.iris import digest

_AFTER = frozenset(
    {
        "answers",
        "ask",
        "assembly",
        "cli",
        "commands",
        "decisions",
        "engines",
        "evaluate",
        "fetch",
        "graph",
        "identity",
        "inspection",
        "labels",
        "parameters",
        "pipeline",
        "predictions",
        "query",
        "questions",
        "readers",
        "shacl",
        "show",
        "sources",
        "store",
        "tables",
        "validate",
        "vocabularies",
        "why",
        "zipped",
    }
)
"""Parts of `kg` that read files, work on what was extracted, or print; all else, new parts too, extracts."""


@cache
def code_digest() -> str:
    """Hash of the whole code: what a build says of the software that made it."""
    return _hashed(path for path, _ in _files())


@cache
def extraction_digest() -> str:
    """Hash of the code that turns text into statements: any change of it makes extractions anew."""
    return _hashed(path for path, part in _files() if part not in _AFTER)


@cache
def data_digest() -> str:
    """Hash of ontology, shapes, vocabularies and catalogue."""
    paths = [
        *assets.files("ontology", "*"),
        *assets.files("shapes", "**/*.*"),
        *assets.files("seeds", "sources/*"),
    ]
    return digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()))


def _files() -> Iterator[tuple[Path, str]]:
    """Each file of the code, and the part of `kg` that it belongs to."""
    for path in sorted(_home().rglob("*.py")):
        parts = path.relative_to(_home()).with_suffix("").parts
        if "_data" not in parts:
            yield path, parts[0]


def _home() -> Path:
    return Path(__file__).parent.parent


def _hashed(paths: Iterator[Path]) -> str:
    whole = hashlib.sha256(__version__.encode())
    for path in paths:
        whole.update(path.relative_to(_home()).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()

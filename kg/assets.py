"""Finds ontology, shapes, queries and seeds: beside the code in a checkout, inside it in an installed wheel."""

from pathlib import Path

from kg.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent
FOLDERS = ("ontology", "shapes", "queries", "seeds")


def folder(name: str) -> Path:
    """The data folder `name` (one of `FOLDERS`).

    Raises `ConfigError` where the installation lost it.
    """
    for home in (_PACKAGE / "_data", _PACKAGE.parent):
        if (home / name).is_dir():
            return home / name
    raise ConfigError(
        f"the data folder {name} is missing", where=str(_PACKAGE), remedy="install mandategraph again"
    )


def files(name: str, pattern: str) -> tuple[Path, ...]:
    """The files of data folder `name` that match `pattern`, in order of their path."""
    return tuple(sorted(folder(name).glob(pattern)))

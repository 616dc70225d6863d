"""One frozen `Settings`, from flags over environment over project file over user file over defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from kg.errors import ConfigError

DEFAULT_BASE = "https://w3id.org/mandategraph/"
PROJECT_FILE = "mandategraph.toml"
DEFAULT_HOSTS = ("un.org", "undocs.org")
"""Hosts whose documents may be fetched, with all hosts below them."""
_VARIABLES = {
    "store": "MANDATEGRAPH_STORE",
    "decisions": "MANDATEGRAPH_DECISIONS",
    "base": "MANDATEGRAPH_BASE",
    "threshold": "MANDATEGRAPH_THRESHOLD",
    "model": "MANDATEGRAPH_MODEL",
    "hosts": "MANDATEGRAPH_HOSTS",
    "cache": "MANDATEGRAPH_CACHE",
    "offline": "MANDATEGRAPH_OFFLINE",
}
_BASE = re.compile(
    r"https?://(?:\[[0-9a-fA-F:.]+\]|[\w.~-]+)(?::\d{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-fA-F]{2})+)*/?"
)
"""A web address without user, query and fragment, of nothing but what an IRI may hold."""

_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,9}[a-z][a-z0-9-]{0,61}")
"""A name with a dot in it: no bare word and no number of a machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run was told. `base` is none where nothing was said: a store then keeps its own."""

    store: Path = Path("mandategraph-store")
    decisions: Path = Path("mandategraph-decisions")
    base: str | None = None
    threshold: Decimal = Decimal("0.60")
    """Confidence from which a statement is accepted by policy."""
    curated: bool = True
    """Whether curated programmes, publications and events take part in recognition."""
    model: str | None = None
    """Name of a trained spaCy pipeline that the user has installed."""
    hosts: tuple[str, ...] = DEFAULT_HOSTS
    """Hosts whose documents may be fetched by https, with all hosts below them."""
    cache: Path | None = None
    """Folder for copies of fetched documents; the user's own cache where none is named."""
    offline: bool = False
    """Whether addresses are read from those copies only."""


def load(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    project: Path = Path(PROJECT_FILE),
    user: Path | None = None,
) -> Settings:
    """The settings in force; a flag that is none counts as not given.

    Raises `ConfigError` for a broken file, an unknown key or a value that cannot be meant.
    """
    told: dict[str, Any] = {}
    for source in (
        _table(user or _user_file(environment)),
        _table(project),
        _variables(environment),
        flags or {},
    ):
        told |= {key: value for key, value in source.items() if value is not None}
    return Settings(**{key: _typed(key, value) for key, value in told.items()})


def _user_file(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", ".")) / ".config"
    return Path(home) / "mandategraph" / PROJECT_FILE


def user_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for copies of what was fetched, where no other is named."""
    home = environment.get("XDG_CACHE_HOME") or Path(environment.get("HOME", ".")) / ".cache"
    return Path(home) / "mandategraph"


def _variables(environment: Mapping[str, str]) -> dict[str, str]:
    return {key: environment[name] for key, name in _VARIABLES.items() if environment.get(name)}


def _table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return {}
    except OSError as error:
        raise ConfigError(
            f"the settings cannot be read: {error.strerror}", where=str(path), remedy="give a TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the settings are not valid TOML: {error}", where=str(path), remedy="mend that line"
        ) from error
    unknown = sorted(table.keys() - {field.name for field in fields(Settings)})
    if unknown:
        known = ", ".join(field.name for field in fields(Settings))
        raise ConfigError(f"unknown setting {unknown[0]}", where=str(path), remedy=f"use one of {known}")
    return table


def _typed(key: str, value: Any) -> Any:
    match key:
        case "store" | "decisions" | "cache" if isinstance(value, str | Path):
            return Path(value)
        case "threshold":
            return _threshold(value)
        case "base":
            return _base(str(value))
        case "curated" | "offline" if isinstance(value, bool):
            return value
        case "offline" if value in ("1", "true", "0", "false"):
            return value in ("1", "true")
        case "hosts":
            return _hosts(value)
        case "model" if isinstance(value, str):
            return value
        case _:
            raise ConfigError(
                f"{key} cannot be {value!r}",
                where="settings",
                remedy="give true or false" if key in ("curated", "offline") else "give text in quotes",
            )


def _threshold(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= 1:
        raise ConfigError(
            f"the threshold {value} is not a number from 0 to 1", where="settings", remedy="give 0.60, say"
        )
    return number


def _hosts(value: Any) -> tuple[str, ...]:
    """The names of a list, or of words with blanks or commas between them."""
    names = re.split(r"[\s,]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(
        isinstance(name, str) and _HOST.fullmatch(name.lower()) for name in names
    ):
        raise ConfigError(
            f"hosts cannot be {value!r}", where="settings", remedy='give names: hosts = ["un.org", "itu.int"]'
        )
    return tuple(name.lower() for name in names)


def _base(value: str) -> str:
    if not _BASE.fullmatch(value) or re.search(r"/\.\.?(?:/|\Z)", value):
        raise ConfigError(
            f"the base {value!r} is no web address", where="settings", remedy="give an http or https address"
        )
    return value if value.endswith("/") else value + "/"

"""One frozen `Settings`, from flags over environment over project file over user file over defaults."""

import hashlib
import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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
    "schemes": "MANDATEGRAPH_SCHEMES",
    "cache": "MANDATEGRAPH_CACHE",
    "offline": "MANDATEGRAPH_OFFLINE",
    "work": "MANDATEGRAPH_WORK",
    "file_megabytes": "MANDATEGRAPH_FILE_MEGABYTES",
}
_MOST_MEGABYTES = 1024
_REMEDIES = {
    "curated": "give true or false",
    "offline": "give true or false",
    "file_megabytes": f"give a whole number from 1 to {_MOST_MEGABYTES}",
}
_TIMEOUT = 60.0
_PARTS = {
    "query": "MANDATEGRAPH_STORE_QUERY",
    "update": "MANDATEGRAPH_STORE_UPDATE",
    "data": "MANDATEGRAPH_STORE_DATA",
    "timeout": "MANDATEGRAPH_STORE_TIMEOUT",
}
"""What may be told of a service beside its address."""
_BASE = re.compile(
    r"https?://(?:\[[0-9a-fA-F:.]+\]|[\w.~-]+)(?::\d{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-fA-F]{2})+)*/?"
)
"""A web address without user, query and fragment, of nothing but what an IRI may hold."""

_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,9}[a-z][a-z0-9-]{0,61}")
"""A name with a dot in it: no bare word and no number of a machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A SPARQL 1.1 service that is the store; what is none is found out from its address."""

    address: str
    query: str | None = None
    update: str | None = None
    data: str | None = None
    """For the Graph Store HTTP Protocol."""
    timeout: float = _TIMEOUT
    """Seconds that one answer may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run was told. `base` is none where nothing was said: a store then keeps its own."""

    store: Path = Path("mandategraph-store")
    """Folder of the store; of a remote one, the folder where builds are made before they are sent."""
    remote: Remote | None = None
    """The service that is the store, where `store` was given as a web address."""
    work: Path | None = None
    """Folder for the builds of a remote store; one in the user's own cache where none is named."""
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
    schemes: tuple[str, ...] = ()
    """Kinds of other addresses that may be asked for documents, such as `s3`."""
    cache: Path | None = None
    """Folder for copies of fetched documents; the user's own cache where none is named."""
    offline: bool = False
    """Whether addresses are read from those copies only."""
    file_megabytes: int = 64
    """What one file of documents may have; the longest reports of the United Nations stay below a hundredth of it."""


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
    parts = told.pop("remote", {})
    typed = {key: _typed(key, value) for key, value in told.items() if key != "store" or not _is_web(value)}
    if _is_web(told.get("store")):
        parts = {**_checked_parts(parts), **_variables(environment, _PARTS)}
        typed["remote"] = remote = _remote(str(told["store"]), parts)
        cache = typed.get("cache") or user_cache(environment)
        typed["store"] = typed.get("work") or cache / "stores" / _folder_name(remote.address)
    return Settings(**typed)


def _is_web(value: Any) -> bool:
    return isinstance(value, str) and value.lower().startswith(("http://", "https://"))


def _folder_name(address: str) -> str:
    host = re.sub(r"[^A-Za-z0-9.-]", "_", urlsplit(address).netloc)
    return f"{host}-{hashlib.sha256(address.encode()).hexdigest()[:12]}"


def _checked_parts(parts: Any) -> dict[str, Any]:
    if not isinstance(parts, dict) or not parts.keys() <= _PARTS.keys():
        raise ConfigError(
            "remote cannot be that", where="settings", remedy=f"give a table [remote] of {', '.join(_PARTS)}"
        )
    return parts


def _remote(address: str, parts: Mapping[str, Any]) -> Remote:
    try:
        seconds = float(parts.get("timeout", _TIMEOUT))
    except (TypeError, ValueError):
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ConfigError(
            "the timeout of the store is no number of seconds", where="settings", remedy="give 60, say"
        )
    places = {name: _service(str(value)) for name, value in parts.items() if name != "timeout"}
    return Remote(address=_service(address), timeout=seconds, **places)


def _service(address: str) -> str:
    """The address of a service: https, or http on this machine, with nothing secret in it."""
    try:
        told = urlsplit(address)
        host, _ = told.hostname or "", told.port
    except ValueError:
        host = ""
    if not host or not address.isprintable() or re.search(r'[\s<>"{}|\\^`?#]', address):
        raise ConfigError(
            "the store is no web address", where="--store", remedy="give https://HOST/PATH without ? and #"
        )
    if told.username is not None or told.password is not None:
        raise ConfigError(
            "the address of the store holds a name or password",
            where="--store",
            remedy="leave it out and set MANDATEGRAPH_STORE_USER and MANDATEGRAPH_STORE_PASSWORD",
        )
    if told.scheme.lower() != "https" and not _is_here(host):
        raise ConfigError(
            "a store on another machine is reached by https only",
            where=address,
            remedy="give an https address, or make a tunnel to this machine",
        )
    return address.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _user_file(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", ".")) / ".config"
    return Path(home) / "mandategraph" / PROJECT_FILE


def user_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for copies of what was fetched, where no other is named."""
    home = environment.get("XDG_CACHE_HOME") or Path(environment.get("HOME", ".")) / ".cache"
    return Path(home) / "mandategraph"


def _variables(environment: Mapping[str, str], names: Mapping[str, str] = _VARIABLES) -> dict[str, str]:
    return {key: environment[name] for key, name in names.items() if environment.get(name)}


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
        case "store" | "decisions" | "cache" | "work" if isinstance(value, str | Path):
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
        case "schemes":
            return _schemes(value)
        case "file_megabytes" if (
            re.fullmatch(r"[0-9]{1,4}", str(value)) and 0 < int(value) <= _MOST_MEGABYTES
        ):
            return int(value)
        case "model" if isinstance(value, str):
            return value
        case _:
            raise ConfigError(
                f"{key} cannot be {value!r}",
                where="settings",
                remedy=_REMEDIES.get(key, "give text in quotes"),
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


def _schemes(value: Any) -> tuple[str, ...]:
    """Schemes of a list, or of words with blanks or commas between them."""
    names = re.split(r"[\s,]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(
        isinstance(name, str) and re.fullmatch(r"[a-z][a-z0-9+.-]*", name) for name in names
    ):
        raise ConfigError(
            f"schemes cannot be {value!r}", where="settings", remedy='give names: schemes = ["s3", "gs"]'
        )
    if {"http", "https"} & set(names):
        raise ConfigError(
            "web addresses are allowed by their hosts", where="settings", remedy='use hosts = ["un.org"]'
        )
    return tuple(names)


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

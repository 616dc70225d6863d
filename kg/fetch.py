"""Bytes from an address that the user named, within limits, and never by way of another network than it seems.

Redirects are followed one by one: to the same host, or by https to a host whose every address is public, so that an
address on the internet cannot lead into the user's own network. Where hosts are listed, each step, the first one
too, is by https to one of them, and the connection goes to the very address that was found to be public.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from kg.errors import LimitError, SourceError

if TYPE_CHECKING:
    from httpx import URL, Response

SIZE_LIMIT = 64 * 2**20
TIME_LIMIT = 60.0
_REDIRECTS = 5


def is_address(where: str) -> bool:
    """Whether this is a web address rather than a path."""
    return where.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave; no data where the copy that was told of is still the same."""

    data: bytes | None
    media_type: str
    charset: str = ""
    """The encoding that the server tells; empty where it tells none."""
    tag: str = ""
    """The server's name for this version of the bytes (`ETag`)."""


def fetch(
    address: str, *, accept: str = "*/*", size: int = SIZE_LIMIT, seconds: float = TIME_LIMIT
) -> tuple[bytes, str]:
    """The bytes at `address` and their media type; `size` in bytes, `seconds` for the whole exchange.

    `accept` lists the media types that are wanted, as HTTP writes them.

    Raises `SourceError` where it cannot be reached and `LimitError` where it is too large or too slow.
    """
    found = _followed(address, None, {"Accept": accept}, size, seconds)
    return found.data or b"", found.media_type


def fetch_from(
    address: str, hosts: Sequence[str], *, tag: str = "", size: int = SIZE_LIMIT, seconds: float = TIME_LIMIT
) -> Fetched:
    """The bytes at an https address of one of the `hosts` or of a host below one of them (`docs.un.org` of `un.org`).

    With the `tag` of a copy at hand nothing comes back where that is still the same. Raises `SourceError` where the
    host is not listed or not public, or cannot be reached, and `LimitError` where it is too large or too slow.
    """
    return _followed(address, tuple(hosts), {"If-None-Match": tag} if tag else {}, size, seconds)


def _followed(
    address: str, hosts: tuple[str, ...] | None, headers: Mapping[str, str], size: int, seconds: float
) -> Fetched:
    import httpx

    deadline = time.monotonic() + seconds
    place = address
    with (
        httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
        _hung_up(seconds) as trace,
    ):
        for _ in range(_REDIRECTS):
            where, extra = _target(place, address, hosts)
            told = {"Accept-Encoding": "identity", **headers, **extra.get("headers", {})}
            options = {**extra.get("extensions", {}), "trace": trace}
            try:
                with client.stream("GET", where, headers=told, extensions=options) as answer:
                    if answer.status_code == httpx.codes.NOT_MODIFIED and "If-None-Match" in headers:
                        return Fetched(data=None, media_type="")
                    if answer.is_redirect:
                        place = urljoin(place, answer.headers["location"])
                        continue
                    answer.raise_for_status()
                    data = _body(answer, address, size, deadline)
                    media_type, charset = _type(answer)
                    tag = str(answer.headers.get("etag", ""))
                    return Fetched(data=data, media_type=media_type, charset=charset, tag=tag)
            except httpx.TimeoutException as error:
                raise _slow(address, seconds) from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                if time.monotonic() >= deadline:
                    raise _slow(address, seconds) from error
                raise SourceError(
                    f"it cannot be fetched: {error}", where=address, remedy="check the address"
                ) from error
    raise SourceError("it redirects too often", where=address, remedy="give the address that it leads to")


@contextmanager
def _hung_up(seconds: float) -> Iterator[Callable[[str, Mapping[str, Any]], None]]:
    """Takes note of each connection, and hangs up when the time is over, however little and often it says."""
    connections: list[socket.socket] = []

    def trace(event: str, told: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            connections.append(told["return_value"].get_extra_info("socket"))

    def hang_up() -> None:
        for connection in connections:
            with suppress(OSError):  # closed by now, or handed on to TLS
                connection.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(seconds, hang_up)
    clock.daemon = True
    clock.start()
    try:
        yield trace
    finally:
        clock.cancel()


def _body(answer: "Response", address: str, size: int, deadline: float) -> bytes:
    parts, total = [], 0
    for part in answer.iter_bytes():
        total += len(part)
        if total > size:
            raise LimitError(
                f"it is larger than {size} bytes", where=address, remedy="download it and name the file"
            )
        parts.append(part)
    if time.monotonic() > deadline:  # we may have hung up ourselves, and an answer without a length just ends
        raise _slow(address, 0) from TimeoutError()
    return b"".join(parts)


def _slow(address: str, seconds: float) -> LimitError:
    limit = f" within {seconds:g} seconds" if seconds else " in time"
    return LimitError(
        f"it did not arrive{limit}", where=address, remedy="try again, or download it and name the file"
    )


def _type(answer: "Response") -> tuple[str, str]:
    """Media type and charset, both in lower case (RFC 9110, 8.3)."""
    told = Message()
    told["content-type"] = str(answer.headers.get("content-type", ""))
    return told.get_content_type() if told["content-type"] else "", str(told.get_param("charset", "")).lower()


def _target(place: str, first: str, hosts: tuple[str, ...] | None) -> tuple["URL | str", dict[str, Any]]:
    """What to ask for, and with which headers and extensions.

    Raises `SourceError` for a place that may not be asked.
    """
    parts = _split(place)
    if hosts is None:
        _permitted(parts, first)
        return place, {}
    return _pinned(place, parts, hosts)


def _split(place: str) -> SplitResult:
    try:
        parts = urlsplit(place)
        usable = parts.hostname is not None and parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SourceError("this is no web address", where=place, remedy="give an https address")
    return parts


def _permitted(target: SplitResult, first: str) -> None:
    """Nothing where the host may be asked.

    Raises `SourceError` for a redirect that leaves https or the public internet.
    """
    host = target.hostname or ""
    if host == urlsplit(first).hostname:
        return
    if target.scheme != "https" or not all(_public(address) for address in _addresses(host)):
        raise SourceError(
            f"it redirects to {host}, which is not a public https address",
            where=first,
            remedy="give the address that it leads to, if it is meant",
        )


def _pinned(place: str, target: SplitResult, hosts: tuple[str, ...]) -> tuple["URL", dict[str, Any]]:
    """The place with the number of its host instead of the name, so that nobody can give another one meanwhile."""
    import httpx

    host = (target.hostname or "").rstrip(".")
    if target.scheme != "https":
        raise SourceError("only https addresses are fetched", where=place, remedy="give an https address")
    if not any(host == known or host.endswith(f".{known}") for known in hosts):
        raise SourceError(
            f"the host {host} is not among those that may be asked",
            where=place,
            remedy="add it to hosts in mandategraph.toml, or download the file and name it",
        )
    numbers = _addresses(host)
    if not numbers or not all(_public(number) for number in numbers):
        raise SourceError(
            f"the host {host} is not on the public internet",
            where=place,
            remedy="download the file and name it",
        )
    port = "" if target.port in (None, 443) else f":{target.port}"
    extra = {"headers": {"Host": host + port}, "extensions": {"sni_hostname": host}}
    return httpx.URL(place).copy_with(host=numbers[0], username="", password=""), extra


def _addresses(host: str) -> list[str]:
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None)]
    except OSError as error:
        raise SourceError(f"the host {host} is not known", where=host, remedy="check the address") from error


def _public(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_global

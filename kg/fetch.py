"""Bytes from an address that the user named, within limits, and never by way of another network than it seems.

Redirects are followed one by one: to the same host, or by https to a host whose every address is public, so that an
address on the internet cannot lead into the user's own network.
"""

import ipaddress
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from kg.errors import LimitError, SourceError

if TYPE_CHECKING:
    from httpx import Response

SIZE_LIMIT = 64 * 2**20
TIME_LIMIT = 60.0
_REDIRECTS = 5


def is_address(where: str) -> bool:
    """Whether this is a web address rather than a path."""
    return where.startswith(("http://", "https://"))


def fetch(address: str, *, size: int = SIZE_LIMIT, seconds: float = TIME_LIMIT) -> tuple[bytes, str]:
    """The bytes at `address` and their media type; `size` in bytes, `seconds` for the whole exchange.

    Raises `SourceError` where it cannot be reached and `LimitError` where it is too large or too slow.
    """
    import httpx

    deadline = time.monotonic() + seconds
    place = address
    with httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client:
        for _ in range(_REDIRECTS):
            _permitted(place, address)
            try:
                with client.stream("GET", place, headers={"Accept-Encoding": "identity"}) as answer:
                    if answer.is_redirect:
                        place = urljoin(place, answer.headers["location"])
                        continue
                    answer.raise_for_status()
                    return _body(answer, address, size, deadline), _media_type(answer)
            except httpx.TimeoutException as error:
                raise _slow(address, seconds) from error
            except httpx.HTTPError as error:
                raise SourceError(
                    f"it cannot be fetched: {error}", where=address, remedy="check the address"
                ) from error
    raise SourceError("it redirects too often", where=address, remedy="give the address that it leads to")


def _body(answer: "Response", address: str, size: int, deadline: float) -> bytes:
    parts, total = [], 0
    for part in answer.iter_bytes():
        total += len(part)
        if total > size:
            raise LimitError(
                f"it is larger than {size} bytes", where=address, remedy="download it and name the file"
            )
        if time.monotonic() > deadline:
            raise _slow(address, 0)
        parts.append(part)
    return b"".join(parts)


def _slow(address: str, seconds: float) -> LimitError:
    limit = f" within {seconds:g} seconds" if seconds else " in time"
    return LimitError(
        f"it did not arrive{limit}", where=address, remedy="try again, or download it and name the file"
    )


def _media_type(answer: "Response") -> str:
    return str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _permitted(place: str, first: str) -> None:
    """Nothing where the host may be asked.

    Raises `SourceError` for a redirect that leaves https or the public internet.
    """
    target, named = urlsplit(place), urlsplit(first)
    if target.hostname is None or target.scheme not in ("http", "https"):
        raise SourceError("this is no web address", where=place, remedy="give an https address")
    if target.hostname == named.hostname:
        return
    if target.scheme != "https" or not all(_public(address) for address in _addresses(target.hostname)):
        raise SourceError(
            f"it redirects to {target.hostname}, which is not a public https address",
            where=first,
            remedy="give the address that it leads to, if it is meant",
        )


def _addresses(host: str) -> list[str]:
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None)]
    except OSError as error:
        raise SourceError(f"the host {host} is not known", where=host, remedy="check the address") from error


def _public(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_global

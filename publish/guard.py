"""Around every request: security headers, preflights, overlong addresses, compression, what is logged and counted."""

import asyncio
import gzip
import re
from collections.abc import Callable
from time import perf_counter
from urllib.parse import unquote_to_bytes

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from publish.problems import ProblemError

MAX_ADDRESS = 16_000
"""Bytes of path and query of an address."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Retry-After",
}
_RAW = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
_NAMES = {name for name, _ in _RAW}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "accept, content-type, if-none-match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, OPTIONS",
}
_BAD_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_PART = 206
_SMALL = 1_000
_LARGE = 200_000
"""Bytes from which compressing would hold up other requests."""
_TEXT = tuple(
    kind.encode()
    for kind in (
        "text/", "application/json", "application/ld+json", "application/n-", "application/problem",
        "application/rdf+xml", "application/sparql-results", "application/trig", "application/vnd.oai",
        "application/xml",
    )
)  # fmt: skip

Done = Callable[[Scope, int, int, float], None]
"""Is told of every answer: request, status, bytes of the body, seconds."""


class Guard:
    """The application with all this around it."""

    def __init__(self, app: ASGIApp, done: Done) -> None:
        self._app = app
        self._done = done

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        out = _Out(send, scope)
        began = perf_counter()
        try:
            if scope["method"] == "OPTIONS":
                await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, out)
            elif len(scope["query_string"]) + len(scope.get("raw_path", b"")) > MAX_ADDRESS:
                told = f"An address may have {MAX_ADDRESS} bytes; send the query by POST."
                await ProblemError(414, told).response()(scope, receive, out)
            elif not _is_text_path(scope.get("raw_path", b"")):
                told = (
                    "Write the address in UTF-8, each byte beyond ASCII as a percent sign and two hex digits."
                )
                await ProblemError(400, told).response()(scope, receive, out)
            elif not _names_host(scope):
                await ProblemError(400, "Name the host that is meant, once.").response()(scope, receive, out)
            else:
                await self._app(scope, receive, out)
        finally:
            self._done(scope, out.status, out.size, perf_counter() - began)


class _Out:
    """Sends an answer on, with our headers, compressed where that is wanted and worth it."""

    def __init__(self, send: Send, scope: Scope) -> None:
        self.status = 0
        self.size = 0
        self._send = send
        self._scope = scope
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._start = message
            told = message["headers"]
            # What an answer says itself counts: a preview may be framed.
            own = {name for name, _ in told} & _NAMES
            message["headers"] = (
                [*told, *((n, v) for n, v in _RAW if n not in own)] if own else [*told, *_RAW]
            )
            return
        if self._start is not None:
            start, self._start = self._start, None
            await self._begin(start, message)
        self.size += len(message.get("body", b""))
        await self._send(message)

    async def _begin(self, start: Message, first: Message) -> None:
        body = first.get("body", b"")
        # A part of a file is counted in bytes of the file as it is.
        packable = self.status != _PART and len(body) >= _SMALL and not first.get("more_body")
        if packable and _is_text(start["headers"]):
            start["headers"] = _varied(start["headers"])
            if _takes_gzip(self._scope):
                first["body"] = await _compressed(body)
                start["headers"] = _packed(start["headers"], len(first["body"]))
        await self._send(start)


def _names_host(scope: Scope) -> bool:
    """Whether one host is named, as RFC 9112, 3.2, wants of every request since HTTP/1.1."""
    named = [name for name, _ in scope["headers"] if name == b"host"]
    return len(named) == 1 or (not named and scope["http_version"] == "1.0")


def _is_text_path(raw: bytes) -> bool:
    """Whether the path means one text: the HTTP server would put a sign of its own for what is no UTF-8."""
    if b"%" not in raw:
        return raw.isascii()
    try:
        text = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return raw.isascii() and not _BAD_PERCENT.search(raw) and "\0" not in text


Headers = list[tuple[bytes, bytes]]


def _takes_gzip(scope: Scope) -> bool:
    """Whether the client takes gzip (RFC 9110, 12.5.3): its name counts before the star."""
    told = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    weights = dict(map(_weight, told.lower().split(b",")))
    return weights.get(b"gzip", weights.get(b"*", 0.0)) > 0


def _weight(part: bytes) -> tuple[bytes, float]:
    name, _, parameter = (piece.strip() for piece in part.partition(b";"))
    try:
        # Old clients say x-gzip for the same.
        return name.removeprefix(b"x-"), float(parameter.removeprefix(b"q=") or 1)
    except ValueError:
        return name, 0.0


def _is_text(headers: Headers) -> bool:
    names = dict(headers)
    return names.get(b"content-type", b"").startswith(_TEXT) and b"content-encoding" not in names


async def _compressed(body: bytes) -> bytes:
    # No time inside: the same answer has the same bytes.
    if len(body) < _LARGE:
        return gzip.compress(body, 1, mtime=0)
    return await asyncio.to_thread(gzip.compress, body, 1, mtime=0)


def _varied(headers: Headers) -> Headers:
    told = [value for name, value in headers if name == b"vary"]
    rest = [pair for pair in headers if pair[0] != b"vary"]
    return [*rest, (b"vary", b", ".join([*told, b"Accept-Encoding"]))]


def _packed(headers: Headers, size: int) -> Headers:
    """The headers of a compressed answer: another representation has another tag."""
    changed = {b"content-length": str(size).encode()}
    named = [
        (name, value[:-1] + b'-gzip"' if name == b"etag" else changed.get(name, value))
        for name, value in headers
    ]
    return [*named, (b"content-encoding", b"gzip")]

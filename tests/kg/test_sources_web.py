"""Addresses: only listed hosts on the public internet, within limits, and from the copies where nobody answers."""

import codecs
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg import fetch
from kg.errors import LimitError, SourceError
from kg.pipeline.entries import collected
from kg.settings import Settings
from kg.sources import Found, Web, collect, place, read_document, read_one
from kg.sources.addresses import fetched

_ADDRESS = "https://docs.example.org/en/A/78/1"
_NUMBERS = {
    "docs.example.org": "93.184.215.14",
    "files.example.org": "93.184.215.15",
    "inner.example.org": "10.0.0.7",
    "loop.example.org": "127.0.0.1",
    "six.example.org": "::1",
    "cloud.example.org": "169.254.169.254",
    "mapped.example.org": "::ffff:10.0.0.7",
    "shared.example.org": "100.64.0.1",
}


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[[httpx.Request], httpx.Response]], list[httpx.Request]]:
    """Puts a server in the place of the network, and gives the requests that reach it."""
    whole = httpx.Client

    def put(answer: Callable[[httpx.Request], httpx.Response]) -> list[httpx.Request]:
        seen: list[httpx.Request] = []

        def handle(request: httpx.Request) -> httpx.Response:
            seen.append(request)
            return answer(request)

        transport = httpx.MockTransport(handle)

        def client(**options: Any) -> httpx.Client:
            return whole(**options, transport=transport)

        monkeypatch.setattr("httpx.Client", client)
        monkeypatch.setattr("socket.getaddrinfo", lambda host, port: [(0, 0, 0, "", (_NUMBERS[host], port))])
        return seen

    return put


Asked = Callable[[Callable[[httpx.Request], httpx.Response]], list[httpx.Request]]
_WEB = Web(hosts=("example.org",))


def sent(words: str, **headers: str) -> httpx.Response:
    return httpx.Response(200, text=words, headers=headers)


def test_an_address_gives_a_document(asked: Asked) -> None:
    asked(lambda _: httpx.Response(200, html="<html><p>Forty courses."))
    found = next(collect([_ADDRESS], web=_WEB))
    document = read_document(found)
    assert (document.source, document.name, document.text) == (_ADDRESS, "1", "Forty courses.\n")


def test_the_connection_goes_to_the_number_that_was_checked(asked: Asked) -> None:
    seen = asked(lambda _: sent("words"))
    fetched(_ADDRESS, _WEB, limit=100)
    assert (seen[0].url.host, seen[0].headers["host"]) == ("93.184.215.14", "docs.example.org")
    assert seen[0].extensions["sni_hostname"] == "docs.example.org"


def test_the_type_that_the_server_tells_helps_where_the_content_does_not(asked: Asked) -> None:
    asked(lambda _: sent("Plain words.", **{"content-type": "text/plain; charset=utf-8"}))
    assert read_document(next(collect([_ADDRESS], web=_WEB))).media_type == "text/plain"


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("https://elsewhere.net/a", "the host elsewhere.net is not among those that may be asked"),
        ("https://example.org.elsewhere.net/a", "not among those that may be asked"),
        ("https://notexample.org/a", "not among those that may be asked"),
        ("https://93.184.215.14/a", "not among those that may be asked"),
        ("http://docs.example.org/a", "only https addresses are fetched"),
        ("https://inner.example.org/a", "not on the public internet"),
        ("https://loop.example.org/a", "not on the public internet"),
        ("https://six.example.org/a", "not on the public internet"),
        ("https://cloud.example.org/a", "not on the public internet"),
        ("https://mapped.example.org/a", "not on the public internet"),
        ("https://shared.example.org/a", "not on the public internet"),
        ("https://", "this is no web address"),
        ("https://docs.example.org:99999/a", "this is no web address"),
    ],
)
def test_a_place_that_may_not_be_asked_is_not_asked(asked: Asked, address: str, complaint: str) -> None:
    seen = asked(lambda _: sent("secret"))
    found = next(collect([address], web=_WEB))
    assert (found.status, complaint in found.reason, bool(found.remedy), seen) == ("missing", True, True, [])


@pytest.mark.parametrize(
    "target",
    [
        "https://inner.example.org/a",
        "https://loop.example.org/a",
        "https://elsewhere.net/a",
        "http://files.example.org/a",
        "file:///etc/passwd",
        "//cloud.example.org/latest",
    ],
)
def test_a_redirect_leads_to_no_place_that_may_not_be_asked(asked: Asked, target: str) -> None:
    seen = asked(lambda _: httpx.Response(302, headers={"location": target}))
    assert next(collect([_ADDRESS], web=_WEB)).status == "missing"
    assert len(seen) == 1


def test_a_redirect_to_a_listed_public_host_is_followed(asked: Asked) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        here = request.headers["host"] == "files.example.org"
        return sent("words") if here else httpx.Response(302, headers={"location": "//files.example.org/b"})

    asked(answer)
    assert fetch.fetch_from(_ADDRESS, ("example.org",)).data == b"words"


def test_redirects_end(asked: Asked) -> None:
    seen = asked(lambda _: httpx.Response(302, headers={"location": "/again"}))
    with pytest.raises(SourceError, match="redirects too often"):
        fetch.fetch_from(_ADDRESS, ("example.org",))
    assert len(seen) == 5


def test_what_is_larger_than_the_limit_fails(asked: Asked) -> None:
    asked(lambda _: sent("words " * 99))
    found = fetched(_ADDRESS, _WEB, limit=100)
    assert (found.status, found.reason) == ("failed", "it is larger than 100 bytes")


def test_what_comes_too_slowly_fails(asked: Asked) -> None:
    def slow(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow")

    asked(slow)
    with pytest.raises(LimitError, match="did not arrive within 60 seconds"):
        fetch.fetch_from(_ADDRESS, ("example.org",))


# Copies ----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Web:
    """Addresses with a folder for copies."""
    return Web(hosts=("example.org",), cache=tmp_path / "cache")


def down(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no network")


def test_a_copy_is_read_where_nobody_answers(asked: Asked, kept: Web) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    asked(down)
    copy = fetched(_ADDRESS, kept, limit=100)
    assert (copy.data, copy.reason) == (b"words", "the copy of an earlier run; nobody answered")
    assert fetched(f"{_ADDRESS}/other", kept, limit=100).status == "missing"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_a_server_that_refuses_is_believed_and_no_copy_read(asked: Asked, kept: Web, status: int) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    asked(lambda _: httpx.Response(status))
    found = fetched(_ADDRESS, kept, limit=100)
    assert (found.status, found.data, str(status) in found.reason) == ("missing", None, True)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_copy_is_read_where_the_server_cannot_answer_now(asked: Asked, kept: Web, status: int) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    asked(lambda _: httpx.Response(status))
    found = fetched(_ADDRESS, kept, limit=100)
    assert (found.data, found.reason) == (b"words", "the copy of an earlier run; nobody answered")


def test_what_has_become_too_large_fails_and_no_copy_is_read(asked: Asked, kept: Web) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    asked(lambda _: sent("words " * 99))
    found = fetched(_ADDRESS, kept, limit=100)
    assert (found.status, found.data, found.reason) == ("failed", None, "it is larger than 100 bytes")


def test_a_copy_is_read_where_the_answer_comes_too_slowly(asked: Asked, kept: Web) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    asked(lambda _: sent("other words"))
    late = replace(kept, seconds=-1.0)
    assert fetched(_ADDRESS, late, limit=100).reason == "the copy of an earlier run; nobody answered"


def test_the_line_of_a_build_says_that_a_copy_was_read(asked: Asked, kept: Web, tmp_path: Path) -> None:
    told = Settings(hosts=kept.hosts, cache=kept.cache, store=tmp_path / "store")
    asked(lambda _: sent("Plain words.", **{"content-type": "text/plain"}))
    entries, lines = collected([_ADDRESS], {}, told, {}, jobs=1, keep=False, rebuild=False)
    asked(down)
    _, again = collected([_ADDRESS], entries, told, {}, jobs=1, keep=False, rebuild=False)
    _, anew = collected([_ADDRESS], entries, told, {}, jobs=1, keep=False, rebuild=True)
    assert [(line.status, line.reason) for line in (*lines, *again, *anew)] == [
        ("read", ""),
        ("unchanged", "the copy of an earlier run; nobody answered"),
        ("read", "the copy of an earlier run; nobody answered"),
    ]


def test_offline_nobody_is_asked(asked: Asked, kept: Web, tmp_path: Path) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    seen = asked(lambda _: sent("other words"))
    offline = Web(hosts=("example.org",), cache=tmp_path / "cache", offline=True)
    copy = fetched(_ADDRESS, offline, limit=100)
    assert (copy.data, copy.reason) == (b"words", "the copy of an earlier run")
    assert fetched(f"{_ADDRESS}/other", offline, limit=100).reason == "no copy of it was kept"
    assert seen == []


def test_the_same_version_is_not_sent_again(asked: Asked, kept: Web) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        known = request.headers.get("if-none-match") == '"v1"'
        return httpx.Response(304) if known else sent("words", etag='"v1"')

    seen = asked(answer)
    first = fetched(_ADDRESS, kept, limit=100)
    assert fetched(_ADDRESS, kept, limit=100) == first
    assert [request.headers.get("if-none-match") for request in seen] == [None, '"v1"']


def test_a_changed_version_takes_the_place_of_the_copy(asked: Asked, kept: Web) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    asked(lambda _: sent("other words"))
    fetched(_ADDRESS, kept, limit=100)
    asked(down)
    assert fetched(_ADDRESS, kept, limit=100).data == b"other words"


def test_copies_lie_under_their_hash_and_a_damaged_one_is_no_copy(
    asked: Asked, kept: Web, tmp_path: Path
) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    (blob,) = (tmp_path / "cache" / "blobs").iterdir()
    assert blob.name == "dba36bffa5cab0f922d087a3aeb179f9d4e745df40b323e1b1471402848c8a3e"
    blob.write_bytes(b"tampered")
    asked(down)
    assert fetched(_ADDRESS, kept, limit=100).status == "missing"


def test_a_host_that_was_taken_off_the_list_is_not_read_from_the_copies(
    asked: Asked, kept: Web, tmp_path: Path
) -> None:
    asked(lambda _: sent("words"))
    fetched(_ADDRESS, kept, limit=100)
    assert fetched(_ADDRESS, Web(hosts=("un.org",), cache=tmp_path / "cache"), limit=100).status == "missing"


# Names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "stem"),
    [
        ("https://docs.example.org/en/report.v2.pdf?x=1#top", "report.v2"),
        ("https://docs.example.org/", "docs.example.org"),
        ("https://docs.example.org", "docs.example.org"),
    ],
)
def test_the_name_of_a_document_comes_from_its_address(address: str, stem: str) -> None:
    assert Found(path=address, status="found").stem == stem


def test_an_address_is_a_place_as_it_is() -> None:
    assert place(_ADDRESS) == _ADDRESS


def test_settings_say_who_may_be_asked(tmp_path: Path) -> None:
    told = Settings(hosts=("itu.int",), cache=tmp_path, offline=True)
    assert Web.of(told) == Web(hosts=("itu.int",), cache=tmp_path, offline=True)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("Сорок курсов.".encode("koi8-r"), "text/plain; charset=KOI8-R"),
        ("Сорок курсов.".encode("utf-16-le"), 'text/plain; charset="utf-16le"'),
        ("<html><p>Сорок курсов.".encode("cp1251"), "text/html; charset=windows-1251"),
        ('<html><meta charset="latin1"><p>Сорок курсов.'.encode("cp1251"), "text/html; charset=windows-1251"),
        ("Сорок курсов.".encode(), "text/plain; charset=iso-8859-1"),
        (codecs.BOM_UTF8 + "Сорок курсов.".encode(), "text/plain; charset=koi8-r"),
    ],
)
def test_the_encoding_that_the_server_tells_is_taken(asked: Asked, data: bytes, kind: str) -> None:
    asked(lambda _: httpx.Response(200, content=data, headers={"content-type": kind}))
    found = next(collect([_ADDRESS], web=_WEB))
    assert read_document(found).text.strip() == "Сорок курсов."
    assert read_one(found).text.strip() == "Сорок курсов."


@pytest.mark.parametrize("charset", ["no-such", "utf-7", "unicode_escape", "zlib", "\udc80", "x" * 5_000])
def test_an_encoding_that_is_none_counts_for_nothing(charset: str) -> None:
    found = Found(path="a.txt", status="found", data=b"a\\x41+AGE-", charset=charset)
    assert read_document(found).text == "a\\x41+AGE-"


def test_a_copy_keeps_the_encoding_that_the_server_told(asked: Asked, tmp_path: Path) -> None:
    data = "Сорок курсов.".encode("koi8-r")
    asked(lambda _: httpx.Response(200, content=data, headers={"content-type": "text/plain; charset=koi8-r"}))
    web = replace(_WEB, cache=tmp_path)
    fetched(_ADDRESS, web, limit=100)
    assert read_document(fetched(_ADDRESS, replace(web, offline=True), limit=100)).text == "Сорок курсов."


@contextmanager
def dripping(beginning: bytes) -> Iterator[str]:
    """The address of a server that answers with these bytes, and then with one byte now and again for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def serve() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.recv(2**16)
                connection.sendall(beginning)
                while not ended.wait(0.1):
                    connection.sendall(b"x")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        ended.set()
        thread.join()


@pytest.mark.parametrize(
    "beginning",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"],
    ids=["headers", "body"],
)
def test_an_answer_that_drips_is_cut_off(beginning: bytes) -> None:
    begun = time.monotonic()
    with dripping(beginning) as address, pytest.raises(LimitError, match="it did not arrive"):
        fetch.fetch(address, seconds=1)
    assert time.monotonic() - begun < 3


def test_a_build_says_that_a_document_stays_whose_address_refuses(asked: Asked, tmp_path: Path) -> None:
    told = Settings(store=tmp_path / "store", hosts=("example.org",), cache=tmp_path / "cache")
    asked(lambda _: sent("Forty courses."))
    entries, _ = collected([_ADDRESS], {}, told, {}, jobs=1, keep=False, rebuild=False)
    asked(lambda _: httpx.Response(404))
    _, (report,) = collected([_ADDRESS], entries, told, {}, jobs=1, keep=False, rebuild=False)
    assert report.status == "missing"
    assert report.reason.endswith("; what an earlier build read of it stays")

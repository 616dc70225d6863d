"""What clients send: too much, half, broken or sly."""

import socket
import time
import zlib
from urllib.parse import urlsplit

import httpx
import pytest

from tests.publish.test_service import HEAVY, get, problem

QUERY = "ASK {}"


def raw(server: str, request: bytes, *, patience: float = 10) -> bytes:
    """All bytes that come back for these bytes until the other side closes, which it must within `patience`."""
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), timeout=patience) as connection:
        connection.sendall(request)
        found = b""
        try:
            while piece := connection.recv(65536):
                found += piece
        except ConnectionResetError:
            # Closed with bytes of ours unread: the answer may be lost on the way.
            pass
        return found


def status(answer: bytes) -> int:
    """The status, 0 where nothing came before the end."""
    return 0 if not answer else int(answer.split(b" ", 2)[1])


# Too much -------------------------------------------------------------------------------------------------


def test_endless_chunked_body_is_refused(server: str) -> None:
    def pieces() -> object:
        for _ in range(40):
            yield b"#" * 50_000

    kind = {"Content-Type": "application/sparql-query"}
    try:
        answer = httpx.post(f"{server}sparql", content=pieces(), headers=kind, timeout=30)  # type: ignore[arg-type]
    except httpx.WriteError:
        # The answer may be lost with the connection; that it is closed is what counts.
        return
    assert answer.status_code == 413


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_compressed_bomb_is_not_opened(server: str, encoding: str) -> None:
    bomb = zlib.compress(b"#" * 50_000_000, 9)
    kind = {"Content-Type": "application/sparql-query", "Content-Encoding": encoding}
    assert httpx.post(f"{server}sparql", content=bomb, headers=kind, timeout=30).status_code == 415


@pytest.mark.parametrize("size", [17_000, 200_000])
def test_overlong_address_is_refused(server: str, size: int) -> None:
    answer = raw(
        server, b"GET /sparql?query=" + b"a" * size + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    assert status(answer) in (400, 414, 431)


def test_endless_header_is_refused(server: str) -> None:
    answer = raw(server, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000, patience=5)
    assert status(answer) in (0, 431)


def test_many_headers_without_end_are_refused(server: str) -> None:
    answer = raw(server, b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 20_000, patience=5)
    assert status(answer) in (0, 431)


# Broken text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        b"/sparql?query=%zz",
        b"/sparql?query=%",
        b"/sparql?query=ASK%00",
        b"/sparql?query=%ff%fe",
        b"/sparql?query=%c0%80",
        b"/sparql?query=%ed%a0%80",
        b"/sparql?query=%f8%88%80%80%80",
        b"/sparql?query=\xff",
        b"/id/%ff",
        b"/id/%zz",
        b"/id/%00",
        b"/id/%c0%af",
        b"/id/%ed%a0%80",
        b"/about?iri=%ff",
        b"/about?iri=%00",
        b"/graph-store?graph=%ff",
        b"/api/questions/by-target?target=%ff",
        b"/reconcile?queries=%ff",
    ],
)
def test_text_that_is_no_utf8_is_refused_and_never_mended(server: str, path: bytes) -> None:
    answer = raw(server, b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert status(answer) == 400


@pytest.mark.parametrize("charset", ["utf-16", "utf-32"])
def test_other_charsets_are_refused(server: str, charset: str) -> None:
    kind = {"Content-Type": "application/sparql-query"}
    answer = httpx.post(f"{server}sparql", content=QUERY.encode(charset), headers=kind)
    assert answer.status_code == 400


# Sly requests ---------------------------------------------------------------------------------------------

SMUGGLED = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5, 6\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -5\r\n",
        b"Content-Length: 0x5\r\n",
        b"Content-Length: 5 5\r\n",
        b"Content-Length: 99999999999999999999999\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding: identity\r\n",
        b" Transfer-Encoding: chunked\r\n",
    ],
)
def test_request_of_two_lengths_is_refused_and_the_connection_closed(server: str, headers: bytes) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    answer = raw(server, head + headers + b"\r\n0\r\n\r\n" + SMUGGLED, patience=5)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert status(answer) == 400


@pytest.mark.parametrize("headers", [b"", b"Host: a\r\nHost: b\r\n"])
def test_request_without_one_host_is_refused(server: str, headers: bytes) -> None:
    assert (
        status(raw(server, b"GET /health/live HTTP/1.1\r\nConnection: close\r\n" + headers + b"\r\n")) == 400
    )


def test_old_client_need_not_name_a_host(server: str) -> None:
    assert status(raw(server, b"GET /health/live HTTP/1.0\r\n\r\n")) == 200


def test_two_honest_requests_on_one_connection_are_both_answered(server: str) -> None:
    answer = raw(server, SMUGGLED + SMUGGLED.replace(b"Host: x", b"Host: x\r\nConnection: close"))
    assert answer.count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET",
        b"get / HTTP/1.1",
        b"GET / HTTP/9.9",
        b"\x16\x03\x01\x02\x00",
        b"\0",
    ],
)
def test_what_is_no_request_is_refused(server: str, request_line: bytes) -> None:
    answer = raw(server, request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n", patience=5)
    assert status(answer) in (0, 400, 404, 405, 505)
    assert get(server, QUERY).status_code == 200


@pytest.mark.slow
def test_half_open_connections_hinder_nobody_and_are_closed(server: str) -> None:
    address = urlsplit(server)
    idle = [socket.create_connection((address.hostname, address.port)) for _ in range(100)]
    half = [socket.create_connection((address.hostname, address.port)) for _ in range(100)]
    for connection in half:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
    began = time.monotonic()
    while time.monotonic() - began < 15:
        assert get(server, QUERY).status_code == 200
        time.sleep(0.5)
    for connection in [*idle, *half]:
        # Promised: a minute for all of them.
        connection.settimeout(max(1.0, 60 - (time.monotonic() - began)))
        assert connection.recv(1000)[:12] in (b"HTTP/1.1 408", b"")
        connection.close()


# Files ----------------------------------------------------------------------------------------------------

CLIMBS = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "....//....//etc/passwd",
    "%252e%252e%252fetc%252fpasswd",
    "//etc/passwd",
    "/etc/passwd",
    "file:///etc/passwd",
    "..;/etc/passwd",
    ".%00./etc/passwd",
    "mandategraph.ttl%00.png",
    "..",
    ".",
    "~root",
    "%2fetc%2fpasswd",
    "\\\\host\\share",
    "con",
    "a/../../../etc/passwd",
    "%e2%80%a5/etc/passwd",
]
ROUTES = [
    "", "id/", "id/dataset/", "graph/", "sdg/", "api/questions/", "sitemap/", "reconcile/suggest/", "ns/", "shapes/",
    "void/", ".well-known/",
]  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_no_path_leads_to_a_file_of_the_machine(server: str, route: str) -> None:
    answers = [
        raw(server, f"GET /{route}{climb} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        for climb in CLIMBS
    ]
    assert [status(answer) for answer in answers if status(answer) >= 500] == []
    assert [answer for answer in answers if b"root:" in answer] == []
    assert {status(answer) for answer in answers} <= {200, 307, 400, 404, 406}


@pytest.mark.parametrize("parameter", ["iri", "graph", "id", "default-graph-uri"])
def test_no_parameter_leads_to_a_file_of_the_machine(server: str, parameter: str) -> None:
    routes = {
        "iri": "about",
        "graph": "graph-store",
        "id": "reconcile/preview",
        "default-graph-uri": "sparql",
    }
    answer = httpx.get(
        f"{server}{routes[parameter]}", params={parameter: "file:///etc/passwd", "query": "ASK { ?s ?p ?o }"}
    )
    assert answer.status_code in (200, 404)
    assert "root:" not in answer.text


# Writing --------------------------------------------------------------------------------------------------

WRITE = "INSERT DATA { <http://e/x> <http://e/p> 1 }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MARK = "ASK { { <http://e/x> ?p ?o } UNION { GRAPH ?g { <http://e/x> ?p ?o } } }"
PLACES = [
    "sparql",
    "update",
    "query",
    "graph-store?default",
    "graph-store?graph=urn:g",
    "graph/x",
    "id/programme/rivers",
]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("place", PLACES)
def test_no_method_writes_anywhere(server: str, method: str, place: str) -> None:
    kind = {"Content-Type": "text/turtle"}
    answer = httpx.request(method, server + place, content=b"<http://e/x> <http://e/p> 1 .", headers=kind)
    assert 400 <= answer.status_code < 500
    assert get(server, MARK).json()["boolean"] is False


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", f"sparql?update={WRITE}", {}, ""),
        ("GET", f"sparql?query={WRITE}", {}, ""),
        ("POST", f"sparql?update={WRITE}", FORM, ""),
        ("POST", "sparql", FORM, f"update={WRITE}"),
        ("POST", "sparql", FORM, f"query={WRITE}"),
        ("POST", "sparql", FORM, f"query=ASK%7B%7D&update={WRITE}"),
        ("POST", "sparql", {"Content-Type": "application/sparql-update"}, WRITE),
        ("POST", "sparql", {"Content-Type": "application/sparql-query"}, WRITE),
        ("POST", "sparql", {"Content-Type": "text/plain"}, WRITE),
        ("POST", "sparql", {"Content-Type": "multipart/form-data; boundary=x"}, WRITE),
        ("POST", "sparql", FORM | {"X-HTTP-Method-Override": "PUT"}, f"update={WRITE}"),
        ("GET", "graph-store?default", {"X-HTTP-Method-Override": "DELETE"}, ""),
    ],
)
def test_no_update_gets_through(
    server: str, method: str, path: str, headers: dict[str, str], body: str
) -> None:
    before = get(server, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").text
    answer = httpx.request(method, server + path, headers=headers, content=body)
    assert 400 <= answer.status_code < 500 or path.startswith("graph-store")
    assert get(server, MARK).json()["boolean"] is False
    assert get(server, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").text == before


# What errors say ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("SELECT * { ?s x:y ?o }", "It uses a prefix that no PREFIX line declares."),
        ("ASK { ?s <http://e/a b> ?o }", "What stands between < and > there is no valid IRI."),
        (
            "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c }",
            "A variable is selected that is neither grouped nor aggregated.",
        ),
        ("SELECT * { ?s ?p “x” }", "Write straight quotation marks."),
        (
            "SELECT * { ?s ?p ?o",
            "The query ends too early: a closing bracket or quotation mark may be missing.",
        ),
    ],
)
def test_syntax_error_comes_with_a_hint(server: str, query: str, hint: str) -> None:
    assert problem(get(server, query))["hint"] == hint


def test_function_that_is_not_there_is_the_clients_fault(server: str) -> None:
    assert problem(get(server, "ASK { FILTER(<http://e/f>(1)) }"))["status"] == 400


def test_browser_gets_an_error_as_a_page(server: str) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = get(server, "SELECT <script>", accept)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>The query is not valid SPARQL</h1>" in answer.text
    assert "<script" not in answer.text


def test_client_may_ask_for_less_time_and_never_for_more(server: str) -> None:
    assert problem(get(server, HEAVY, timeout="0.3"))["timeout"] == 0.3
    assert problem(get(server, HEAVY, timeout="300"))["timeout"] == 2.0
    assert problem(get(server, "ASK {}", timeout="soon"))["status"] == 400
    assert problem(get(server, "ASK {}", timeout="nan"))["status"] == 400


def test_format_may_be_named_in_the_request(server: str) -> None:
    assert get(server, "SELECT (1 AS ?x) {}", "application/json", _format="csv").text == "x\r\n1\r\n"
    assert problem(get(server, "SELECT (1 AS ?x) {}", _format="png"))["status"] == 406

"""SPARQL services of other makes on this machine, and a proxy that breaks connections."""

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx
import pytest

Fate = Literal["pass", "cut", "lose", "busy", "hang", "away", "secret"]
"""What becomes of a request: cut off before or after it was done, 503, no answer, 307, 401 without a name."""
_PASSED_ON = ("Content-Type", "Accept", "Authorization")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server with nothing in it."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("needs the Oxigraph server: pip install oxigraph")
    address = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [program, "serve", "--location", str(folder), "--bind", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _answers(f"http://{address}/query")
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(20)


def _answers(query: str) -> None:
    for _ in range(600):
        try:
            if httpx.post(query, data={"query": "ASK {}"}, timeout=10).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"no service answers at {query}")


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a Virtuoso server with nothing in it, where anybody may write."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("needs Virtuoso: apt-get install virtuoso-opensource")
    http_port, sql_port = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, http=http_port, sql=sql_port))
    process = subprocess.Popen(
        [program, "-f", "-c", str(folder / "virtuoso.ini")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    try:
        _answers(f"http://127.0.0.1:{http_port}/sparql")
        for grant in _GRANTS:
            subprocess.run(
                ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", f"exec={grant}"],
                check=True,
                capture_output=True,
                timeout=60,
            )
        yield f"http://127.0.0.1:{http_port}/sparql"
    finally:
        process.terminate()
        process.wait(60)


_GRANTS = (
    "GRANT SPARQL_UPDATE TO SPARQL",
    "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7)",
)
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 1000000
"""


# A proxy --------------------------------------------------------------------------------------------------


class Proxy(ThreadingHTTPServer):
    """Stands before a service and decides what becomes of each request, which are counted from 0."""

    daemon_threads = True

    def __init__(self, target: str, fate: Callable[[int], Fate]) -> None:
        self.target = urlsplit(target)
        self.fate = fate
        self.met = 0
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), _Passing)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass(self) -> None:
        fate = self.server.fate(self.server.met)
        self.server.met += 1
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if fate == "secret":
            fate = "pass" if self.headers.get("Authorization") else "secret"
        match fate:
            case "cut":
                self._hang_up()
            case "hang":
                self.server.over.wait(30)
                self._hang_up()
            case "busy":
                self._say(503, b"")
            case "secret":
                self._say(401, b"")
            case "away":
                self._say(307, b"", Location="http://127.0.0.1:9/elsewhere")
            case _:
                status, media_type, answer = self._forwarded(body)
                if fate == "lose":
                    self._hang_up()
                else:
                    self._say(status, answer, **{"Content-Type": media_type})

    def _forwarded(self, body: bytes) -> tuple[int, str, bytes]:
        target = self.server.target
        connection = http.client.HTTPConnection(target.hostname or "", target.port or 80, timeout=60)
        with closing(connection):
            headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Content-Type", "text/plain"), answer.read()

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815 - names of the library

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def proxy(target: str, fate: Callable[[int], Fate]) -> Iterator[Proxy]:
    """A proxy before the service at `target`."""
    with Proxy(target, fate) as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield found
        finally:
            found.over.set()
            found.shutdown()
            thread.join(10)

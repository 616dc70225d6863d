"""For those who run the service: health, counts, logs, throttle, a new build under load, files for deployment."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import generate_latest

from kg.store import Reader
from publish import worker
from publish.answering import _problem
from publish.operation import Metrics, line
from publish.throttle import Throttle
from publish.worker import answer
from publish.workers import Limits, Pool
from tests.publish.conftest import BASE, ROOT, make_store, start
from tests.publish.test_app import ask, with_client
from tests.publish.test_service import HEAVY, get

DEPLOY = ROOT / "publish" / "deploy"


# Health and counts ----------------------------------------------------------------------------------------


def test_ready_means_that_the_store_answers(store_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(store_path)

    async def work(client: httpx.AsyncClient, _: Pool) -> list[int]:
        before = (await client.get("health/ready")).status_code
        link.unlink()
        return [before, *[(await client.get(f"health/{kind}")).status_code for kind in ("ready", "live")]]

    assert with_client(link, Limits(workers=1), work) == [200, 503, 200]


def test_answers_are_counted_by_kind_and_status(store_path: Path) -> None:
    async def work(client: httpx.AsyncClient, _: Pool) -> str:
        await ask(client, "ASK {}")
        await ask(client, "nonsense")
        await client.get("no/such/place")
        return (await client.get("metrics")).text

    told = with_client(store_path, Limits(workers=1), work)
    assert 'mandategraph_answers_total{kind="sparql",status="200"} 1.0' in told
    assert 'mandategraph_answers_total{kind="sparql",status="400"} 1.0' in told
    assert 'mandategraph_answers_total{kind="other",status="404"} 1.0' in told
    assert 'mandategraph_seconds_count{kind="sparql"} 2.0' in told
    assert "mandategraph_waiting 0.0" in told


@pytest.mark.parametrize("path", ["*", "", "/", "//x"])
def test_address_of_any_shape_is_counted(store_path: Path, path: str) -> None:
    async def work(_: httpx.AsyncClient, pool: Pool) -> str:
        metrics = Metrics(pool)
        metrics.count({"path": path}, 404, 0.1)
        return generate_latest(metrics.registry).decode()

    told = with_client(store_path, Limits(workers=1), work)
    assert 'mandategraph_answers_total{kind="other",status="404"} 1.0' in told


# Logs -----------------------------------------------------------------------------------------------------


def logged(path: str, query: bytes = b"") -> dict[str, Any]:
    scope = {
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [(b"authorization", b"Basic c2VjcmV0"), (b"cookie", b"id=secret")],
        "client": ("192.0.2.1", 1),
    }
    told = line(scope, 200, 5, 0.0012, "2026-01-01T00:00:00Z")
    assert "\n" not in told
    return dict(json.loads(told))


def test_answer_is_logged_as_one_line_of_json() -> None:
    assert logged("/sparql", b"query=ASK%7B%7D") == {
        "time": "2026-01-01T00:00:00Z",
        "method": "GET",
        "path": "/sparql",
        "query": "query=ASK%7B%7D",
        "status": 200,
        "bytes": 5,
        "ms": 1.2,
    }


@pytest.mark.parametrize(
    "query",
    [
        b"token=hidden",
        b"query=x&api_key=hidden&y=1",
        b"access_token=hidden",
        b"PASSWORD=hidden",
        b"iri=http://user:hidden@example.org/",
        b"signature=hidden&session_id=hidden",
        b"iri=http%3A%2F%2Fuser%3Ahidden%40example.org%2F",
        b"iri=http://user:hidden%40example.org/",
        b"query=x&pass%77ord=hidden",
        b"query=x&client%5Fsecret=hidden",
    ],
)
def test_nothing_that_looks_like_a_secret_is_logged(query: bytes) -> None:
    told = json.dumps(logged("/x", query))
    assert "hidden" not in told
    assert "c2VjcmV0" not in told
    assert "192.0.2.1" not in told


def test_answer_that_would_fill_the_server_is_not_handed_on(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "MAX_ANSWER", 100)
    task = {"kind": "query", "media_type": "text/csv", "max_rows": 100}
    long, short = (task | {"query": f'SELECT ("{"a" * size}" AS ?x) {{}}'} for size in (101, 90))
    assert answer(reader, long) == ({"status": "large"}, b"")
    assert answer(reader, short)[0]["status"] == "ok"
    told = _problem({"status": "large"}, Limits(), long)
    assert (told.status, told.title) == (400, "The answer is too large")


def test_fault_of_a_task_is_told_by_kind_and_place_without_the_words_of_the_client(reader: Reader) -> None:
    task = {"kind": "reconcile", "call": "hidden", "arguments": {}}
    head, body = answer(reader, task)
    assert (head["status"], body) == ("failed", b"")
    assert re.fullmatch(r"KeyError in run, reconcile\.py line \d+", head["fault"])


@pytest.mark.parametrize(
    "query",
    [
        b"query=SELECT+*+%7B+%3Chttp%3A%2F%2Fe%2Fa%3E+%3Fp+%22x%22%40en+%7D",
        b"target=16.4&_format=csv",
        b"iri=http%3A%2F%2Fexample.org%2Fa",
    ],
)
def test_what_holds_no_secret_is_logged_as_it_came(query: bytes) -> None:
    assert logged("/x", query)["query"] == query.decode()


def test_long_queries_are_cut_in_the_log() -> None:
    assert len(logged("/sparql", b"query=" + b"a" * 10_000)["query"]) == 2_000


@given(path=st.text(), query=st.binary())
def test_no_control_character_reaches_the_log(path: str, query: bytes) -> None:
    scope = {"method": "GET", "path": path, "query_string": query, "headers": []}
    told = line(scope, 200, 0, 0.0, "now")
    assert re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", told) is None


@pytest.mark.parametrize(("level", "lines"), [("requests", 2), ("faults", 0), ("none", 0)])
def test_log_is_as_talkative_as_asked(store_path: Path, level: str, lines: int) -> None:
    script = "import typer; from publish.commands.serve import serve; typer.run(serve)"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "--store", str(store_path), "--port", "0", "--log", level],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert get(address, "ASK {}").status_code == 200
    assert get(address, "ASK").status_code == 400
    process.terminate()
    _, told = process.communicate(timeout=20)
    assert len([text for text in told.splitlines() if text.startswith("{")]) == lines


# Throttle -------------------------------------------------------------------------------------------------


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def use(throttle: Throttle, clock: Clock, client: str, seconds: float) -> None:
    with throttle.used(client):
        clock.now += seconds


def test_client_that_used_up_its_time_waits_and_others_do_not() -> None:
    clock = Clock()
    throttle = Throttle(60, clock)
    use(throttle, clock, "a", 100)
    assert throttle.wait("a") == 0
    use(throttle, clock, "a", 140)
    assert throttle.wait("a") > 0
    assert throttle.wait("b") == 0
    clock.now += 60
    assert throttle.wait("a") == 0


def test_short_queries_count_too() -> None:
    clock = Clock()
    throttle = Throttle(6, clock)
    for _ in range(1_190):
        use(throttle, clock, "a", 0)
    assert throttle.wait("a") == 0
    for _ in range(20):
        use(throttle, clock, "a", 0)
    assert throttle.wait("a") == 2


def test_without_a_bound_nobody_waits() -> None:
    clock = Clock()
    throttle = Throttle(None, clock)
    use(throttle, clock, "a", 1e9)
    assert throttle.wait("a") == 0


def test_throttled_client_is_told_when_to_come_back(store_path: Path) -> None:
    async def work(client: httpx.AsyncClient, _: Pool) -> list[Any]:
        first = await ask(client, HEAVY)
        second = await ask(client, "ASK {}")
        return [first.status_code, second.status_code, int(second.headers["retry-after"]) > 0]

    assert with_client(store_path, Limits(timeout=1, workers=1, per_client=0.1), work) == [503, 429, True]


def test_who_used_up_its_time_is_still_told_whether_the_service_is_ready(store_path: Path) -> None:
    async def work(client: httpx.AsyncClient, _: Pool) -> list[int]:
        await ask(client, HEAVY)
        return [(await client.get(path)).status_code for path in ("sparql?query=ASK%7B%7D", "health/ready")]

    limits = Limits(workers=1, timeout=0.5, per_client=0.1)
    assert with_client(store_path, limits, work) == [429, 200]


@pytest.mark.slow
def test_forwarded_addresses_count_from_a_trusted_proxy_only(store_path: Path) -> None:
    def second_answer(*options: str) -> int:
        process, address = start(store_path, "--timeout", "2.5", "--per-client", "1", *options)
        httpx.post(
            f"{address}sparql", data={"query": HEAVY}, headers={"X-Forwarded-For": "192.0.2.1"}, timeout=30
        )
        told = httpx.get(
            f"{address}sparql", params={"query": "ASK {}"}, headers={"X-Forwarded-For": "192.0.2.2"}
        ).status_code
        process.terminate()
        assert process.wait(20) == 0
        return told

    assert second_answer() == 429
    assert second_answer("--trusted-proxy", "127.0.0.1") == 200
    assert second_answer("--trusted-proxy", "192.0.2.9") == 429


# A new build ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_new_builds_under_load_lose_no_request(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    process, address = start(folder)
    query = f"SELECT ?n {{ <{BASE}id/build> <{BASE}ns#number> ?n }}"

    async def client(seen: list[tuple[int, str]], done: asyncio.Event) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=30) as http:
            while not done.is_set():
                answer = await http.get("sparql", params={"query": query}, headers={"Accept": "text/csv"})
                seen.append((answer.status_code, answer.text))
                await asyncio.sleep(0.01)

    async def run() -> list[list[tuple[int, str]]]:
        done = asyncio.Event()
        seen: list[list[tuple[int, str]]] = [[], [], []]
        clients = [asyncio.ensure_future(client(one, done)) for one in seen]
        for number in range(1, 5):
            triple = f'<{BASE}id/build> <{BASE}ns#number> "{number}" .\n'
            await asyncio.to_thread(make_store, folder, triple, f"build{number}")
            await asyncio.sleep(1)
        done.set()
        await asyncio.gather(*clients)
        return seen

    seen = asyncio.run(run())
    process.terminate()
    assert process.wait(20) == 0
    assert {status for one in seen for status, _ in one} == {200}
    # Each client sees the builds in their order, and the last one in the end.
    assert [[text for _, text in one] == sorted(text for _, text in one) for one in seen] == [True] * 3
    assert {one[-1][1] for one in seen} == {"n\r\n4\r\n"}


def test_answer_that_is_under_way_is_given_before_the_end(store_path: Path) -> None:
    process, address = start(store_path, "--timeout", "2")

    async def run() -> int:
        async with httpx.AsyncClient(timeout=30) as client:
            asked = asyncio.ensure_future(client.post(f"{address}sparql", data={"query": HEAVY}))
            await asyncio.sleep(0.5)
            process.terminate()
            return (await asked).status_code

    assert asyncio.run(run()) == 503
    assert process.wait(20) == 0


# Deployment -----------------------------------------------------------------------------------------------


def test_unit_runs_without_rights_and_with_a_file_system_that_is_read_only() -> None:
    told = dict(
        text.split("=", 1)
        for text in (DEPLOY / "mandategraph.service").read_text().splitlines()
        if "=" in text
    )
    assert told["DynamicUser"] == "yes"
    assert told["ProtectSystem"] == "strict"
    assert told["NoNewPrivileges"] == "yes"
    assert told["Restart"] == "on-failure"
    assert "--host" not in told["ExecStart"]


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z-]+", text))


def test_options_of_unit_and_container_are_those_of_the_command() -> None:
    known = options((ROOT / "publish" / "commands" / "serve.py").read_text().replace("_", "-"))
    known |= {f"--{name}" for name in ("store", "host", "port", "log", "dumps", "timeout", "max-memory")}
    served = [
        text
        for file in ("mandategraph.service", "Containerfile")
        for text in (DEPLOY / file).read_text().splitlines()
        if text.startswith(("ExecStart=", "CMD"))
    ]
    assert len(served) == 2
    assert {option for text in served for option in options(text)} <= known


def test_container_installs_the_wheel_from_locked_versions_and_runs_without_root() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    steps = re.findall(
        r"^(FROM|COPY|RUN|USER|CMD|EXPOSE|HEALTHCHECK|ENTRYPOINT|VOLUME)\b", text, re.MULTILINE
    )
    assert steps.index("USER") < steps.index("CMD")
    assert "--require-hashes" in text
    assert (ROOT / "requirements" / "run.txt").exists()
    assert not re.search(r"USER\s+(root|0)\b", text)


@pytest.mark.slow
def test_steps_of_the_container_file_work_without_an_engine(tmp_path: Path) -> None:
    steps = [
        text.removeprefix("RUN ")
        for text in (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
        if text.startswith("RUN ")
    ]
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path / "dist", ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    (tmp_path / "requirements").symlink_to(ROOT / "requirements")
    home = tmp_path / "venv"
    for step in steps:
        # The folder in the image is one of the test's here.
        command = step.replace("/opt/mandategraph", str(home))
        done = subprocess.run(["/bin/sh", "-ec", command], cwd=tmp_path, capture_output=True, text=True)
        if done.returncode and re.search(
            "Temporary failure|Failed to establish|Network is unreachable", done.stderr
        ):
            pytest.skip("the package registry cannot be reached, so that nothing can be installed")
        assert done.returncode == 0, done.stderr
    printed = subprocess.run(
        [home / "bin" / "kg", "serve", "--help"], capture_output=True, text=True, cwd=tmp_path
    )
    assert "--trusted-proxy" in printed.stdout

"""The application without a socket: what only shows with a pool of its own."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.errors import StoreError
from kg.iris import Base
from kg.store import live_directory
from publish.app import create_app
from publish.workers import Limits, Pool
from tests.publish.conftest import BASE
from tests.publish.test_service import HEAVY

Client = httpx.AsyncClient


def with_client(store: Path, limits: Limits, work: Callable[[Client, Pool], Awaitable[Any]]) -> Any:
    """What `work` returns, given a client of the application over a fresh pool."""

    async def run() -> Any:
        pool = Pool(lambda: live_directory(store), BASE, limits)
        try:
            await pool.start()
            transport = httpx.ASGITransport(create_app(pool, Base(BASE)), raise_app_exceptions=False)
            async with Client(transport=transport, base_url="http://test/", timeout=30) as client:
                return await work(client, pool)
        finally:
            await pool.stop()

    return asyncio.run(run())


async def ask(client: Client, query: str) -> httpx.Response:
    return await client.post("sparql", data={"query": query})


def test_more_than_the_queue_holds_is_told_to_come_back(store_path: Path) -> None:
    async def work(client: Client, _: Pool) -> list[httpx.Response]:
        return await asyncio.gather(*(ask(client, HEAVY) for _ in range(4)))

    limits = Limits(timeout=1, workers=1, queue=1, patience=0.2)
    answers = with_client(store_path, limits, work)
    assert [answer.status_code for answer in answers] == [503, 503, 503, 503]
    assert [answer.headers.get("retry-after") for answer in answers].count("5") == 3


def test_child_that_was_killed_is_replaced(store_path: Path) -> None:
    async def work(client: Client, pool: Pool) -> list[int]:
        first = (await ask(client, HEAVY)).status_code
        return [first, (await ask(client, "ASK {}")).status_code, len(pool._all)]

    assert with_client(store_path, Limits(timeout=0.5, workers=1), work) == [503, 200, 1]


def test_query_that_takes_too_much_memory_is_refused(store_path: Path) -> None:
    query = (
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f), STR(?a), STR(?c))) AS ?x) "
        "{ GRAPH <https://example.org/numbers> { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"
    )

    async def work(client: Client, _: Pool) -> list[Any]:
        refused = await ask(client, query)
        return [refused.status_code, refused.json()["title"], (await ask(client, "ASK {}")).status_code]

    limits = Limits(timeout=60, max_memory=60, workers=1)
    assert with_client(store_path, limits, work) == [400, "The query needs too much", 200]


def test_client_that_hangs_up_stops_its_query(store_path: Path) -> None:
    async def work(client: Client, pool: Pool) -> list[Any]:
        asked = asyncio.ensure_future(pool.run({"kind": "query", "query": HEAVY, "media_type": "text/csv"}))
        await asyncio.sleep(0.3)
        asked.cancel()
        await asyncio.wait({asked})
        return [asked.cancelled(), (await ask(client, "ASK {}")).status_code, len(pool._all)]

    assert with_client(store_path, Limits(workers=1), work) == [True, 200, 1]


def test_store_that_vanished_is_a_503_that_names_no_path(store_path: Path, tmp_path: Path) -> None:
    gone = tmp_path / "link"
    gone.symlink_to(store_path)

    async def work(client: Client, _: Pool) -> httpx.Response:
        gone.unlink()
        return await ask(client, "ASK {}")

    response = with_client(gone, Limits(workers=1), work)
    assert response.status_code == 503
    assert str(tmp_path) not in response.text


def test_fault_of_ours_shows_nothing_of_the_machine(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> bytes:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("publish.operation.given", broken)

    async def work(client: Client, _: Pool) -> httpx.Response:
        return await client.get("health/ready")

    response = with_client(store_path, Limits(workers=1), work)
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_pool_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        with_client(tmp_path / "nowhere", Limits(), lambda client, _: client.get("/"))


def test_damaged_database_is_told_at_start(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()

    async def run() -> None:
        await Pool(lambda: tmp_path / "graph", BASE, Limits(workers=1)).start()

    with pytest.raises(StoreError, match="cannot open the store"):
        asyncio.run(run())


def test_children_end_with_the_pool(store_path: Path) -> None:
    async def work(_: Client, pool: Pool) -> list[int]:
        return [child.process.pid for child in pool._all]

    first, second = with_client(store_path, Limits(workers=2), work)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)

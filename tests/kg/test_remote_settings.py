"""Addresses of stores: what may be named, and where the addresses of queries, updates and graphs come from."""

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.remote.client import Credentials
from kg.remote.endpoint import candidates, of_kind
from kg.settings import Remote, load


def told(address: str, tmp_path: Path, **environment: str) -> Remote:
    found = load(
        {"store": address}, environment=environment, project=tmp_path / "none", user=tmp_path / "none"
    )
    assert found.remote is not None
    return found.remote


@pytest.mark.parametrize(
    "address",
    [
        "https://graphs.example.org/mandates",
        "http://127.0.0.1:7878",
        "http://localhost:7878/sparql",
        "http://[::1]:7878",
    ],
)
def test_a_web_address_is_a_store_far_away(address: str, tmp_path: Path) -> None:
    assert told(address, tmp_path) == Remote(address=address)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://graphs.example.org/", "by https only"),
        ("http://10.0.0.1:7878", "by https only"),
        ("http://localhost.example.org", "by https only"),
        ("https://me:secret@graphs.example.org", "holds a name or password"),
        ("https://graphs.example.org/?graph=a", "no web address"),
        ("https://graphs.example.org/#a", "no web address"),
        ("https://", "no web address"),
        ("https://graphs.example.org:port", "no web address"),
        ("https://graphs.example.org/ a", "no web address"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(address: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message) as raised:
        told(address, tmp_path)
    assert "secret" not in str(raised.value)


def test_builds_are_made_in_the_cache_by_address(tmp_path: Path) -> None:
    environment = {"MANDATEGRAPH_CACHE": str(tmp_path)}
    one, other = (
        load({"store": f"https://example.org/{name}"}, environment=environment).store for name in "ab"
    )
    assert one.parent == other.parent == tmp_path / "stores"
    assert one != other


def test_another_folder_for_builds_can_be_named(tmp_path: Path) -> None:
    environment = {"MANDATEGRAPH_STORE": "https://example.org/a", "MANDATEGRAPH_WORK": str(tmp_path / "work")}
    assert load(environment=environment).store == tmp_path / "work"


def test_addresses_that_differ_are_told_in_a_table(tmp_path: Path) -> None:
    file = tmp_path / "mandategraph.toml"
    file.write_text(
        'store = "https://example.org/db"\n'
        "[remote]\n"
        'query = "https://example.org/ask"\n'
        'update = "https://example.org/change"\n'
        "timeout = 5\n",
        encoding="utf-8",
    )
    remote = load(environment={"MANDATEGRAPH_STORE_DATA": "https://example.org/graphs"}, project=file).remote
    assert remote == Remote(
        address="https://example.org/db",
        query="https://example.org/ask",
        update="https://example.org/change",
        data="https://example.org/graphs",
        timeout=5.0,
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('remote = "https://example.org"', "remote cannot be that"),
        ('[remote]\nupdates = "https://example.org"', "remote cannot be that"),
        ('[remote]\nupdate = "http://example.org"', "by https only"),
        ("[remote]\ntimeout = -1", "no number of seconds"),
        ('[remote]\ntimeout = "soon"', "no number of seconds"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(table: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "mandategraph.toml"
    file.write_text(f'store = "https://example.org/db"\n{table}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load(environment={}, project=file)


@pytest.mark.parametrize(
    ("address", "addresses"),
    [
        ("http://localhost:1", ("/query", "/update", "/store")),
        ("http://localhost:1/query", ("/query", "/update", "/store")),
        ("http://localhost:1/ds/sparql", ("/ds/sparql", "/ds/update", "/ds/data")),
    ],
)
def test_the_likeliest_addresses_come_first(address: str, addresses: tuple[str, ...]) -> None:
    found = next(candidates(Remote(address=address)))
    assert (found.query, found.update, found.data) == tuple(f"http://localhost:1{path}" for path in addresses)


def test_what_is_told_is_not_guessed() -> None:
    remote = Remote(address="https://e.org/db", query="https://e.org/a", update="https://e.org/b")
    found = list(candidates(remote))
    assert [(one.query, one.update, one.data) for one in found] == [
        ("https://e.org/a", "https://e.org/b", None)
    ]


def test_virtuoso_takes_writers_elsewhere() -> None:
    remote = Remote(address="https://e.org/sparql")
    found = of_kind(next(candidates(remote)), remote, "Virtuoso/07.20", known=True)
    assert (found.update, found.data) == ("https://e.org/sparql-auth", "https://e.org/sparql-graph-crud-auth")
    assert (found.whole, found.digest) == (False, True)


def test_credentials_are_not_shown() -> None:
    who = Credentials.of({"MANDATEGRAPH_STORE_USER": "ann", "MANDATEGRAPH_STORE_PASSWORD": "pssst"})
    assert who.known
    assert "pssst" not in repr(who)
    assert "ann" not in repr(who)

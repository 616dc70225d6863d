"""HTTP to a service: what is refused, what is told of it, and that no secret leaves for another place."""

from collections.abc import Iterator

import pytest

from kg.errors import KgError, StoreError
from kg.remote import Client, Credentials, connected
from kg.settings import Remote
from tests.services import Fate, free_port, oxigraph, proxy

_WHO = Credentials(user="ann", password="pssst")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as address:
        yield address


def test_the_addresses_of_a_service_are_found(service: str) -> None:
    found = connected(Remote(address=service)).endpoint
    assert (found.query, found.update, found.data) == (
        f"{service}/query",
        f"{service}/update",
        f"{service}/store",
    )
    assert found.whole


def test_what_is_no_sparql_service_is_told(service: str) -> None:
    with pytest.raises(StoreError, match="no SPARQL service answers there"):
        connected(Remote(address=f"{service}/nothing/here"))


@pytest.mark.slow
def test_nobody_there_is_told_with_the_address() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(StoreError, match="cannot be reached") as raised:
        connected(Remote(address=address))
    assert raised.value.where == address


@pytest.mark.parametrize(
    ("fate", "message"),
    [
        ("secret", "does not let us in"),
        ("away", "points to another address"),
        ("busy", "the service is busy"),
        ("cut", "cannot be reached"),
    ],
)
def test_a_refusal_is_told_without_the_password(service: str, fate: Fate, message: str) -> None:
    with proxy(service, lambda _: fate) as stern:
        client = Client(connected(Remote(address=service)).endpoint, Credentials(token=""), waits=())
        client.endpoint = type(client.endpoint)(
            address=stern.address, query=f"{stern.address}/query", update="", data=None, timeout=5.0
        )
        with pytest.raises(KgError, match=message) as raised:
            client.query("ASK {}")
    assert "pssst" not in str(raised.value)


def test_name_and_password_open_the_door(service: str) -> None:
    with proxy(service, lambda _: "secret") as locked:
        found = connected(Remote(address=locked.address), _WHO)
        assert b"true" in found.query("ASK {}")


def test_a_token_opens_the_door(service: str) -> None:
    with proxy(service, lambda _: "secret") as locked:
        found = connected(Remote(address=locked.address), Credentials(token="abc"))
        assert b"true" in found.query("ASK {}")


def test_a_wrong_update_is_told_in_the_words_of_the_service(service: str) -> None:
    with pytest.raises(StoreError, match="the service refuses: 400"):
        connected(Remote(address=service)).update("INSERT NONSENSE")


def test_a_graph_that_is_not_there_is_empty(service: str) -> None:
    assert b"".join(connected(Remote(address=service)).graph("urn:nothing")) == b""


def test_a_graph_that_was_put_is_there_and_can_go(service: str) -> None:
    client = connected(Remote(address=service))
    client.put("urn:g", b"<urn:a> <urn:b> <urn:c> .\n")
    assert b"".join(client.graph("urn:g")) == b"<urn:a> <urn:b> <urn:c> .\n"
    client.put("urn:g", b"")
    assert b"".join(client.graph("urn:g")) == b""

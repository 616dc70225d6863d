"""Rows are counted in what the engine writes, whatever the values hold."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish import rows
from publish.rows import TooManyRowsError, buffer

FORMATS = [
    ox.QueryResultsFormat.JSON,
    ox.QueryResultsFormat.XML,
    ox.QueryResultsFormat.CSV,
    ox.QueryResultsFormat.TSV,
]
NASTY = ['}},{"', "<result>", "a\nb", 'c"\n"d', "\\", '\\"},{', "", "[{", "\r\n", '"']


def results(values: list[str]) -> ox.QuerySolutions:
    store = ox.Store()
    graph = ox.NamedNode("http://e/g")
    store.extend(
        ox.Quad(ox.NamedNode(f"http://e/{n}"), graph, ox.Literal(value), graph)
        for n, value in enumerate(values)
    )
    found = store.query("SELECT ?value ?none { GRAPH ?g { ?s ?p ?value } }")
    assert isinstance(found, ox.QuerySolutions)
    return found


def cut(text: bytes, size: int) -> list[bytes]:
    return [text[n : n + size] for n in range(0, len(text), size)]


@pytest.mark.parametrize("results_format", FORMATS)
@given(values=st.lists(st.sampled_from(NASTY), max_size=12), size=st.integers(1, 40))
def test_as_many_rows_as_allowed_pass_and_one_more_does_not(
    results_format: ox.QueryResultsFormat, values: list[str], size: int
) -> None:
    written = results(values).serialize(format=results_format)
    assert written is not None
    enough = buffer(results_format, len(values))
    assert sum(map(enough.write, cut(written, size))) == len(written)
    assert enough.value() == written
    scarce = buffer(results_format, len(values) - 1)
    with pytest.raises(TooManyRowsError):
        list(map(scarce.write, cut(written, size)))


@pytest.mark.parametrize("results_format", FORMATS)
def test_engine_stops_writing_at_the_limit(results_format: ox.QueryResultsFormat) -> None:
    with pytest.raises(TooManyRowsError):
        results(["x"] * 3).serialize(buffer(results_format, 2), results_format)  # type: ignore[arg-type]


@pytest.mark.parametrize("inside", ["y", '"', "\\", "{"])
def test_long_value_is_read_once_however_it_is_cut(inside: str) -> None:
    written = results([inside * 200_000]).serialize(format=ox.QueryResultsFormat.JSON)
    assert written is not None
    counter = rows._Json()
    counted = [counter.count(piece) for piece in cut(written, 100)]
    assert sum(counted) == 1
    # Of what was read nothing is kept but a character or two.
    assert len(counter._rest) + len(counter._last) <= 2

"""Accept headers against offers."""

import pytest

from publish.negotiate import GRAPHS, RESULTS, by_suffix, choose


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml"),
        ("text/*", "csv"),
        ("text/html, text/*;q=0.2, text/tab-separated-values;q=0.4", "tsv"),
        ("application/json;q=0, */*;q=0.1", "json"),
        ("TEXT/CSV ; Q=1.0", "csv"),
        ("text/csv;q=nonsense, application/xml", "xml"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("application/json, application/sparql-results+json;q=0.1, text/csv;q=0.5", "json"),
    ],
)
def test_best_liked_format_is_chosen(accept: str, suffix: str) -> None:
    chosen = choose(accept, RESULTS)
    assert chosen is not None
    assert chosen.suffix == suffix


@pytest.mark.parametrize("accept", ["text/html", "image/*", "text/csv;q=0", "*/*;q=0"])
def test_nothing_that_is_liked_gives_nothing(accept: str) -> None:
    assert choose(accept, RESULTS) is None


def test_suffix_that_is_no_format_belongs_to_the_name() -> None:
    assert by_suffix("doc/S_RES_2322.2016", GRAPHS) == ("doc/S_RES_2322.2016", None)
    assert by_suffix("doc/S_RES_2322.2016.nt", GRAPHS) == ("doc/S_RES_2322.2016", GRAPHS[1])

"""Compiled shapes and pySHACL find the same in examples with faults planted at random."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import assets
from kg.iris import XSD
from kg.shacl import Data, compiled, hierarchy, read, run
from kg.shacl.reference import reference
from tests.shacl_cases.manifest import Key, key

Value = NamedNode | BlankNode | Literal
NS = "https://w3id.org/mandategraph/ns#"
ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "shapes"
WORLD = (EXAMPLES / "world.ttl").read_text(encoding="utf-8")
_TYPED = (
    ("0.5", XSD + "decimal"), ("1.5", XSD + "decimal"), ("many", XSD + "integer"), ("9" * 20, XSD + "integer"),
    ("2021-02-28", XSD + "date"), ("2021-02-30", XSD + "date"), ("soon", XSD + "date"),
    ("A/RES/70/1", NS + "officialSymbol"), ("A RES", NS + "officialSymbol"), ("key", NS + "localKey"),
)  # fmt: skip
ODD: tuple[Value, ...] = (
    *(Literal(text, datatype=NamedNode(datatype)) for text, datatype in _TYPED),
    *(Literal("x", language=tag) for tag in ("en", "en-GB", "fr")),
    *(Literal(text) for text in ("", " x ", "en", "EN", "1999-12-31")),
    *(Literal(number) for number in (0, 1, -1)),
    Literal(1.5),
    Literal(True),
    NamedNode("https://example.org/stranger"),
    NamedNode("ftp://example.org/file"),
)
"""Values of many kinds, some of them ill-formed."""


def parsed(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)]


@cache
def shapes() -> tuple[Triple, ...]:
    return tuple(t for path in assets.files("shapes", "*.ttl") for t in parsed(path.read_text("utf-8")))


@cache
def sound() -> tuple[Triple, ...]:
    """The examples that pass, one file of each class, with the ontology."""
    files = [sorted(folder.glob("pass-*.ttl"))[0] for folder in sorted(EXAMPLES.iterdir()) if folder.is_dir()]
    texts = [WORLD, *(WORLD + file.read_text("utf-8") for file in files)]
    found = [*parsed((ROOT / "ontology/mandategraph.ttl").read_text("utf-8"))]
    return tuple(dict.fromkeys([*found, *(triple for text in texts for triple in parsed(text))]))


def both(data: Sequence[Triple], rules: Sequence[Triple]) -> tuple[set[Key], set[Key]]:
    """What the compiled shapes find in triples, and what pySHACL finds in what the store keeps of them."""
    kept = Store()
    kept.extend(Quad(*triple) for triple in data)
    here = Data(store=kept)
    plan, other = (compiled(read(rules), hierarchy(here), on_disk=told) for told in (False, True))
    assert plan.left == ()
    ours = {key(result) for result in run(plan, here)}
    assert {key(result) for result in run(other, here)} == ours
    return ours, {key(result) for result in reference(here.triples(), rules)}


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[Triple, ...]:
    """The sound examples after some triples went, came or changed."""
    base = sound()
    places = st.integers(0, len(base) - 1)
    things: list[NamedNode | BlankNode | Literal] = [
        *ODD,
        *dict.fromkeys(t.object for t in base if not isinstance(t.object, Triple)),
    ]
    gone = draw(st.sets(places, max_size=8))
    changed = draw(st.dictionaries(places, st.sampled_from(things), max_size=6))
    added = draw(st.lists(st.tuples(places, places, st.sampled_from(things)), max_size=8))
    kept = [
        Triple(t.subject, t.predicate, changed.get(n, t.object)) for n, t in enumerate(base) if n not in gone
    ]
    more = [Triple(base[s].subject, base[p].predicate, value) for s, p, value in added]
    return tuple(dict.fromkeys([*kept, *more]))


def test_the_examples_that_are_spoiled_are_sound() -> None:
    assert both(sound(), shapes()) == (set(), set())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled())
def test_planted_faults_are_found_as_pyshacl_finds_them(data: tuple[Triple, ...]) -> None:
    ours, theirs = both(data, shapes())
    assert ours == theirs


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled())
def test_many_planted_faults_are_found_as_pyshacl_finds_them(data: tuple[Triple, ...]) -> None:
    ours, theirs = both(data, shapes())
    assert ours == theirs

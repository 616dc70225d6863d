"""The list of areas: official names, what changed, codes, hierarchy, and which names are missing."""

import importlib.util
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import assets, pipeline, store, vocabulary
from kg.ask import ask
from kg.finders.names import fold
from kg.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
AREA = "http://metadata.un.org/sdg/codes/geoArea/"
GEO = "http://metadata.un.org/sdg/codes/geoArea#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
NS = "https://w3id.org/mandategraph/ns#"
SIX = {"ar", "en", "es", "fr", "ru", "zh"}
RENAMED = {
    ("203", "es"),
    ("203", "fr"),
    ("748", "es"),
    ("792", "en"),
    ("792", "es"),
    ("792", "fr"),
    ("807", "fr"),
}
"""Official names that are younger than the table."""

Areas = dict[str, dict[str, list[tuple[str, str]]]]
"""Code, predicate, pairs of language and value."""


def read(path: Path) -> Areas:
    areas: defaultdict[str, defaultdict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        code = triple.subject.value.removeprefix(AREA)
        if code.isdigit():
            language = triple.object.language if isinstance(triple.object, ox.Literal) else None
            areas[code][triple.predicate.value].append((language or "", triple.object.value))
    return {code: dict(area) for code, area in areas.items()}


@cache
def ours() -> Areas:
    return read(assets.folder("seeds") / "vocab" / "places.ttl")


def names(code: str, predicate: str) -> dict[str, str]:
    return dict(ours()[code].get(predicate, []))


def values(code: str, predicate: str) -> list[str]:
    return sorted(value for _, value in ours()[code].get(predicate, []))


@pytest.fixture(scope="module")
def table(reference: Path) -> Areas:
    return read(reference / "vocab" / "m49-geoareas.ttl")


def test_every_area_of_the_table_is_there(table: Areas) -> None:
    assert ours().keys() == table.keys()


def test_names_are_those_of_the_table_where_it_has_them(
    table: Areas,
) -> None:
    official = {(c, lang): name for c in table for lang, name in table[c].get(f"{SKOS}prefLabel", [])}
    current = {(c, lang): name for c in ours() for lang, name in ours()[c].get(f"{SKOS}prefLabel", [])}
    assert {
        key for key in current.keys() | official.keys() if current.get(key) != official.get(key)
    } == RENAMED


@pytest.mark.parametrize("predicate", [f"{GEO}iso2code", f"{GEO}iso3code"])
def test_iso_codes_are_those_of_the_table(table: Areas, predicate: str) -> None:
    assert {c: values(c, predicate) for c in ours()} == {
        c: sorted(v for _, v in table[c].get(predicate, [])) for c in table
    }


def test_hierarchy_is_that_of_the_table(table: Areas) -> None:
    parents = {
        c: sorted(v for _, v in table[c].get(f"{SKOS}broader", []) if v.removeprefix(AREA).isdigit())
        for c in table
    }
    assert {c: values(c, f"{SKOS}broader") for c in ours()} == parents


def test_every_area_but_the_world_has_a_broader_one_that_is_there() -> None:
    above = {c: {v.removeprefix(AREA) for v in values(c, f"{SKOS}broader")} for c in ours()}
    assert [c for c, parents in above.items() if not parents] == ["001"]
    assert {parent for parents in above.values() for parent in parents} <= ours().keys()


@pytest.mark.parametrize(
    ("code", "current", "old"),
    [
        ("792", "Türkiye", "Turkey"),
        ("748", "Eswatini", "Swaziland"),
        ("132", "Cabo Verde", "Cape Verde"),
        ("807", "North Macedonia", "former Yugoslav Republic of Macedonia"),
        ("807", "North Macedonia", "Macedonia"),
        ("203", "Czechia", "Czech Republic"),
    ],
)
def test_a_changed_name_is_current_and_the_old_one_recognised(code: str, current: str, old: str) -> None:
    assert names(code, f"{SKOS}prefLabel")["en"] == current
    assert ("en", old) in ours()[code][f"{SKOS}altLabel"]


@pytest.mark.usefixtures("words_at_hand")
def test_a_country_is_asked_for_by_its_former_name_and_shown_under_the_current_one(tmp_path: Path) -> None:
    cover = "United Nations A/79/903\n\nReport of the Secretary-General\n\nI. Work\n\n"
    (tmp_path / "a.txt").write_text(
        f"{cover}1. Officers of Albania and Macedonia learned about corruption.\n"
    )
    told = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    pipeline.build([tmp_path / "a.txt"], told, now="2026-01-01T00:00:00Z")
    answer = ask(store.open_reader(told.store), "by-country", [("area", "Macedonia")])
    assert answer.answer.startswith("1 document names North Macedonia or a place within it")


def test_member_states_are_told_from_other_areas() -> None:
    united = "https://w3id.org/mandategraph/id/org/un"
    joined = {code for code in ours() if united in values(code, "http://www.w3.org/ns/org#memberOf")}
    assert len(joined) == 193
    assert {"729", "756"} <= joined
    assert not {"001", "010", "074", "336", "530", "680", "736"} & joined


def test_the_sudan_of_today_has_the_key_and_the_former_one_an_end() -> None:
    assert [values(c, f"{GEO}iso3code") for c in ("729", "736")] == [["SDN"], ["SDN"]]
    assert [values(c, f"{NS}key") for c in ("729", "736")] == [["SDN"], ["736"]]
    assert values("736", "https://schema.org/validThrough") == ["2011-07-08"]
    found = vocabulary.load().find("place", "SDN")
    assert found is not None
    assert found.iri == f"{AREA}729"


def test_countries_without_all_six_official_names_are_known() -> None:
    gaps = {
        c: SIX - names(c, f"{SKOS}prefLabel").keys()
        for c in ours()
        if f"{GEO}iso3code" in ours()[c] and names(c, f"{SKOS}prefLabel").keys() != SIX
    }
    assert gaps == {"010": {"zh"}, "530": SIX - {"en"}, "736": SIX - {"en"}}


def test_regions_have_the_official_name_in_english_alone() -> None:
    regions = [c for c in ours() if f"{GEO}iso3code" not in ours()[c]]
    assert len(regions) == 32
    assert {frozenset(names(c, f"{SKOS}prefLabel")) for c in regions} == {frozenset({"en"})}


def test_areas_without_short_labels_of_ours_in_six_languages_are_known() -> None:
    gaps = {
        c: SIX - names(c, f"{NS}shortLabel").keys()
        for c in ours()
        if names(c, f"{NS}shortLabel").keys() != SIX
    }
    only_english = SIX - {"en"}
    assert gaps == {"530": only_english, "680": only_english, "736": only_english, "830": only_english}


def test_keys_are_unique_and_have_the_form_of_their_code() -> None:
    concepts = [c for c in vocabulary.load().concepts if c.type == "place"]
    assert [key for key, count in Counter(c.key for c in concepts).items() if count > 1] == []
    assert [c.key for c in concepts if len(c.key) == 3 and not (c.key.isdigit() or c.key.isupper())] == []


def test_no_name_or_adjective_stands_for_two_places() -> None:
    places = [c for c in vocabulary.load().concepts if c.type == "place"]
    owned = {(fold(word), c.iri) for c in places for word in (*c.labels, *c.adjectives)}
    assert [name for name, count in Counter(name for name, _ in owned).items() if count > 1] == []


def test_broader_areas_of_other_regions_are_in_the_list() -> None:
    triples = ox.parse(path=assets.folder("seeds") / "vocab" / "regions.ttl", format=ox.RdfFormat.TURTLE)
    above = {str(t.object) for t in triples if t.predicate.value == f"{SKOS}broader"}
    assert above
    assert above <= {f"<{AREA}{code}>" for code in ours()}


@pytest.mark.skipif(importlib.util.find_spec("babel") is None, reason="needs Babel")
def test_the_list_is_what_its_generator_writes(reference: Path) -> None:
    script = ROOT / "scripts" / "_places.py"
    ran = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True, check=True, env={"MANDATEGRAPH_REFERENCE": str(reference), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ran.stdout.decode() == (assets.folder("seeds") / "vocab" / "places.ttl").read_text(
        encoding="utf-8"
    )

"""The seeds keep their promises: vocabularies, catalogue, sample documents, expected statements."""

import csv
import hashlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
import rdflib

from kg import assets, decisions, vocabulary
from kg.finders.names import fold
from kg.types import EntityType

BASE = "https://w3id.org/mandategraph/"
NS = f"{BASE}ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
VANN_PREFIX = "http://purl.org/vocab/vann/preferredNamespacePrefix"
SDG = "http://metadata.un.org/sdg/"
WIKIDATA = "http://www.wikidata.org/entity/"
NAMES = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{NS}shortLabel")
HEADER = {
    RDF_TYPE,
    f"{DCTERMS}title",
    f"{DCTERMS}description",
    f"{DCTERMS}license",
    f"{DCTERMS}source",
    VANN_PREFIX,
}
PREDICATES = {
    "activeIn",
    "addresses",
    "addressesActionLine",
    "adoptedBy",
    "contributesTo",
    "implementedBy",
    "mandatedBy",
    "partOf",
    "partner",
}
SYMBOLS = {"adoptedBy", "partOf"}
"""Predicates whose subjects are written as symbols or keys, not as names."""
SOURCE_KEYS = {
    "id",
    "title",
    "type",
    "body",
    "session",
    "meeting_begin",
    "meeting_end",
    "place",
    "publisher",
    "language",
    "text_sha256",
    "expect",
}
COUNTS = {"min_entities", "max_entities", "min_statements", "max_statements"}

Term = dict[str, list[str]]
Graph = dict[str, Term]

VOCABULARIES = assets.files("seeds", "vocab/*.ttl")
SOURCES = assets.files("seeds", "sources/*.toml")
SAMPLES = tuple(sorted({*assets.files("seeds", "documents/*.txt"), *assets.files("seeds", "documents/*.md")}))
STATEMENTS = Path(__file__).parent / "golden" / "sample-statements.tsv"


def read(text: str) -> Graph:
    """What a file says in English or without a language; other languages are for tests/test_vocab_labels.py."""
    graph: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        if isinstance(triple.object, ox.Literal) and triple.object.language not in (None, "en"):
            continue
        graph[triple.subject.value][triple.predicate.value].append(triple.object.value)
    return {subject: dict(term) for subject, term in graph.items()}


def scheme(path: Path) -> tuple[str, Term]:
    iri = f"{BASE}vocab/{path.stem}"
    return iri, read(path.read_text(encoding="utf-8"))[iri]


def members(path: Path) -> Graph:
    graph = read(path.read_text(encoding="utf-8"))
    return {iri: term for iri, term in graph.items() if iri != f"{BASE}vocab/{path.stem}"}


def named(stem: str) -> Graph:
    return members(assets.folder("seeds") / "vocab" / f"{stem}.ttl")


def keys(stem: str) -> set[str]:
    return {iri.rsplit("/", 1)[-1] for iri in named(stem)}


def names(term: Term) -> set[str]:
    return {label for predicate in NAMES for label in term.get(predicate, [])}


def items(kind: str) -> dict[str, str]:
    """Code to IRI of the Goals, targets or indicators of our file."""
    return {
        code: iri
        for iri, term in named("sdg").items()
        if f"{SDG}ontology#{kind}" in term[RDF_TYPE]
        for code in term[f"{SKOS}notation"]
    }


def official(reference: Path, kind: str) -> dict[str, str]:
    """The same of the vocabulary that the United Nations publish."""
    graph = rdflib.Graph().parse(reference / "vocab" / "sdg-kos.ttl")
    return {
        str(code): str(item)
        for item in graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SDG}ontology#{kind}"))
        for code in graph.objects(item, rdflib.SKOS.notation)
        if isinstance(code, rdflib.Literal) and str(code.datatype) == f"{SDG}ontology#SDGCodeCompact"
    }


def incomplete(terms: Graph, home: str) -> list[str]:
    """Members that do not stand in their scheme or have not exactly one preferred and one short label."""
    return [
        iri
        for iri, term in terms.items()
        if term.get(f"{SKOS}inScheme") != [home]
        or len(term.get(f"{SKOS}prefLabel", [])) != 1
        or len(term.get(f"{NS}shortLabel", [])) != 1
    ]


def ambiguous(terms: Graph) -> list[str]:
    """Names that, once folded as they are for recognition, belong to more than one member."""
    owners = Counter(name for term in terms.values() for name in {fold(name) for name in names(term)})
    return sorted(name for name, count in owners.items() if count > 1)


def repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def natural(iri: str) -> list[tuple[bool, int, str]]:
    parts = [part for part in re.split(r"(\d+)", iri) if part]
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def source(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def own_symbol(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("United Nations ")


def rows(section: int) -> list[list[str]]:
    """The statements before (0) or after (1) the line "# never"."""
    part = STATEMENTS.read_text(encoding="utf-8").split("# never\n")[section]
    return [row for row in csv.reader(part.splitlines(), delimiter="\t") if not row[0].startswith("#")]


def words(text: str) -> str:
    return " ".join(text.split())


every_vocabulary = pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
every_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
every_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


@every_vocabulary
def test_vocabulary_describes_itself(path: Path) -> None:
    iri, header = scheme(path)
    assert header.keys() >= HEADER, iri
    assert header[RDF_TYPE] == [f"{SKOS}ConceptScheme"]
    assert set(header.get(f"{NS}entityType", [])) <= set(get_args(EntityType))


@every_vocabulary
def test_vocabulary_reads_alike_in_both_parsers(path: Path) -> None:
    assert len(rdflib.Graph().parse(path)) == len(list(ox.parse(path=path)))


@every_vocabulary
def test_members_stand_in_their_scheme_with_their_labels(path: Path) -> None:
    assert members(path)
    assert incomplete(members(path), f"{BASE}vocab/{path.stem}") == []


@every_vocabulary
def test_short_label_is_a_name_and_never_longer(path: Path) -> None:
    shorts = {iri: (term[f"{NS}shortLabel"][0], term) for iri, term in members(path).items()}
    strange = [
        iri
        for iri, (short, term) in shorts.items()
        if len(short) > len(term[f"{SKOS}prefLabel"][0])
        or short not in {name for key in NAMES[:3] for name in term.get(key, [])}
    ]
    assert strange == []


@every_vocabulary
def test_no_name_belongs_to_two_members_of_a_type(path: Path) -> None:
    assert ambiguous(members(path)) == []


@every_vocabulary
def test_blocks_are_sorted(path: Path) -> None:
    blocks = re.findall(r"^<([^>]+)>$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert blocks[0] == f"{BASE}vocab/{path.stem}"
    assert blocks[1:] == sorted(blocks[1:], key=natural)


def test_each_type_but_places_has_one_vocabulary() -> None:
    types = [kind for path in VOCABULARIES for kind in scheme(path)[1].get(f"{NS}entityType", [])]
    assert repeated(types) == ["place"]


def test_each_thing_stands_in_one_vocabulary() -> None:
    assert repeated(iri for path in VOCABULARIES for iri in members(path)) == []


def test_prefixes_are_unique() -> None:
    assert repeated(scheme(path)[1][VANN_PREFIX][0] for path in VOCABULARIES) == []


def test_planted_ambiguity_is_found() -> None:
    terms = {
        "a": {f"{SKOS}prefLabel": ["Money-Laundering Programme"]},
        "b": {f"{SKOS}altLabel": ["money laundering programme"]},
    }
    assert ambiguous(terms) == ["money laundering programme"]


def test_planted_member_without_label_is_found() -> None:
    text = f"<{BASE}id/x/y> <{SKOS}inScheme> <{BASE}vocab/x> ; <{NS}shortLabel> 'Y'@en ."
    assert incomplete(read(text), f"{BASE}vocab/x") == [f"{BASE}id/x/y"]


def test_targets_are_counted_by_goal() -> None:
    codes = Counter(code.split(".")[0] for code in items("Target"))
    assert codes == {
        "1": 7, "2": 8, "3": 13, "4": 10, "5": 9, "6": 8, "7": 5, "8": 12, "9": 8, "10": 10, "11": 10,
        "12": 11, "13": 5, "14": 10, "15": 12, "16": 12, "17": 19,
    }  # fmt: skip
    assert set(items("Goal")) == {str(number) for number in range(1, 18)}


def test_code_of_a_goal_or_target_is_the_end_of_its_iri() -> None:
    wrong = {c: iri for c, iri in [*items("Goal").items(), *items("Target").items()] if iri != f"{SDG}{c}"}
    assert wrong == {}


def test_indicators_have_their_permanent_iri_or_one_of_ours() -> None:
    shapes = rf"{SDG}C[0-9][0-9a-f]{{5}}|{BASE}id/sdg/[0-9]+\.[0-9a-d]+\.[0-9]+"
    assert [iri for iri in items("Indicator").values() if not re.fullmatch(shapes, iri)] == []
    assert {code for code, iri in items("Indicator").items() if iri.startswith(BASE)} == {
        "2.2.3", "3.d.2", "4.1.2", "10.4.2", "10.7.3", "10.7.4", "13.2.2", "16.3.3",
    }  # fmt: skip


def test_an_indicator_of_three_targets_has_three_codes() -> None:
    disasters = named("sdg")[f"{SDG}C200303"]
    assert disasters[f"{SKOS}notation"] == ["1.5.1", "11.5.1", "13.1.1"]
    assert disasters[f"{SKOS}broader"] == [f"{SDG}1.5", f"{SDG}11.5", f"{SDG}13.1"]


def test_each_sdg_item_stands_below_what_its_codes_say() -> None:
    wrong = [
        iri
        for iri, term in named("sdg").items()
        if term.get(f"{SKOS}broader", [])
        != [f"{SDG}{code.rpartition('.')[0]}" for code in term[f"{SKOS}notation"] if "." in code]
    ]
    assert wrong == []


def test_each_sdg_code_has_one_item() -> None:
    assert repeated(code for term in named("sdg").values() for code in term[f"{SKOS}notation"]) == []
    assert [len(items(kind)) for kind in ("Goal", "Target", "Indicator")] == [17, 169, 252]


@pytest.mark.parametrize(("kind", "most"), [("Goal", 8), ("Target", 8), ("Indicator", 9)])
def test_sdg_labels_are_short(kind: str, most: int) -> None:
    terms = named("sdg")
    labels = [terms[iri][f"{SKOS}prefLabel"][0] for iri in items(kind).values()]
    assert [label for label in labels if not 3 <= len(label.split()) <= most] == []


@pytest.mark.parametrize("kind", ["Goal", "Target", "Indicator"])
def test_sdg_codes_equal_the_official_ones(reference: Path, kind: str) -> None:
    ours = {code: iri for code, iri in items(kind).items() if iri.startswith(SDG)}
    assert ours == official(reference, kind)


def test_all_codes_of_official_indicators_resolve(reference: Path) -> None:
    codes = official(reference, "Indicator")
    found = {code: concept for code in codes if (concept := vocabulary.load().find("sdg", code))}
    assert len(codes) == 244
    assert {code: concept.iri for code, concept in found.items()} == codes


def test_parents_of_sdg_items_equal_the_official_ones(reference: Path) -> None:
    graph = rdflib.Graph().parse(reference / "vocab" / "sdg-kos.ttl")
    theirs = {(str(item), str(parent)) for item, parent in graph.subject_objects(rdflib.SKOS.broader)}
    ours = {(iri, up) for iri, term in named("sdg").items() for up in term.get(f"{SKOS}broader", [])}
    assert {pair for pair in ours if pair[0].startswith(SDG)} == theirs


def test_wikidata_items_of_goals_are_those_of_the_official_vocabulary(reference: Path) -> None:
    graph = rdflib.Graph().parse(reference / "vocab" / "sdg-kos.ttl")
    theirs = {(str(item), str(match)) for item, match in graph.subject_objects(rdflib.SKOS.exactMatch)}
    ours = {(iri, other) for iri, term in named("sdg").items() for other in term.get(f"{SKOS}exactMatch", [])}
    assert len(ours) == 17
    assert ours <= theirs


def test_topics_equal_the_reference_list(reference: Path) -> None:
    lines = (reference / "gold" / "TOPICS.txt").read_text(encoding="utf-8").splitlines()
    assert keys("topics") == {line.split("|")[0].strip() for line in lines if line and line[0] != "#"}


def test_organ_matches_are_verified_ones(reference: Path) -> None:
    tables = [
        list(csv.DictReader((reference / "vocab" / name).read_text(encoding="utf-8").splitlines()))
        for name in ("organizations.csv", "un-entities.csv")
    ]
    known = {
        row["wikidata"] for table in tables for row in table if row.get("status", "verified") == "verified"
    }
    ours = [match for term in named("organs").values() for match in term.get(f"{SKOS}closeMatch", [])]
    items = {match.removeprefix(WIKIDATA) for match in ours if match.startswith(WIKIDATA)}
    assert items
    assert items <= known


def test_action_lines_are_eleven_with_eight_fields() -> None:
    codes = keys("action-lines")
    assert {f"C{number}" for number in range(1, 12)} <= codes
    assert len([code for code in codes if code.startswith("C7.e-")]) == 8
    assert len(codes) == 19


def test_document_types_are_those_of_the_annotation_format() -> None:
    assert keys("types") == {"other", "report", "resolution", "submission"}


def test_each_symbol_prefix_has_one_organ() -> None:
    prefixes = [prefix for term in named("organs").values() for prefix in term.get(f"{NS}symbolPrefix", [])]
    assert repeated(prefixes) == []
    assert {"A", "S", "E", "A/HRC", "CND", "CCPCJ", "CTOC/COP", "CAC/COSP", "UNEP/EA"} <= set(prefixes)


def test_protocols_supplement_instruments_that_are_there() -> None:
    instruments = named("instruments")
    parents = {parent for term in instruments.values() for parent in term.get(f"{NS}supplements", [])}
    assert f"{BASE}id/instrument/XVIII-12" in parents
    assert parents <= instruments.keys()


@pytest.mark.parametrize("stem", ["programmes", "publications", "events"])
def test_sources_of_curated_names_are_in_the_catalogue(stem: str) -> None:
    known = {str(value) for path in SOURCES for value in (source(path)["id"], source(path).get("symbol"))}
    cited = {value for term in named(stem).values() for value in term.get(f"{DCTERMS}source", [])}
    assert cited
    assert cited <= known


@every_source
def test_source_is_complete(path: Path) -> None:
    table = source(path)
    assert table.keys() >= SOURCE_KEYS
    assert table["id"] == path.stem
    assert re.fullmatch(r"[0-9a-f]{64}", str(table["text_sha256"]))
    assert {table["body"], table["publisher"]} <= keys("organs")
    assert str(table["meeting_begin"]) <= str(table["meeting_end"])


@every_source
def test_expected_counts_leave_room(path: Path) -> None:
    expect = source(path)["expect"]
    assert isinstance(expect, dict)
    assert expect.keys() == COUNTS
    assert 0 < expect["min_entities"] < expect["max_entities"]
    assert 0 < expect["min_statements"] < expect["max_statements"]


def test_address_is_given_where_the_symbol_makes_it() -> None:
    addresses = {source(path).get("symbol"): source(path).get("address") for path in SOURCES}
    assert addresses == {None: None, "CTOC/COP/2018/11": "https://docs.un.org/en/CTOC/COP/2018/11"}


def test_hashes_of_the_catalogue_are_those_of_the_texts(reference: Path) -> None:
    texts = [path.read_text(encoding="utf-8-sig") for path in (reference / "corpus").glob("*.txt")]
    hashes = {hashlib.sha256(text.encode()).hexdigest() for text in texts}
    assert {source(path)["text_sha256"] for path in SOURCES} == hashes


def test_samples_are_numbered_one_to_five() -> None:
    assert sorted(own_symbol(path) for path in SAMPLES) == [f"SAMPLE/2026/{n}" for n in range(1, 6)]


@every_sample
def test_sample_shares_no_identity_with_a_real_document(path: Path) -> None:
    text = words(path.read_text(encoding="utf-8")).casefold()
    assert [table["id"] for table in map(source, SOURCES) if str(table["title"]).casefold() in text] == []
    assert [
        table["id"] for table in map(source, SOURCES) if str(table.get("symbol", "\0")).casefold() in text
    ] == []


@every_sample
def test_sample_says_that_it_is_one(path: Path) -> None:
    text = words(path.read_text(encoding="utf-8"))
    assert "sample" in text
    assert "MandateGraph project" in text
    assert "no official document" in text


def test_expected_statements_are_well_formed() -> None:
    table = rows(0) + rows(1)
    assert {len(row) for row in table} == {4}
    assert {row[2] for row in table} == PREDICATES
    assert {row[0] for row in rows(0)} == {own_symbol(path) for path in SAMPLES}
    assert repeated("\t".join(row) for row in table) == []


def test_subjects_are_symbols_or_names_that_the_sample_prints() -> None:
    texts = {own_symbol(path): words(path.read_text(encoding="utf-8")) for path in SAMPLES}
    subjects = {(row[0], row[1]) for row in rows(0) + rows(1) if row[2] not in SYMBOLS}
    assert [pair for pair in sorted(subjects) if pair[1] not in texts[pair[0]]] == []


def test_subjects_that_are_names_are_in_the_vocabularies() -> None:
    known = {
        fold(name) for stem in ("organs", "programmes") for t in named(stem).values() for name in names(t)
    }
    subjects = {row[1] for row in rows(0) + rows(1) if row[2] not in SYMBOLS}
    assert sorted(name for name in subjects if fold(name) not in known) == []


@pytest.mark.parametrize("predicate", ["adoptedBy", "implementedBy"])
def test_objects_of_organs_are_keys(predicate: str) -> None:
    assert {row[3] for row in rows(0) + rows(1) if row[2] == predicate} <= keys("organs")


def test_objects_of_contributions_are_codes() -> None:
    codes = {row[3] for row in rows(0) + rows(1) if row[2] == "contributesTo"}
    known = {code for term in named("sdg").values() for code in term[f"{SKOS}notation"]}
    assert "16.10.2" in codes
    assert codes <= known


def test_objects_of_action_lines_are_codes() -> None:
    assert {row[3] for row in rows(0) + rows(1) if row[2] == "addressesActionLine"} <= keys("action-lines")


def test_every_resolution_that_mandates_has_its_organ() -> None:
    mandates = {row[3] for row in rows(0) if row[2] == "mandatedBy"}
    adopted = {row[1] for row in rows(0) if row[2] == "adoptedBy"}
    assert {symbol for symbol in mandates if not symbol.startswith("instrument/")} <= adopted
    assert {key for key in mandates if key.startswith("instrument/")} == {"instrument/tunis-agenda"}
    assert "tunis-agenda" in keys("instruments")


def test_decisions_of_the_package_can_be_read(tmp_path: Path) -> None:
    assert decisions.load(tmp_path).reviews == {}

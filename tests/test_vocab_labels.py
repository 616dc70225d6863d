"""Names in the six official languages of the United Nations, links to other vocabularies, and ways up.

Where a language is missing, the test names the gap.
"""

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg import assets, vocabulary
from kg.finders.names import fold
from kg.vocabulary import read

BASE = "https://w3id.org/mandategraph/"
NS = f"{BASE}ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SDG = "http://metadata.un.org/sdg/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
SIX = ("ar", "en", "es", "fr", "ru", "zh")
PREFERRED, SHORT = f"{SKOS}prefLabel", f"{NS}shortLabel"
NAMES = (PREFERRED, SHORT, f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{NS}adjective")
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
HOSTS = re.compile(
    r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*"
    r"|http://eurovoc\.europa\.eu/(?:[1-9][0-9]*|c_[0-9a-f]{8})"
    r"|http://metadata\.un\.org/thesaurus/[0-9]{6,7}"
    r"|http://metadata\.un\.org/sdg/[0-9]+(?:\.[0-9a-d]+)?"
    r"|https://sws\.geonames\.org/[0-9]+/?|http://sws\.geonames\.org/[0-9]+/?"
)
SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}

Statement = tuple[str, str, ox.NamedNode | ox.Literal]
Labels = dict[str, dict[str, list[str]]]
"""Language to labels, by IRI."""

VOCABULARIES = assets.files("seeds", "vocab/*.ttl")
every_vocabulary = pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)

TRANSLATED = ("action-lines", "topics", "types", "units")
"""Each member of these vocabularies, and each Goal and target, has a name in each of the six languages."""

PRINCIPAL_ORGANS = (
    "general-assembly", "security-council", "ecosoc", "trusteeship-council", "icj", "secretariat",
)  # fmt: skip
MAIN_COMMITTEES = tuple(
    f"{number}-committee" for number in ("first", "second", "third", "fourth", "fifth", "sixth")
)
COMMISSIONS = (
    "ccpcj",
    "cnd",
    "cpd",
    "csocd",
    "cstd",
    "csw",
    "statcom",
    "eca",
    "ece",
    "eclac",
    "escap",
    "escwa",
)
CONFERENCES = ("uncac-cosp", "untoc-cop", "unfccc-cop")
ENTITIES = (
    "fao", "hrc", "iaea", "icao", "ifad", "ilo", "imf", "imo", "incb", "interpol", "iom", "itu", "ohchr", "un",
    "un-habitat", "un-women", "unaids", "unctad", "undp", "undrr", "unea", "unep", "unesco", "unfpa", "unhcr",
    "unicef", "unicri", "unido", "unitar", "unoct", "unoda", "unodc", "unops", "unov", "unrwa", "unu", "upu",
    "wco", "wfp", "who", "wipo", "wmo", "world-bank", "wto",
)  # fmt: skip
TREATIES = (
    "2030-agenda", "XVIII-12", "XVIII-12-a", "XVIII-12-c", "XVIII-14", "VI-16", "arms-trade-treaty", "charter",
    "crc", "drug-trafficking-convention-1988", "iccpr", "icescr", "paris-agreement", "sendai-framework",
    "single-convention-on-narcotic-drugs", "smuggling-of-migrants-protocol", "tunis-agenda", "unclos", "unfccc",
    "universal-declaration",
)  # fmt: skip
ENGLISH_ONLY = {
    "cites-cop": "no translation that we are sure of",
    "un-habitat-assembly": "no translation that we are sure of",
}
"""Conferences and assemblies of the list that have no names in other languages yet, and why."""


@cache
def triples(stem: str) -> tuple[Statement, ...]:
    return tuple(
        (quad.subject.value, quad.predicate.value, quad.object)
        for quad in vocabulary.parse(assets.folder("seeds") / "vocab" / f"{stem}.ttl")
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
    )


def labels(stem: str, predicate: str) -> Labels:
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for iri, name, value in triples(stem):
        if name == predicate and isinstance(value, ox.Literal):
            found[iri][value.language or ""].append(value.value)
    return {iri: dict(languages) for iri, languages in found.items()}


def links(stem: str, predicate: str) -> list[tuple[str, str]]:
    return [
        (iri, value.value)
        for iri, name, value in triples(stem)
        if name == predicate and isinstance(value, ox.NamedNode)
    ]


def lacking(named: Labels) -> dict[str, list[str]]:
    """The languages that a member has no name in."""
    return {
        iri: missing
        for iri, languages in named.items()
        if (missing := [language for language in SIX if language not in languages])
    }


def of_kind(kind: str) -> set[str]:
    """Goals, targets or indicators."""
    return {iri for iri, type_ in links("sdg", RDF_TYPE) if type_ == f"{SDG}ontology#{kind}"}


def ambiguous(named: Labels) -> list[tuple[str, str]]:
    """Names that belong to two members in the same language."""
    owners = Counter(
        (language, name)
        for languages in named.values()
        for language, names in languages.items()
        for name in {fold(name) for name in names}
    )
    return sorted(pair for pair, count in owners.items() if count > 1)


def circles(ups: list[tuple[str, str]]) -> set[str]:
    """What stands above itself."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for iri, up in ups:
        above[iri].add(up)
    for _ in ups:
        further = {
            iri: set().union(near, *(above.get(up, set()) for up in near)) for iri, near in above.items()
        }
        if further == above:
            break
        above.update(further)
    return {iri for iri, near in above.items() if iri in near}


def graph() -> rdflib.Graph:
    """All vocabularies as one graph."""
    found = rdflib.Graph()
    for path in VOCABULARIES:
        found.parse(path)
    return found


def shaped(data: rdflib.Graph) -> str:
    """What the shapes say about the data and the ontology; nothing where all is well."""
    shapes = rdflib.Graph()
    for path in assets.files("ontology", "*.ttl"):
        data.parse(path)
    for path in assets.files("shapes", "*.ttl"):
        shapes.parse(path)
    fine, _, report = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return "" if fine else report


# Languages ------------------------------------------------------------------------------------------------


@every_vocabulary
def test_every_name_has_a_language_of_the_six(path: Path) -> None:
    tags = {tag for predicate in NAMES for names in labels(path.stem, predicate).values() for tag in names}
    assert tags <= set(SIX)
    assert "en" in tags


@every_vocabulary
@pytest.mark.parametrize("predicate", [PREFERRED, SHORT])
def test_no_member_has_two_such_names_in_one_language(path: Path, predicate: str) -> None:
    found = labels(path.stem, predicate)
    assert {iri for iri, languages in found.items() if max(map(len, languages.values())) > 1} == set()


@every_vocabulary
def test_names_have_no_stray_blanks_or_stops(path: Path) -> None:
    names = {
        name
        for predicate in (PREFERRED, SHORT)
        for languages in labels(path.stem, predicate).values()
        for more in languages.values()
        for name in more
    }
    assert [name for name in names if name != name.strip() or "  " in name or name[-1] in ".,;:"] == []


@every_vocabulary
@pytest.mark.parametrize("language", SCRIPTS)
def test_names_are_written_in_the_script_of_their_language(path: Path, language: str) -> None:
    names = [
        name
        for predicate in (PREFERRED, SHORT)
        for languages in labels(path.stem, predicate).values()
        for name in languages.get(language, [])
    ]
    assert [name for name in names if not SCRIPTS[language].search(name)] == []


@pytest.mark.parametrize("stem", [*TRANSLATED, "instruments", "organs", "sdg"])
@pytest.mark.parametrize("predicate", [PREFERRED, SHORT])
def test_a_name_tells_members_apart_in_every_language(stem: str, predicate: str) -> None:
    assert ambiguous(labels(stem, predicate)) == []


@pytest.mark.parametrize("stem", TRANSLATED)
@pytest.mark.parametrize("predicate", [PREFERRED, SHORT])
def test_every_member_is_named_in_six_languages(stem: str, predicate: str) -> None:
    assert labels(stem, predicate)
    assert lacking(labels(stem, predicate)) == {}


@pytest.mark.parametrize("predicate", [PREFERRED, SHORT])
def test_goals_and_targets_are_named_in_six_languages(predicate: str) -> None:
    assert lacking(labels("sdg", predicate)).keys() == of_kind("Indicator")


@pytest.mark.parametrize("predicate", [PREFERRED, SHORT])
def test_indicators_lack_every_language_but_english(predicate: str) -> None:
    gaps = {tuple(missing) for missing in lacking(labels("sdg", predicate)).values()}
    assert gaps == {("ar", "es", "fr", "ru", "zh")}


@pytest.mark.parametrize("language", SIX)
def test_short_names_of_goals_and_targets_are_short(language: str) -> None:
    found = labels("sdg", SHORT)
    long = [
        names[language][0]
        for iri, names in found.items()
        if language in names and not (len(names[language][0]) <= 80 and len(names[language][0].split()) <= 10)
    ]
    assert long == []


@pytest.mark.parametrize("key", [*PRINCIPAL_ORGANS, *MAIN_COMMITTEES, *COMMISSIONS, *CONFERENCES, *ENTITIES])
def test_organ_is_named_in_six_languages(key: str) -> None:
    iri = f"{BASE}id/org/{key}"
    assert set(labels("organs", PREFERRED)[iri]) == set(SIX)
    assert set(labels("organs", SHORT)[iri]) == set(SIX)


@pytest.mark.parametrize("key", ENGLISH_ONLY)
def test_organ_without_a_sure_name_has_english_alone(key: str) -> None:
    assert set(labels("organs", PREFERRED)[f"{BASE}id/org/{key}"]) == {"en"}


@pytest.mark.parametrize("key", TREATIES)
def test_instrument_is_named_in_six_languages(key: str) -> None:
    iri = f"{BASE}id/instrument/{key}"
    assert set(labels("instruments", PREFERRED)[iri]) == set(SIX)
    assert set(labels("instruments", SHORT)[iri]) == set(SIX)


@pytest.mark.parametrize("stem", ["instruments", "organs"])
@pytest.mark.parametrize("predicate", [PREFERRED, SHORT])
def test_organs_and_instruments_have_all_six_languages_or_english_alone(stem: str, predicate: str) -> None:
    kinds = {tuple(sorted(languages)) for languages in labels(stem, predicate).values()}
    assert kinds == {SIX, ("en",)}


@pytest.mark.parametrize("stem", ["events", "programmes", "publications"])
def test_names_taken_from_english_documents_are_english(stem: str) -> None:
    assert {tag for languages in labels(stem, SHORT).values() for tag in languages} == {"en"}


@pytest.mark.parametrize(
    ("stem", "iri", "language", "name"),
    [
        ("sdg", f"{SDG}16", "es", "Sociedades pacíficas con instituciones justas"),
        ("sdg", f"{SDG}16.4", "fr", "Moins de flux illicites d'argent et d'armes"),
        ("topics", f"{BASE}id/topic/corruption", "ru", "Коррупция"),
        ("organs", f"{BASE}id/org/unodc", "fr", "Office des Nations Unies contre la drogue et le crime"),
        ("organs", f"{BASE}id/org/general-assembly", "zh", "大会"),
        ("action-lines", f"{BASE}id/action-line/C4", "ar", "بناء القدرات"),
        ("types", f"{BASE}id/type/report", "fr", "Rapport"),
        ("instruments", f"{BASE}id/instrument/XVIII-14", "zh", "联合国反腐败公约"),
        ("units", f"{BASE}id/unit/people-trained", "es", "Personas capacitadas"),
    ],
)
def test_names_in_other_languages(stem: str, iri: str, language: str, name: str) -> None:
    assert labels(stem, SHORT)[iri][language] == [name]


def test_names_in_other_languages_are_not_recognised() -> None:
    known = {label for concept in vocabulary.load().concepts for label in concept.labels}
    assert {"Corruption", "Security Council"} <= known
    assert not {"Коррупция", "Corrupción", "Conseil de sécurité"} & known


def test_kinds_of_counted_things_are_not_recognised() -> None:
    assert read(assets.folder("seeds") / "vocab" / "units.ttl") == ()


# Codes ----------------------------------------------------------------------------------------------------


def test_a_member_with_several_codes_is_known_by_each(tmp_path: Path) -> None:
    path = tmp_path / "v.ttl"
    path.write_text(
        f"""
        <{BASE}vocab/v> <{NS}entityType> "sdg" .
        <{SDG}C200303> <{SKOS}inScheme> <{BASE}vocab/v> ; <{SKOS}notation> "1.5.1", "11.5.1" ;
            <{SKOS}prefLabel> "People harmed"@en, "Personnes touchées"@fr .
        """,
        encoding="utf-8",
    )
    assert [(concept.key, concept.iri, concept.labels) for concept in read(path)] == [
        ("1.5.1", f"{SDG}C200303", ("People harmed",)),
        ("11.5.1", f"{SDG}C200303", ("People harmed",)),
    ]


@pytest.mark.parametrize(
    ("code", "iri"),
    [
        ("16.4.2", f"{SDG}C160402"),
        ("1.5.1", f"{SDG}C200303"),
        ("13.1.1", f"{SDG}C200303"),
        ("16.3.3", f"{BASE}id/sdg/16.3.3"),
        ("16.1", f"{SDG}16.1"),
        ("16.10", f"{SDG}16.10"),
    ],
)
def test_codes_lead_to_items(code: str, iri: str) -> None:
    concept = vocabulary.load().find("sdg", code)
    assert concept is not None
    assert concept.iri == iri


@pytest.mark.parametrize("code", ["16.4.9", "18", "C160402", "16.04.02"])
def test_what_is_no_code_leads_nowhere(code: str) -> None:
    assert vocabulary.load().find("sdg", code) is None


# Ways up --------------------------------------------------------------------------------------------------


def test_every_indicator_and_target_rolls_up_to_a_goal() -> None:
    found = graph().query(
        f"""
        PREFIX sdgo: <{SDG}ontology#>
        PREFIX skos: <{SKOS}>
        SELECT ?item (COUNT(DISTINCT ?goal) AS ?goals)
        WHERE {{
          ?item skos:broader+ ?goal .
          ?goal a sdgo:Goal .
        }}
        GROUP BY ?item
        """
    )
    reached = {str(row[0]) for row in found if isinstance(row, rdflib.query.ResultRow)}
    assert reached == of_kind("Target") | of_kind("Indicator")
    assert (len(of_kind("Target")), len(of_kind("Indicator"))) == (169, 240)


def test_indicators_stand_directly_below_targets() -> None:
    parents = {up for iri, up in links("sdg", f"{SKOS}broader") if iri in of_kind("Indicator")}
    assert parents <= of_kind("Target")


def test_fields_of_the_seventh_action_line_stand_below_it() -> None:
    ups = links("action-lines", f"{SKOS}broader")
    assert len(ups) == 8
    assert {up for _, up in ups} == {f"{BASE}id/action-line/C7"}
    assert {iri.rpartition("/")[2][:5] for iri, _ in ups} == {"C7.e-"}


@every_vocabulary
def test_nothing_stands_above_itself(path: Path) -> None:
    assert circles(links(path.stem, f"{SKOS}broader")) == set()


# Links ----------------------------------------------------------------------------------------------------


@every_vocabulary
def test_nothing_is_called_the_same_as_a_foreign_thing(path: Path) -> None:
    assert OWL_SAME_AS not in {name for _, name, _ in triples(path.stem)}


@pytest.mark.parametrize("stem", ["action-lines", "instruments", "organs", "sdg", "topics"])
def test_matches_have_the_form_of_their_vocabulary(stem: str) -> None:
    found = {other for match in MATCHES for _, other in links(stem, f"{SKOS}{match}")}
    assert found
    assert [other for other in found if not HOSTS.fullmatch(other)] == []


@pytest.mark.parametrize("stem", ["action-lines", "organs", "topics"])
def test_only_official_vocabularies_give_exact_matches(stem: str) -> None:
    assert links(stem, f"{SKOS}exactMatch") == []


@pytest.mark.parametrize("stem", ["action-lines", "instruments", "organs", "sdg", "topics"])
def test_a_foreign_concept_is_matched_in_one_way(stem: str) -> None:
    pairs = Counter(pair for match in MATCHES for pair in links(stem, f"{SKOS}{match}"))
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_goals_and_targets_that_topics_touch_are_there() -> None:
    found = {other for _, other in links("topics", f"{SKOS}relatedMatch") if other.startswith(SDG)}
    assert f"{SDG}16.4" in found
    assert found <= of_kind("Goal") | of_kind("Target")


def test_thesaurus_matches_of_topics_are_those_of_the_table(reference: Path) -> None:
    table = (reference / "vocab" / "topic-unbis-map.csv").read_text(encoding="utf-8")
    theirs = set(re.findall(r"http://metadata\.un\.org/thesaurus/[0-9]+", table))
    ours = {other for match in MATCHES for _, other in links("topics", f"{SKOS}{match}")}
    assert {other for other in ours if "/thesaurus/" in other} == theirs


# Planted defects ------------------------------------------------------------------------------------------


def test_planted_ambiguity_is_found() -> None:
    planted = {"a": {"fr": ["Droits"], "en": ["Rights"]}, "b": {"fr": ["droits"], "en": ["Droits"]}}
    assert ambiguous(planted) == [("fr", "droits")]


def test_planted_gap_is_found() -> None:
    assert lacking({"a": {"ar": ["أ"], "en": ["A"], "fr": ["A"], "zh": ["阿"]}}) == {"a": ["es", "ru"]}


def test_planted_circle_is_found() -> None:
    assert circles([("a", "b"), ("b", "c"), ("c", "b"), ("d", "e")]) == {"b", "c"}


# Shapes ---------------------------------------------------------------------------------------------------


def test_vocabularies_pass_the_shapes() -> None:
    assert shaped(graph()) == ""


def test_planted_organ_without_an_english_name_fails_the_shapes() -> None:
    text = f"<{BASE}id/org/x> a <http://www.w3.org/ns/org#Organization> ; <{PREFERRED}> 'X'@fr ."
    assert "An organization has no English name" in shaped(rdflib.Graph().parse(data=text, format="turtle"))

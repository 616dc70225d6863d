"""Vocabularies that a user adds: what becomes of their labels, their defects, and of files that are none."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import assets, decisions, fetch, pipeline, show, store, vocabularies
from kg.errors import ConfigError, LimitError, SourceError, VocabularyError
from kg.inspection import findings
from kg.iris import Base
from kg.labels import label
from kg.licences import licence_name
from kg.settings import Settings
from kg.types import Finding
from kg.vocabularies import reading
from kg.why import why

NOW = "2026-01-01T00:00:00Z"
SKOS = "http://www.w3.org/2004/02/skos/core#"
BASE = "https://w3id.org/mandategraph/"
NS = f"{BASE}ns#"
SDG = "http://metadata.un.org/sdg/"
SIX = ["ar", "en", "es", "fr", "ru", "zh"]
OFFICIAL = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/scheme> a skos:ConceptScheme ; dcterms:title "Targets"@en .
<http://metadata.un.org/sdg/16.4> a skos:Concept ; skos:inScheme <https://example.org/scheme> ;
    skos:prefLabel "The official words"@en, "Les mots officiels"@fr .
"""
RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns:skos="{SKOS}"><rdf:Description rdf:about="https://e.org/a">'
    '<skos:prefLabel xml:lang="en">{}</skos:prefLabel></rdf:Description></rdf:RDF>'
)
JSON_LD = f'{{"@id": "https://e.org/a", "{SKOS}prefLabel": {{"@value": "A", "@language": "en"}}}}'
TURTLE = f'<https://e.org/a> <{SKOS}prefLabel> "A"@en .\n'


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")


@pytest.fixture(scope="module")
def official_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store to which official labels were added, for reading only."""
    home = tmp_path_factory.mktemp("official")
    settings = Settings(store=home / "store", decisions=home / "decisions")
    published(settings, written(home, "official.ttl", OFFICIAL))
    return settings.store


@pytest.fixture
def labelled(official_store: Path, settings: Settings) -> Settings:
    """Settings of a copy of that store."""
    shutil.copytree(official_store, settings.store, symlinks=True)
    return settings


def written(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def added(settings: Settings, where: str, name: str | None = None) -> vocabularies.Added:
    return vocabularies.add(settings.store, where, name=name)[0]


def kept(settings: Settings, name: str) -> str:
    return store.vocabulary(settings.store, name).decode()


def rules(settings: Settings, where: str) -> list[str]:
    return [defect.rule for defect in vocabularies.add(settings.store, where)[1]]


def published(settings: Settings, where: str) -> None:
    pipeline.add_vocabulary(where, settings, name=None, now=NOW)


def test_an_added_vocabulary_makes_the_store_and_is_listed(settings: Settings, tmp_path: Path) -> None:
    told = added(settings, written(tmp_path, "Official Targets.ttl", OFFICIAL))
    assert (told.name, told.title, told.licence, told.triples) == ("official-targets", "Targets", None, 6)
    assert vocabularies.added(settings.store) == (told,)


@pytest.mark.slow
def test_official_labels_take_precedence_at_once_and_leave_with_the_vocabulary(labelled: Settings) -> None:
    target = "http://metadata.un.org/sdg/16.4"
    assert label(store.open_reader(labelled.store), target) == "16.4 The official words"
    pipeline.remove_vocabulary("official", labelled, now=NOW)
    assert label(store.open_reader(labelled.store), target) == "16.4 Fewer illicit money and arms flows"


def test_our_own_label_stays_as_the_short_label(labelled: Settings) -> None:
    found = store.open_reader(labelled.store).store.query(
        "ASK { <http://metadata.un.org/sdg/16.4> "
        "<https://w3id.org/mandategraph/ns#shortLabel> 'Fewer illicit money and arms flows'@en }"
    )
    assert bool(found)


def test_adding_the_same_file_twice_gives_the_same_build(settings: Settings, tmp_path: Path) -> None:
    file = written(tmp_path, "official.ttl", OFFICIAL)
    published(settings, file)
    first = store.manifest(settings.store)
    published(settings, file)
    second = store.manifest(settings.store)
    assert (first or {})["build"] == (second or {})["build"]


def test_the_same_name_is_replaced(settings: Settings, tmp_path: Path) -> None:
    added(settings, written(tmp_path, "official.ttl", OFFICIAL))
    told = added(settings, written(tmp_path, "newer.ttl", OFFICIAL.replace("Targets", "Newer")), "official")
    assert [known.title for known in vocabularies.added(settings.store)] == ["Newer"] == [told.title]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("v.nt", TURTLE),
        ("v.jsonld", JSON_LD),
        ("v.rdf", RDF_XML.format("A")),
        ("no-ending", TURTLE),
        ("no-ending", JSON_LD),
        ("no-ending", f"[{JSON_LD}]"),
        ("no-ending", RDF_XML.format("A")),
        ("no-ending", f'<?xml version="1.0"?>{RDF_XML.format("A")}'),
        ("wrong.ttl", f"<!-- words -->\n{RDF_XML.format('A')}"),
        ("wrong.ttl", JSON_LD),
        ("wrong.rdf", TURTLE),
        ("wrong.json", TURTLE),
        ("marked.ttl", f"\ufeff{TURTLE}"),
        ("marked.rdf", f"\ufeff{RDF_XML.format('A')}"),
        ("marked.jsonld", f"\ufeff{JSON_LD}"),
    ],
)
def test_each_syntax_gives_the_same_triple_whatever_the_ending_says(
    name: str, text: str, settings: Settings, tmp_path: Path
) -> None:
    told = added(settings, written(tmp_path, name, text), "v")
    assert (
        store.vocabulary(settings.store, told.name)
        == f'<https://e.org/a> <{SKOS}prefLabel> "A"@en .\n'.encode()
    )


def test_turtle_that_begins_with_a_blank_node_is_turtle(settings: Settings, tmp_path: Path) -> None:
    assert added(settings, written(tmp_path, "v", f'[] <{SKOS}prefLabel> "A"@en .'), "v").triples == 1


def test_a_web_page_is_no_vocabulary(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="this is a web page"):
        added(settings, written(tmp_path, "v.ttl", "<!DOCTYPE html><html><p>Words</p></html>"))


def test_a_base_direction_is_left_out_and_told(settings: Settings, tmp_path: Path) -> None:
    text = f'<https://e.org/a> <{SKOS}prefLabel> "A"@ar--rtl .'
    _, defects = vocabularies.add(settings.store, written(tmp_path, "v.ttl", text))
    assert kept(settings, "v") == f'<https://e.org/a> <{SKOS}prefLabel> "A"@ar .\n'
    assert [(d.rule, d.message[:2]) for d in defects] == [("base-direction", "1 ")]


def test_a_base_direction_of_json_is_left_out_and_told(settings: Settings, tmp_path: Path) -> None:
    text = JSON_LD.replace('"@language"', '"@direction": "rtl", "@language"')
    assert rules(settings, written(tmp_path, "v.jsonld", text)) == ["base-direction"]
    assert kept(settings, "v") == TURTLE


def test_triples_about_triples_are_left_out_and_told(settings: Settings, tmp_path: Path) -> None:
    text = "@base <https://e.org/> . <a> <b> <c> {| <d> <e> |} . << <a> <b> <f> >> <d> <g> ."
    _, defects = vocabularies.add(settings.store, written(tmp_path, "v.ttl", text))
    assert [(d.rule, d.message[:2]) for d in defects] == [("triple-term", "2 ")]
    assert "<<" not in kept(settings, "v")
    assert "<https://e.org/a> <https://e.org/b> <https://e.org/c> .\n" in kept(settings, "v")


def test_a_claim_that_two_things_are_one_is_kept_and_told(settings: Settings, tmp_path: Path) -> None:
    text = "<https://e.org/a> <http://www.w3.org/2002/07/owl#sameAs> <https://e.org/b> .\n"
    assert rules(settings, written(tmp_path, "v.ttl", text)) == ["same-as"]
    assert kept(settings, "v") == text


def test_a_predicate_of_ours_between_things_is_kept_and_told(settings: Settings, tmp_path: Path) -> None:
    text = f'<https://e.org/a> <{NS}contributesTo> <{SDG}16.4> .\n<https://e.org/a> <{NS}key> "a" .\n'
    assert rules(settings, written(tmp_path, "v.ttl", text)) == ["our-predicate"]
    assert kept(settings, "v") == text


def test_two_vocabularies_that_disagree_are_told_once(settings: Settings, tmp_path: Path) -> None:
    lines = [f'<https://e.org/{n}> <{SKOS}prefLabel> "A"@en .' for n in range(5)]
    added(settings, written(tmp_path, "one.ttl", "\n".join(lines)))
    two = written(tmp_path, "two.ttl", "\n".join(lines).replace('"A"', '"B"'))
    _, defects = vocabularies.add(settings.store, two)
    assert [(d.rule, d.message) for d in defects] == [
        (
            "label-clash",
            "5 preferred labels differ from those of vocabulary one: <https://e.org/0> (en), "
            "<https://e.org/1> (en), <https://e.org/2> (en) and 2 more",
        )
    ]


def test_two_vocabularies_that_agree_are_fine(settings: Settings, tmp_path: Path) -> None:
    added(settings, written(tmp_path, "one.ttl", TURTLE))
    assert rules(settings, written(tmp_path, "two.ttl", TURTLE)) == []


# What an error leaves behind ------------------------------------------------------------------------------


def broken(*_: object, **__: object) -> None:
    raise LimitError("the disk is full", where="store", remedy="free some space")


def state(settings: Settings) -> tuple[object, ...]:
    files = {path.name: path.read_bytes() for path in (settings.store / "vocabularies").iterdir()}
    return (store.manifest(settings.store), files)


@pytest.mark.parametrize("name", ["official", pytest.param("another", marks=pytest.mark.slow)])
def test_a_vocabulary_that_cannot_be_added_changes_nothing(
    name: str, labelled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(labelled)
    newer = written(tmp_path, "newer.ttl", OFFICIAL.replace("official words", "newer words"))
    with monkeypatch.context() as patched:
        patched.setattr(store, "publish_draft", broken)
        with pytest.raises(LimitError, match="the disk is full"):
            pipeline.add_vocabulary(newer, labelled, name=name, now=NOW)
    assert state(labelled) == before
    pipeline.add_vocabulary(newer, labelled, name="official", now=NOW)
    assert label(store.open_reader(labelled.store), f"{SDG}16.4") == "16.4 The newer words"


def test_a_vocabulary_that_cannot_be_removed_stays(
    labelled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(labelled)
    with monkeypatch.context() as patched:
        patched.setattr(store, "publish_draft", broken)
        with pytest.raises(LimitError, match="the disk is full"):
            pipeline.remove_vocabulary("official", labelled, now=NOW)
    assert state(labelled) == before


def test_a_name_with_a_path_in_it_removes_no_file(settings: Settings, tmp_path: Path) -> None:
    added(settings, written(tmp_path, "v.ttl", OFFICIAL))
    (settings.store / "other.json").write_text("{}")
    with pytest.raises(SourceError, match="was added"):
        pipeline.remove_vocabulary("../other", settings, now=NOW)
    assert (settings.store / "other.json").exists()


def test_blank_nodes_get_the_same_names_each_time(settings: Settings, tmp_path: Path) -> None:
    text = f'<https://e.org/a> <{SKOS}note> [ <{SKOS}prefLabel> "A"@en ] .'
    first = added(settings, written(tmp_path, "one.ttl", text), "v").sha256
    assert added(settings, written(tmp_path, "two.ttl", text), "v").sha256 == first


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<a> a skos:Concept ; skos:prefLabel "A"@en, "B"@en .', "skos-s14-label-twice"),
        ('<a> a skos:Concept ; skos:prefLabel "A"@en ; skos:altLabel "A"@en .', "skos-s13-label-overlap"),
        ('<a> a skos:Concept, skos:ConceptScheme ; skos:prefLabel "A"@en .', "skos-s9-class-overlap"),
        (
            '<a> skos:prefLabel "A" ; skos:broader <b> ; skos:related <b> . <b> skos:note "b" .',
            "skos-s27-related-broader",
        ),
        ("<a> skos:exactMatch <b> ; skos:broadMatch <b> .", "skos-s46-mapping-clash"),
        ("<a> skos:broader <b> . <b> skos:broader <a> .", "broader-circle"),
        ("<a> skos:broader <elsewhere> .", "broader-unknown"),
        ("<a> a skos:Concept .", "no-label"),
    ],
)
def test_a_broken_condition_is_told_and_keeps_nothing_out(
    body: str, rule: str, settings: Settings, tmp_path: Path
) -> None:
    file = written(tmp_path, "v.ttl", f"@prefix skos: <{SKOS}> .\n@base <https://e.org/> .\n{body}\n")
    told, defects = vocabularies.add(settings.store, file)
    assert rule in {finding.rule for finding in defects}
    assert vocabularies.added(settings.store) == (told,)


def test_a_sound_vocabulary_has_no_defect(settings: Settings, tmp_path: Path) -> None:
    assert (
        pipeline.add_vocabulary(written(tmp_path, "v.ttl", OFFICIAL), settings, name=None, now=NOW)[1] == ()
    )


def test_a_syntax_error_names_file_and_line_and_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"v\.ttl, line 2.*cannot be read"):
        added(settings, written(tmp_path, "v.ttl", "<https://e.org/a>\n oops .\n"))
    assert vocabularies.added(settings.store) == ()


def test_a_remote_context_is_not_fetched(settings: Settings, tmp_path: Path) -> None:
    text = '{"@context": "https://example.org/context.jsonld", "@id": "https://e.org/a", "name": "A"}'
    with pytest.raises(VocabularyError, match="context is at another address, which is not fetched"):
        added(settings, written(tmp_path, "v.jsonld", text))


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x PUBLIC "-//X" "https://e.org/x">',
        '<!ENTITY % x "https://e.org/">',
        '<!ENTITY x "lol">',
        '<!ENTITY a "urn:a"><!ENTITY x "urn:&a;&a;&a;">',
        '<!ENTITY a "urn:a"><!ENTITY x "urn:&#38;a;">',
        f'<!ENTITY x "https://e.org/{"x" * 200}">',
        "<!ENTITY x",
        '<!entity x "lol">',
        "".join(f'<!ENTITY x{n} "https://e.org/{n}">' for n in range(101)),
        f'<!-- {" " * 70_000} --><!ENTITY x "lol">',
    ],
)
def test_an_entity_that_is_no_namespace_is_refused(entities: str, settings: Settings, tmp_path: Path) -> None:
    text = f"<!DOCTYPE rdf [{entities}]>{RDF_XML.format('&x;')}"
    with pytest.raises(VocabularyError, match="entities that are more than addresses of namespaces"):
        added(settings, written(tmp_path, "v.rdf", text))


def test_an_entity_that_is_a_namespace_is_read(settings: Settings, tmp_path: Path) -> None:
    text = f'<!DOCTYPE rdf [<!ENTITY x "https://e.org/x#">]>{RDF_XML.format("&x;a")}'
    added(settings, written(tmp_path, "v.rdf", text))
    assert kept(settings, "v") == f'<https://e.org/a> <{SKOS}prefLabel> "https://e.org/x#a"@en .\n'


def test_entities_that_stand_for_too_much_reach_a_limit(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TEXT_LIMIT", 1000)
    text = f'<!DOCTYPE rdf [<!ENTITY x "https://e.org/x#">]>{RDF_XML.format("&x;" * 200)}'
    with pytest.raises(LimitError, match="more than 1000 characters"):
        added(settings, written(tmp_path, "v.rdf", text))


def test_a_prefix_that_makes_a_small_file_large_reaches_a_limit(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TEXT_LIMIT", 1000)
    text = f"@prefix x: <https://e.org/{'x' * 300}/> .\nx:a x:b x:c , x:d .\n"
    with pytest.raises(LimitError, match="more than 1000 characters"):
        added(settings, written(tmp_path, "v.ttl", text))


def test_an_empty_file_is_no_vocabulary(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="holds no triple"):
        added(settings, written(tmp_path, "v.ttl", "# nothing\n"))


def test_a_missing_file_is_named(settings: Settings) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.ttl: there is no such file"):
        added(settings, "nowhere.ttl")


def test_a_name_of_the_package_is_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="belongs to the package"):
        added(settings, written(tmp_path, "sdg.ttl", OFFICIAL))


def test_removing_what_was_not_added_is_an_error(settings: Settings) -> None:
    with pytest.raises(SourceError, match="no vocabulary nothing was added"):
        pipeline.remove_vocabulary("nothing", settings, now=NOW)


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {
            "/v.ttl": (200, {"Content-Type": "text/turtle"}, OFFICIAL.encode()),
            "/xml": (200, {"Content-Type": "text/turtle"}, RDF_XML.format("A").encode()),
            "/negotiated": (200, {}, OFFICIAL.encode() if self._wants_turtle() else b"<html></html>"),
            "/asked": (200, {"Content-Type": "text/plain"}, self.headers["Accept"].encode()),
            "/moved": (302, {"Location": "/v.ttl"}, b""),
            "/inward": (302, {"Location": "http://127.0.0.2:9/v.ttl"}, b""),
            "/circle": (302, {"Location": "/circle"}, b""),
        }
        status, headers, body = answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _wants_turtle(self) -> bool:
        return self.headers["Accept"].startswith("text/turtle, application/rdf+xml;q=0.9")

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the tests look at what arrives."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("path", ["/v.ttl", "/moved"])
def test_an_address_is_read_like_a_file(path: str, site: str, settings: Settings) -> None:
    assert added(settings, site + path, "v").title == "Targets"


def test_content_goes_before_the_media_type_of_the_server(site: str, settings: Settings) -> None:
    assert added(settings, f"{site}/xml").name == "xml"
    assert kept(settings, "xml") == TURTLE


def test_a_server_is_asked_for_the_types_that_are_wanted(site: str) -> None:
    assert fetch.fetch(f"{site}/asked", accept="text/turtle")[0] == b"text/turtle"


def test_a_server_is_asked_for_turtle_first(site: str, settings: Settings) -> None:
    assert added(settings, f"{site}/negotiated", "v").title == "Targets"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/none", "cannot be fetched"),
        ("/inward", "not a public https address"),
        ("/circle", "redirects too often"),
    ],
)
def test_a_bad_address_is_told(path: str, message: str, site: str) -> None:
    with pytest.raises(SourceError, match=message):
        fetch.fetch(site + path)


def test_an_answer_that_is_too_large_is_cut_off(site: str) -> None:
    with pytest.raises(LimitError, match="larger than 100 bytes"):
        fetch.fetch(f"{site}/v.ttl", size=100)


def test_the_official_goals_have_their_six_known_defects(reference: Path, settings: Settings) -> None:
    file = str(reference / "vocab" / "sdg-kos.ttl")
    _, defects = vocabularies.add(settings.store, file)
    assert [finding.rule for finding in defects] == ["skos-s14-label-twice"] * 6


@pytest.mark.parametrize(
    "name",
    ["sdg-kos-subjects.ttl", "unbis-subset.ttl", "m49-geoareas.ttl", "sdg-ontology.ttl", "sdg-void.ttl"],
)
def test_the_reference_vocabularies_are_usable(name: str, reference: Path, settings: Settings) -> None:
    assert added(settings, str(reference / "vocab" / name)).triples > 90


@pytest.mark.slow
@pytest.mark.usefixtures("words_at_hand")
def test_a_defect_of_an_added_vocabulary_withdraws_no_document(settings: Settings, tmp_path: Path) -> None:
    report = "United Nations A/79/900\n\nReport of the Secretary-General\n\nI. Work\n\n1. UNODC supports target 4.a.\n"
    pipeline.build([written(tmp_path, "report.txt", report)], settings, now=NOW)
    odd = f'<http://metadata.un.org/sdg/4.a> <{SKOS}notation> "04.0a" ; <{SKOS}prefLabel> "Words"@en .'
    published(settings, written(tmp_path, "odd.ttl", odd))
    rows = (store.manifest(settings.store) or {})["documents"]
    assert [(row["document"], row["published"]) for row in rows] == [("A_79_900", True)]
    assert [f for f in findings(settings.store, progress=unwatched) if f.severity == "violation"] == []


def unwatched(what: str, done: int, total: int) -> None:
    assert done <= total, what


def test_the_name_of_today_stays_where_an_added_table_is_older(settings: Settings, tmp_path: Path) -> None:
    area = "http://metadata.un.org/sdg/codes/geoArea/792"
    published(settings, written(tmp_path, "areas.ttl", f'<{area}> <{SKOS}prefLabel> "Turkey"@en .'))
    assert label(store.open_reader(settings.store), area) == "Türkiye"


# What a user is told --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("licence", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://creativecommons.org/licenses/by-sa/3.0", "CC BY-SA 3.0"),
        ("https://creativecommons.org/licenses/by/3.0/igo/", "CC BY 3.0 IGO"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "ODBL 1.0"),
        ("http://www.opendatacommons.org/licenses/by/1-0/", "ODC-BY 1.0"),
        ("https://spdx.org/licenses/MIT.html", "MIT"),
        ("https://opensource.org/licenses/Apache-2.0", "Apache-2.0"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("May be copied.", "May be copied."),
        (
            "May be copied by anybody for any purpose, provided that the source is named in full.",
            "May be copied by anybody for any purpose, provided that …",
        ),
        (None, "no licence stated"),
        ("", "no licence stated"),
    ],
)
def test_a_licence_is_listed_under_its_short_name(licence: str | None, name: str) -> None:
    assert licence_name(licence) == name


def test_our_own_vocabularies_are_listed_with_the_short_name_of_their_licence() -> None:
    lines = show.vocabulary_lines(vocabularies.packaged()).splitlines()
    assert next(line for line in lines if line.startswith("types\t")).split("\t")[1:3] == [
        "Document types",
        "CC BY 4.0",
    ]


def test_no_two_areas_are_the_same_item() -> None:
    areas = ox.Store()
    areas.bulk_load(path=str(assets.files("seeds", "vocab/places.ttl")[0]), format=ox.RdfFormat.TURTLE)
    twice = (
        f"ASK {{ ?one <{SKOS}exactMatch> ?item . ?other <{SKOS}exactMatch> ?item FILTER(?one != ?other) }}"
    )
    assert not bool(areas.query(twice))


def overlap(number: int) -> Finding:
    return Finding(severity="warning", rule="overlap", message=f"a label twice ({number})", remedy="drop one")


def test_defects_of_one_kind_are_three_examples_and_a_count() -> None:
    other = Finding(severity="warning", rule="circle", message="broader than itself", remedy="break it")
    assert show.defect_lines([*map(overlap, range(5)), other]) == (
        "warning overlap: a label twice (0). To mend it: drop one\n"
        "warning overlap: a label twice (1). To mend it: drop one\n"
        "warning overlap: a label twice (2). To mend it: drop one\n"
        "  and 2 more overlap, 5 in all; --json lists them\n"
        "warning circle: broader than itself. To mend it: break it\n"
        "0 violations, 6 warnings and remarks\n"
    )


def test_three_defects_of_one_kind_are_told_one_by_one() -> None:
    assert "more" not in show.defect_lines([*map(overlap, range(3))])


def test_a_violation_is_never_among_those_left_out() -> None:
    gone = [
        Finding(severity="violation", rule="gone", message="left", remedy="build", document=name)
        for name in ("a", "b", "c", "d", "e")
    ]
    assert show.defect_lines(gone).count("violation gone") == 5


def test_the_object_lists_every_defect() -> None:
    assert show.vocabularies_json([], [*map(overlap, range(5))]).count('"rule": "overlap"') == 5


@pytest.mark.slow
def test_a_document_that_no_longer_passes_is_reported_by_name(settings: Settings, tmp_path: Path) -> None:
    report = "United Nations A/79/900\n\nReport of the Secretary-General\n\nI. Work\n\n1. UNODC supports target 4.a.\n"
    pipeline.build([written(tmp_path, "report.txt", report)], settings, now=NOW)
    reader = store.open_reader(settings.store)
    found = why(reader, [f"{reader.base}id/org/unodc", "contributesTo", "4.a"])[0].iri
    wrong = {"action": "correct", "statement": found, "object": f"{reader.base}id/org/unicef"}
    decisions.append(
        settings.decisions, {**wrong, "by": "A", "date": NOW[:10], "note": ""}, Base(reader.base)
    )
    _, defects = pipeline.add_vocabulary(written(tmp_path, "v.ttl", OFFICIAL), settings, name=None, now=NOW)
    assert [(f.severity, f.rule, f.document) for f in defects] == [
        ("violation", "document-withdrawn", "A_79_900")
    ]


@pytest.mark.slow
def test_a_document_that_no_longer_passes_without_a_vocabulary_is_reported(
    settings: Settings, tmp_path: Path
) -> None:
    report = "United Nations A/79/900\n\nReport of the Secretary-General\n\nI. Work\n\n1. UNODC supports target 4.a.\n"
    pipeline.add_vocabulary(written(tmp_path, "v.ttl", OFFICIAL), settings, name=None, now=NOW)
    pipeline.build([written(tmp_path, "report.txt", report)], settings, now=NOW)
    reader = store.open_reader(settings.store)
    found = why(reader, [f"{reader.base}id/org/unodc", "contributesTo", "4.a"])[0].iri
    wrong = {"action": "correct", "statement": found, "object": f"{reader.base}id/org/unicef"}
    decisions.append(
        settings.decisions, {**wrong, "by": "A", "date": NOW[:10], "note": ""}, Base(reader.base)
    )
    defects = pipeline.remove_vocabulary("v", settings, now=NOW)
    assert [(f.severity, f.rule, f.document) for f in defects] == [
        ("violation", "document-withdrawn", "A_79_900")
    ]


@pytest.mark.slow
def test_no_document_is_reported_where_all_still_pass(settings: Settings, tmp_path: Path) -> None:
    report = "United Nations A/79/900\n\nReport of the Secretary-General\n\nI. Work\n\n1. UNODC supports target 4.a.\n"
    pipeline.build([written(tmp_path, "report.txt", report)], settings, now=NOW)
    file = written(tmp_path, "v.ttl", OFFICIAL)
    assert pipeline.add_vocabulary(file, settings, name=None, now=NOW)[1] == ()


# What the graph says of it --------------------------------------------------------------------------------

DESCRIBED = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX void: <http://rdfs.org/ns/void#>
ASK {
  GRAPH <https://w3id.org/mandategraph/graph/meta> {
    <https://w3id.org/mandategraph/id/dataset> void:subset ?graph .
    ?graph a void:Dataset , dcat:Dataset ;
           dcterms:title "Targets" ;
           dcterms:source "official.ttl" ;
           void:triples %s .
    %s
  }
  GRAPH ?graph { <http://metadata.un.org/sdg/16.4> ?any ?thing }
}
"""
LICENSED = (
    '<https://example.org/scheme> dcterms:license {} ; a skos:ConceptScheme ; dcterms:title "Targets"@en .'
)


@pytest.mark.parametrize(
    ("more", "triples", "told"),
    [
        ("", 6, "FILTER NOT EXISTS { ?graph dcterms:license|dcterms:rights ?any }"),
        (
            LICENSED.format("<https://creativecommons.org/licenses/by/4.0/>"),
            7,
            "?graph dcterms:license <https://creativecommons.org/licenses/by/4.0/> .",
        ),
        (LICENSED.format('"Free for all."'), 7, '?graph dcterms:rights "Free for all." .'),
    ],
)
def test_the_build_describes_an_added_vocabulary(
    more: str, triples: int, told: str, settings: Settings, tmp_path: Path
) -> None:
    published(settings, written(tmp_path, "official.ttl", OFFICIAL + more))
    assert bool(store.open_reader(settings.store).store.query(DESCRIBED % (triples, told)))


def test_the_description_leaves_with_the_vocabulary(settings: Settings, tmp_path: Path) -> None:
    published(settings, written(tmp_path, "official.ttl", OFFICIAL))
    pipeline.remove_vocabulary("official", settings, now=NOW)
    left = "ASK { GRAPH ?g { ?graph a <http://www.w3.org/ns/dcat#Dataset> } }"
    assert not bool(store.open_reader(settings.store).store.query(left))


def test_another_origin_of_the_same_triples_is_told(settings: Settings, tmp_path: Path) -> None:
    published(settings, written(tmp_path, "first.ttl", OFFICIAL))
    pipeline.add_vocabulary(written(tmp_path, "second.ttl", OFFICIAL), settings, name="first", now=NOW)
    asked = 'ASK { GRAPH ?g { ?graph <http://purl.org/dc/terms/source> "second.ttl" } }'
    assert bool(store.open_reader(settings.store).store.query(asked))


@pytest.fixture(scope="module")
def official(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """A report on two programmes, with the vocabulary of the Goals that the United Nations publish."""
    home = tmp_path_factory.mktemp("official")
    told = Settings(store=home / "store", decisions=home / "decisions")
    report = (
        "United Nations A/79/904\n\nReport of the Secretary-General\n\nI. Work\n\n"
        "1. The Global Rope Programme contributes to target 16.4. The Global Knot Programme supports Goal 16. "
        "The Global Lake Programme supports Goal 6.\n"
    )
    pipeline.build([written(home, "report.txt", report)], told, now=NOW)
    published(told, str(reference / "vocab" / "sdg-kos.ttl"))
    return store.open_reader(told.store).store


def asked(official: ox.Store, query: str) -> list[str]:
    found = official.query(query, prefixes={"skos": SKOS, "mg": NS, "sdg": SDG, "sdgo": f"{SDG}ontology#"})
    assert isinstance(found, ox.QuerySolutions)
    return [row[0].value for row in found]


@pytest.mark.parametrize(
    ("predicate", "languages"),
    [("skos:prefLabel", SIX), ("mg:shortLabel", SIX)],
)
def test_a_target_has_words_in_six_languages(
    predicate: str, languages: list[str], official: ox.Store
) -> None:
    query = f"SELECT (LANG(?name) AS ?tag) {{ sdg:16.4 {predicate} ?name }} ORDER BY ?tag"
    assert asked(official, query) == languages


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_official_words_of_a_target_come_first(
    language: str, official: ox.Store, reference: Path
) -> None:
    query = f"SELECT ?name {{ sdg:16.4 skos:prefLabel ?name FILTER(LANG(?name) = '{language}') }}"
    source = ox.Store()
    source.bulk_load(path=str(reference / "vocab" / "sdg-kos.ttl"), format=ox.RdfFormat.TURTLE)
    assert asked(official, query) == asked(source, query)
    assert len(asked(official, query)) == 1


def test_programmes_under_a_goal_and_its_targets_are_one_query(official: ox.Store) -> None:
    query = """
        SELECT ?name {
          ?programme mg:contributesTo/skos:broader* sdg:16 ; a mg:Programme ; skos:prefLabel ?name
        } ORDER BY ?name
    """
    assert asked(official, query) == ["Global Knot Programme", "Global Rope Programme"]


@pytest.mark.parametrize(("kind", "count"), [("Goal", "17"), ("Target", "169"), ("Indicator", "244")])
def test_goals_targets_and_codes_of_indicators_resolve(kind: str, count: str, official: ox.Store) -> None:
    query = f"""
        SELECT (COUNT(DISTINCT ?code) AS ?codes) {{
          GRAPH <{BASE}graph/vocab/sdg-kos> {{
            ?item a sdgo:{kind} ; skos:notation ?code FILTER(DATATYPE(?code) = sdgo:SDGCodeCompact)
          }}
          ?item skos:notation ?known ; skos:prefLabel ?name ; mg:shortLabel ?short
          FILTER(STR(?known) = STR(?code))
        }}
    """
    assert asked(official, query) == [count]


# What the default graph has of it ---------------------------------------------------------------------------


def named(settings: Settings, iri: str, predicate: str) -> list[str]:
    found = store.open_reader(settings.store).store.query(
        f"SELECT ?name {{ <{iri}> <{SKOS}{predicate}> ?name }} ORDER BY ?name"
    )
    assert isinstance(found, ox.QuerySolutions)
    return [row[0].value for row in found]


def test_of_two_preferred_labels_the_longest_stays_and_the_other_is_an_alternative(
    settings: Settings, tmp_path: Path
) -> None:
    text = f'<https://e.org/a> <{SKOS}prefLabel> "By 2030,d"@en , "By 2030, do"@en , "By 2030, dc"@en .'
    published(settings, written(tmp_path, "v.ttl", text))
    assert named(settings, "https://e.org/a", "prefLabel") == ["By 2030, dc"]
    assert named(settings, "https://e.org/a", "altLabel") == ["By 2030, do", "By 2030,d"]


@pytest.mark.slow
def test_of_two_vocabularies_the_first_by_name_gives_the_label_until_it_leaves(
    settings: Settings, tmp_path: Path
) -> None:
    published(
        settings, written(tmp_path, "two.ttl", f'<https://e.org/a> <{SKOS}prefLabel> "Longer name"@en .')
    )
    published(settings, written(tmp_path, "one.ttl", f'<https://e.org/a> <{SKOS}prefLabel> "Name"@en .'))
    assert named(settings, "https://e.org/a", "prefLabel") == ["Name"]
    assert named(settings, "https://e.org/a", "altLabel") == ["Longer name"]
    pipeline.remove_vocabulary("one", settings, now=NOW)
    assert named(settings, "https://e.org/a", "prefLabel") == ["Longer name"]
    assert named(settings, "https://e.org/a", "altLabel") == []


@pytest.mark.parametrize("predicate", [f"{NS}contributesTo", "http://www.w3.org/2002/07/owl#sameAs"])
def test_a_claim_of_a_vocabulary_stays_in_its_own_graph(
    predicate: str, settings: Settings, tmp_path: Path
) -> None:
    published(settings, written(tmp_path, "v.ttl", f"<https://e.org/a> <{predicate}> <{SDG}16.4> ."))
    found = store.open_reader(settings.store).store
    claim = f"<https://e.org/a> <{predicate}> <{SDG}16.4>"
    assert not bool(found.query(f"ASK {{ {claim} }}"))
    assert bool(found.query(f"ASK {{ GRAPH <{BASE}graph/vocab/v> {{ {claim} }} }}"))


def test_a_claim_of_a_document_leaves_with_it_though_a_vocabulary_says_the_same(
    settings: Settings, tmp_path: Path
) -> None:
    claim = f"<{BASE}id/org/unodc> <{NS}contributesTo> <{SDG}4.a>"
    report = "United Nations A/79/900\n\nReport of the Secretary-General\n\nI. Work\n\n1. UNODC supports target 4.a.\n"
    pipeline.build([written(tmp_path, "report.txt", report)], settings, now=NOW)
    published(settings, written(tmp_path, "v.ttl", f"{claim} ."))
    assert bool(store.open_reader(settings.store).store.query(f"ASK {{ {claim} }}"))
    pipeline.remove("A/79/900", settings, now=NOW)
    assert not bool(store.open_reader(settings.store).store.query(f"ASK {{ {claim} }}"))


@pytest.mark.slow
def test_a_vocabulary_that_came_and_went_leaves_the_graph_as_it_was(
    settings: Settings, tmp_path: Path
) -> None:
    published(settings, written(tmp_path, "one.ttl", OFFICIAL))
    before = store.open_reader(settings.store).store.dump(format=ox.RdfFormat.N_QUADS) or b""
    other = f'<{SDG}16.4> <{SKOS}prefLabel> "Other"@en , "Others"@en ; <{NS}activeIn> <{SDG}4.a> .'
    published(settings, written(tmp_path, "another.ttl", other))
    pipeline.remove_vocabulary("another", settings, now=NOW)
    after = store.open_reader(settings.store).store.dump(format=ox.RdfFormat.N_QUADS) or b""
    assert sorted(after.splitlines()) == sorted(before.splitlines())

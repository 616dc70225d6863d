"""Which instrument an article belongs to, what then follows from it, and what stays open."""

from pathlib import Path

import pytest
from hypothesis import given

from kg import graph, store, vocabulary
from kg.decisions import Decisions, Review
from kg.mappers import part_of
from kg.pipeline import extract
from kg.query import rows
from kg.types import Extraction
from kg.validate import check_words
from tests.kg.builders import BASE, OFFICE, build, claim, entity, extraction, source
from tests.strategies import document, nasty_texts

LEXICON = vocabulary.load()
UNCAC = "XVIII-14"
UNTOC = "XVIII-12"


def read(text: str) -> Extraction:
    return extract(document(text), lexicon=LEXICON)


def tied(text: str) -> list[str]:
    return sorted(entity.key for entity in read(text).entities if entity.type == "provision")


def open_ones(text: str) -> list[str | None]:
    return [finding.value for finding in read(text).findings if finding.rule == "open-instrument"]


def mandates(text: str) -> set[tuple[str, str | None, tuple[tuple[str, str], ...]]]:
    return {
        (claim.subject, claim.object, claim.qualifiers)
        for claim in read(text).claims
        if claim.predicate == "mandatedBy"
    }


def test_a_programme_on_the_implementation_of_a_text_names_the_text() -> None:
    found = read("UNODC runs the Global Programme on the Implementation of the Porto Declaration.")
    assert [e.name for e in found.entities if e.type == "instrument"] == ["Porto Declaration"]
    told = [(c.predicate, c.object) for c in found.claims if c.predicate == "mandatedBy"]
    assert told == [("mandatedBy", "instrument-porto-declaration")]


def test_a_programme_on_the_implementation_of_plans_names_no_text() -> None:
    found = read("UNODC runs the Global Programme on the Implementation of Harbour Plans.")
    assert [e.name for e in found.entities if e.type == "instrument"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Article 13 of the United Nations Convention against Corruption is on civil society.",
            ["XVIII-14#art13"],
        ),
        (
            "Articles 10 and 13 of the United Nations Convention against Corruption (UNCAC) bind States.",
            ["XVIII-14#art10", "XVIII-14#art13"],
        ),
        (
            "They rest on article 16 of the Convention on Psychotropic Substances of 1971, article 20 of the "
            "Convention against Corruption and article 35 of the Single Convention on Narcotic Drugs.",
            ["VI-16#art16", "XVIII-14#art20", "single-convention-on-narcotic-drugs#art35"],
        ),
        ("UNCAC article 8(4) asks for a hotline.", ["XVIII-14#art8(4)"]),
        (
            "Article 9 of the outcome document of WSIS speaks of ports.",
            ["instrument-outcome-document-of-wsis#art9"],
        ),
        ("Article 51 of the Charter was quoted by nobody.", ["charter#art51"]),
        (
            "Medics are safe by article 9 (1) of Additional Protocol II.",
            ["instrument-additional-protocol-ii#art9(1)"],
        ),
        (
            "Vessels are named in article 4 of the 1926 Convention.",
            ["instrument-1926-convention#art4"],
        ),
        (
            "Prisons fall under article 11 of the Convention against Torture and article 4 of the Optional Protocol "
            "thereto.",
            ["cat#art11", "opcat#art4"],
        ),
        (
            "The Convention against Corruption differs from the Convention on the Rights of the Child: only article "
            "32 of the latter instrument is on work.",
            ["crc#art32"],
        ),
        ("The Convention against Corruption, article 18, is clear.", ["XVIII-14#art18"]),
        (
            "The UNCAC helps civil society, specifically under Article 13 (Participation of society).",
            ["XVIII-14#art13"],
        ),
        ("Under its article 9, the Convention against Corruption asks for open tenders.", ["XVIII-14#art9"]),
        (
            "The Convention on Psychotropic Substances entered into force in accordance with its article 26 (1).",
            ["VI-16#art26(1)"],
        ),
        (
            "UNCAC is ten years old. Other articles of the Convention, including article 9 on tenders or article 8(4), "
            "are put into practice online.",
            ["XVIII-14#art8(4)", "XVIII-14#art9"],
        ),
        (
            "The Convention against Corruption has many parties. Article 52 of the Convention is on bank accounts.",
            ["XVIII-14#art52"],
        ),
        (
            "The Organized Crime Convention has 190 parties. Two years later came the Firearms Protocol. Marks are a "
            "matter of article 8 of the Protocol, and joint teams one of article 19 of the Convention.",
            ["XVIII-12#art19", "XVIII-12-c#art8"],
        ),
        (
            "The Convention against Corruption (hereinafter \u201cthe Convention\u201d) differs from the Organized "
            "Crime Convention. The Organized Crime Convention is older, and the Organized Crime Convention is shorter. "
            "Article 5 of the Convention is on policy.",
            ["XVIII-14#art5"],
        ),
        (
            "Everyone may speak (Universal Declaration of Human Rights, art. 19).",
            ["universal-declaration#art19"],
        ),
        (
            "Article 3 of the Basel Convention and article 5 of the Rotterdam Convention bind ports; article 9 of the "
            "former, and article 10 of the latter, do not.",
            [
                "basel-convention#art3",
                "basel-convention#art9",
                "rotterdam-convention#art10",
                "rotterdam-convention#art5",
            ],
        ),
        ("The Convention against Corruption is old; article 57 of that treaty is used.", ["XVIII-14#art57"]),
        (
            "Article 6 of the Constitution of UNESCO is on its head.",
            ["instrument-constitution-of-unesco#art6"],
        ),
        (
            "Article 4 of the Constitution of the International Telecommunication Union and article 33 of its "
            "Convention are on rules.",
            [
                "instrument-constitution-of-the-international-telecommunication-union#art4",
                "instrument-convention-of-the-international-telecommunication-union#art33",
            ],
        ),
        (
            "Article 2 common to the International Covenant on Civil and Political Rights and the International "
            "Covenant on Economic, Social and Cultural Rights was read out.",
            ["iccpr#art2", "icescr#art2"],
        ),
        (
            "Articles 4 and 7 of the Safety and Health (Harbour Work) Convention, 1981, are on cranes.",
            [
                "instrument-safety-and-health-harbour-work-convention-1981#art4",
                "instrument-safety-and-health-harbour-work-convention-1981#art7",
            ],
        ),
        (
            "The office lists bells under the 1970 Convention on illicit trade in bells. Article 7 of the Convention "
            "is on lists.",
            ["instrument-1970-convention-on-illicit-trade-in-bells#art7"],
        ),
        (
            "Article 8 of the Host Country Agreement and the Headquarters Agreement, article 2, are on rent.",
            ["instrument-headquarters-agreement#art2", "instrument-host-country-agreement#art8"],
        ),
        (
            "The European Convention on Human Rights, art. 8, and Protocol No. 4, article 2, are on homes.",
            ["european-convention-on-human-rights#art8", "instrument-protocol-no-4#art2"],
        ),
        ("The Rome Statute, adopted in 1998, lists crimes in article 7.", ["rome-statute#art7"]),
        ("See article 46 (9) (c) UNCAC.", ["XVIII-14#art46(9)(c)"]),
        (
            "Article 12 of the Convention on Psychotropic Substances obliges exporters, and paragraph 10 (a) of the "
            "same article names papers, while the Convention against Corruption is silent.",
            ["VI-16#art12", "VI-16#art12(10)(a)"],
        ),
        ("It was registered under Article 102 of the Charter of the United Nations.", ["charter#art102"]),
        (
            "In line with arts. 5\u20137 of UNCAC, laws were changed.",
            ["XVIII-14#art5", "XVIII-14#art6", "XVIII-14#art7"],
        ),
        (
            "Review of the Convention against Corruption\n\nStates asked about article 14 first.\n",
            ["XVIII-14#art14"],
        ),
        ("UNCAC is known to all. Article 33 came up twice.", ["XVIII-14#art33"]),
        (
            "Paragraph 2 of article 6 of the United Nations Convention against Corruption is on independence.",
            ["XVIII-14#art6(2)"],
        ),
        ("The parties to UNCAC and its articles 5 and 6 were discussed.", ["XVIII-14#art5", "XVIII-14#art6"]),
        (
            "The Convention on the Rights of the Child and the Convention on Road Traffic differ. The International "
            "Covenant on Civil and Political Rights is a third text. Article 27 of the Covenant is on minorities.",
            ["iccpr#art27"],
        ),
        (
            "The Convention on Psychotropic Substances is the newest. The Convention has two annexes.\n\n"
            "The Convention on Road Traffic is unlike it.\n\nStates report under article 12 (3) of the Convention.\n",
            ["VI-16#art12(3)"],
        ),
        (
            "UNTOC and the Convention on Biological Diversity are named elsewhere.\n\nThe Conference of the States "
            "Parties to the United Nations Convention against Corruption met. It spoke of the goals of the Convention, "
            "specifically under Article 13 (Society).\n",
            ["XVIII-14#art13"],
        ),
        ("Under UNCAC, Estonia pledges much. Article III Digital rights Estonia pledges more.", []),
        (
            "UNTOC is the parent text. Its articles 5 and 6, and its article 8 (1), were copied.",
            ["XVIII-12#art5", "XVIII-12#art6", "XVIII-12#art8(1)"],
        ),
        (
            "Articles 9 (Public procurement) and 10 (Public reporting) of UNCAC were compared with UNTOC.",
            ["XVIII-14#art10", "XVIII-14#art9"],
        ),
        (
            "The Organized Crime Convention (articles 16 and 18) and UNCAC (articles 44 and 46) are the basis.",
            ["XVIII-12#art16", "XVIII-12#art18", "XVIII-14#art44", "XVIII-14#art46"],
        ),
        (
            "The International Covenant on Civil and Political Rights was invoked: the author sees article 2 (3), read "
            "alone and with article 7, of the Covenant as violated.",
            ["iccpr#art2(3)", "iccpr#art7"],
        ),
        (
            "Children have rights (Convention on the Rights of the Child, arts. 28 and 29; CEDAW, art. 10).",
            ["cedaw#art10", "crc#art28", "crc#art29"],
        ),
        ("Under the Organized Crime Convention’s article 32, a Conference meets.", ["XVIII-12#art32"]),
        (
            "UNCAC, chapter II, article 6, and article 26 of the same Convention were read.",
            ["XVIII-14#art26", "XVIII-14#art6"],
        ),
        (
            "Article 8 of the Organized Crime Convention meets articles 15 and 16 of the Convention against "
            "Corruption.",
            ["XVIII-12#art8", "XVIII-14#art15", "XVIII-14#art16"],
        ),
        (
            "UNCAC came first; article 8 of the Rome Statute of the International Criminal Court came next.",
            ["rome-statute#art8"],
        ),
        ("Stocks are destroyed under article 4 of the Ottawa Convention.", ["mine-ban-convention#art4"]),
        (
            "Articles 3 and 5 of the Lima Convention bind the ports.",
            ["instrument-lima-convention#art3", "instrument-lima-convention#art5"],
        ),
        ("Piers are open (Harbour Charter, art. 12).", ["instrument-harbour-charter#art12"]),
        (
            "It guards the Lima Convention, article 22 of which is on lamps.",
            ["instrument-lima-convention#art22"],
        ),
        ("It rests on article 1 common to the Lima Convention.", ["instrument-lima-convention#art1"]),
        (
            "The Harbour Charter goes before the Lima Convention; its article 8 is on lamps.",
            ["instrument-harbour-charter#art8"],
        ),
        (
            "UNCAC is one text. The Convention on Harbour Lights is another, and the Convention on Harbour Lights "
            "has rules. Article 41 of the Convention is on lamps.",
            ["instrument-convention-on-harbour-lights#art41"],
        ),
        (
            "The Lima Convention was signed by ten States. Ports report under article 16, paragraph 1 (c), of the "
            "Convention.",
            ["instrument-lima-convention#art16(1)(c)"],
        ),
        (
            "Under the Treaty on the Non-Proliferation of Nuclear Weapons (arts. 3\u20134) safeguards apply.",
            ["npt#art3", "npt#art4"],
        ),
        ("Self-defence rests on Article 51 of the Charter of the United Nations.", ["charter#art51"]),
    ],
)
def test_an_article_belongs_to_the_instrument_that_the_words_name(text: str, expected: list[str]) -> None:
    assert tied(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Article 11 of the outcome of the last meeting speaks of abuse.", "11"),
        ("UNCAC was cited beside article 25 of the Constitution of Kenya.", "25"),
        ("UNCAC was cited beside article 128 of the Penal Code.", "128"),
        ("Nothing is said of the treaty, but article 40 was cited.", "40"),
        (
            "The Organized Crime Convention and the Convention against Corruption are sisters. Article 9 of the "
            "Convention is on tenders.",
            "9",
        ),
        (
            "UNTOC and UNTOC and UNTOC and UNTOC are named elsewhere.\n\nThe Conference of the States Parties to the "
            "United Nations Convention against Corruption met. It spoke of article 13 of the Convention.\n",
            "13",
        ),
        ("Article 5 (1) of the Optional Protocol to UNCAC was never written.", "5(1)"),
        ("UNCAC and its annexes differ from article 3 of the Agreement.", "3"),
        ("Lamps rest on UNCAC; article 17 of another convention is not used.", "17"),
        ("Basis: Council Regulation 2018/1727, article 4; UNCAC.", "4"),
        ("Both UNTOC and UNCAC were read, and article 46 was copied.", "46"),
        ("The statute of the Centre names UNCAC, and article 1 of its statutes names eight members.", "1"),
    ],
)
def test_an_article_whose_instrument_is_not_told_stays_open(text: str, value: str) -> None:
    assert (tied(text), open_ones(text)) == ([], [value])


def test_an_instrument_that_no_list_knows_has_its_key_but_no_identifier() -> None:
    found = {entity.key: entity for entity in read("Article 3 of the Lima Convention is short.").entities}
    assert (found["instrument-lima-convention"].id, found["instrument-lima-convention#art3"].name) == (
        None,
        "Lima Convention, article 3",
    )


def test_the_articles_of_an_annexed_text_are_its_own() -> None:
    text = "UNCAC was signed in Merida.\n\nArticle 4\n\nThe Centre has a Board.\n"
    assert (tied(text), open_ones(text)) == ([], [])


def test_two_surfaces_of_one_article_are_one_entity() -> None:
    text = "Article 8(4) of UNCAC is short. See UNCAC, article 8, paragraph 4.\n"
    (entity,) = [entity for entity in read(text).entities if entity.type == "provision"]
    assert (entity.name, entity.mentions) == (
        "United Nations Convention against Corruption, article 8(4)",
        ((0, 12), (43, 65)),
    )


def test_each_provision_is_part_of_its_instrument_by_the_sentence_that_names_it() -> None:
    extraction = read("Nobody came. Articles 10 and 13 of UNCAC bind States.\n")
    parts = [(c.subject, c.object, c.evidence) for c in extraction.claims if c.predicate == "partOf"]
    assert parts == [
        ("XVIII-14#art10", UNCAC, ((13, 53),)),
        ("XVIII-14#art13", UNCAC, ((13, 53),)),
    ]


@pytest.mark.parametrize(("text", "expected"), part_of.EXAMPLES)
def test_examples_of_the_mapper_hold(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    extraction = read(text)
    names = {entity.key: entity.name for entity in extraction.entities}
    told = {(names[c.subject], c.predicate, c.object) for c in extraction.claims if c.predicate == "partOf"}
    assert told == set(expected)


def test_a_mandate_in_an_article_is_held_under_the_article_and_not_the_whole_instrument() -> None:
    text = (
        "UNODC keeps a repository under the mandates given in article 20 of UNTOC, article 16 of the Convention on "
        "Psychotropic Substances of 1971 and article 18 of the 1961 Convention."
    )
    assert mandates(text) == {
        ("unodc", "single-convention-on-narcotic-drugs#art18", ()),
        ("unodc", "VI-16#art16", ()),
        ("unodc", f"{UNTOC}#art20", ()),
    }


@pytest.mark.parametrize(
    "text",
    [
        "As mandated by the General Assembly in its resolution 68/186, paragraph 6, UNODC keeps a list.",
        "Pursuant to paragraph 6 of General Assembly resolution 68/186, UNODC keeps a list.",
        "UNODC keeps a list as requested in General Assembly resolution 68/186 (para. 6).",
    ],
)
def test_the_paragraph_of_a_resolution_goes_with_the_statement(text: str) -> None:
    assert mandates(text) == {("unodc", "a-res-68-186", (("paragraph", "6"),))}


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("Pursuant to A/RES/78/226, paragraph 6 (b), UNODC keeps a list.", (("paragraph", "6(b)"),)),
        ("Pursuant to A/RES/78/226, paragraphs 3–5, UNODC keeps a list.", ()),
        ("Pursuant to A/RES/78/226, 6 lists are kept by UNODC.", ()),
    ],
)
def test_only_a_plain_paragraph_is_told(text: str, qualifiers: tuple[tuple[str, str], ...]) -> None:
    assert mandates(text) == {("unodc", "a-res-78-226", qualifiers)}


def test_two_paragraphs_are_two_statements() -> None:
    text = "Pursuant to paragraphs 6 and 26 of A/RES/78/226, UNODC keeps a list."
    assert mandates(text) == {
        ("unodc", "a-res-78-226", (("paragraph", "26"),)),
        ("unodc", "a-res-78-226", (("paragraph", "6"),)),
    }


def test_a_plain_convention_is_a_mention_of_the_instrument() -> None:
    text = "UNCAC is old. The Convention has many parties.\n"
    (entity,) = [entity for entity in read(text).entities if entity.type == "instrument"]
    assert entity.mentions == ((0, 5), (18, 28))


def test_a_convention_among_several_is_a_mention_of_none() -> None:
    text = "UNCAC and UNTOC are old. The Convention has many parties.\n"
    assert [entity.mentions for entity in read(text).entities if entity.type == "instrument"] == [
        ((10, 15),),
        ((0, 5),),
    ]


PARTS = """
SELECT ?part ?whole ?label ?holder
WHERE {
  ?part a mg:Provision ;
        dcterms:isPartOf ?whole ;
        skos:prefLabel ?label .
  FILTER NOT EXISTS { ?part skos:inScheme ?vocabulary }
  OPTIONAL { ?holder mg:mandatedBy ?part }
}
ORDER BY ?part
"""
ID = "https://w3id.org/mandategraph/id/"


def test_articles_and_paragraphs_that_texts_bring_are_parts_of_them_in_the_graph(sample_store: Path) -> None:
    found = [
        {name: term.value for name, term in row.items() if term}
        for row in rows(store.open_reader(sample_store), PARTS)
    ]
    assert found == [
        {
            "part": f"{ID}provision/A_RES_68_186/p6",
            "whole": f"{ID}doc/A_RES_68_186",
            "label": "A/RES/68/186, paragraph 6",
            "holder": f"{ID}org/unodc",
        },
        {
            "part": f"{ID}provision/universal-declaration/art19",
            "whole": f"{ID}instrument/universal-declaration",
            "label": "Universal Declaration of Human Rights, article 19",
        },
    ]


@given(nasty_texts)
def test_every_article_has_its_instrument_and_its_words(text: str) -> None:
    extraction = read(
        f"UNCAC, article 9, and arts. 5\u20137 thereof.\n\n{text} Article 8(4) of the Convention."
    )
    keys = {entity.key for entity in extraction.entities}
    parents = {key.partition("#")[0] for key in keys if "#" in key}
    assert (parents - keys, list(check_words(extraction))) == (set(), [])


def test_an_unknown_text_between_brackets_is_no_instrument() -> None:
    assert tied("UNCAC and UNTOC differ (see article 3 of the Lima Accord).") == []


RESOLUTION = entity("asked", "resolution", "resolution 78/226", "A/RES/78/226")
MANDATE = claim("office", "mandatedBy", "asked", qualifiers=(("paragraph", "6(b)"),))


def parts(*reviews: tuple[str, Review]) -> list[tuple[str, str, str]]:
    """Subject, predicate and status of the statements about the paragraph."""
    read = source(extraction(MANDATE, entities=(OFFICE, RESOLUTION)))
    found = graph.statements(read, build(read, decisions=Decisions(reviews=dict(reviews))))
    paragraph = BASE.id("provision/A_RES_78_226/p6.b")
    return sorted(
        (s.subject.value.rpartition("/id/")[2], s.predicate.value.rpartition("/")[2], s.status)
        for s in found
        if paragraph in (s.subject, s.object)
    )


def test_a_mandate_in_one_paragraph_is_also_one_of_the_paragraph() -> None:
    assert parts() == [
        ("org/office", "ns#mandatedBy", "accepted"),
        ("provision/A_RES_78_226/p6.b", "isPartOf", "accepted"),
    ]


def test_who_rejects_a_mandate_rejects_that_of_its_paragraph() -> None:
    read = source(extraction(MANDATE, entities=(OFFICE, RESOLUTION)))
    (first,) = [s for s in graph.statements(read, build(read)) if s.claim.qualifiers]
    rejected = (first.iri.value, Review(action="reject", by="Ada", object=None))
    assert parts(rejected) == [("provision/A_RES_78_226/p6.b", "isPartOf", "accepted")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 11 of the Statute of the United Nations Appeals Tribunal sets the time.", ["11"]),
        ("Article 16 of the Constitution of France was read.", ["16"]),
        ("The bill, article 9 of which copies the Convention against Corruption, was passed.", ["9"]),
        ("Resolution 66/288, annex, article 5, recalls the Charter of the United Nations.", ["5"]),
        ("The Code of Conduct (article 4) and the Convention against Corruption were read together.", ["4"]),
        ("The Guiding Principles, in article 3, follow the Convention against Torture.", ["3"]),
        (
            "The Children Act follows the Convention on the Rights of the Child. Article 5, as amended, sets the age.",
            ["5"],
        ),
        ("Article 9 of the former is long; the Convention against Corruption is longer.", ["9"]),
    ],
)
def test_an_article_of_a_law_or_of_rules_is_tied_to_no_treaty(text: str, expected: list[str]) -> None:
    assert (tied(text), open_ones(text)) == ([], expected)


def test_a_committee_cites_the_treaty_that_it_watches_over_without_a_name() -> None:
    text = (
        "CCPR/C/KEN/CO/5\n\nHuman Rights Committee\n\nConcluding observations on the fifth report\n\n"
        "1. Prisons are full (arts. 7 and 10).\n\n2. The State party should respect article 14 (3) (b) of the "
        "Covenant.\n\n3. It should amend article 26 of its Constitution.\n"
    )
    assert (tied(text), open_ones(text)) == (["iccpr#art10", "iccpr#art14(3)(b)", "iccpr#art7"], ["26"])

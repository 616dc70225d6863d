"""Resolutions and documents in running text: what is found, where, and what is left to the context."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.finders import symbols
from kg.types import Mention, Passage, Span, Unit, View
from kg.vocabulary import Lexicon

LEXICON = Lexicon(concepts=(), digest="")


def unit(text: str) -> Unit:
    passage = Passage(index=0, kind="paragraph", begin=0, end=len(text))
    return Unit(passages=(passage,), view=View(text=text, anchors=((0, 0),)), sentences=(Span(0, len(text)),))


def mentions(text: str) -> list[Mention]:
    return list(symbols.find(unit(text), LEXICON))


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(text[hit.begin : hit.end], hit.id, hit.number) for hit in mentions(text)]


@pytest.mark.parametrize(("text", "expected"), symbols.EXAMPLES)
def test_examples_of_the_finder_hold(text: str, expected: tuple[tuple[str, str | None, str], ...]) -> None:
    assert tuple((text[hit.begin : hit.end], hit.id, hit.type) for hit in mentions(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pursuant to Security Council resolution 1540 (2004), States reported.",
            [("Security Council resolution 1540 (2004)", "S/RES/1540(2004)", None)],
        ),
        (
            "The resolutions 2178 (2014), 2396 (2017) and 2462 (2019) name it.",
            [
                ("resolutions 2178 (2014)", "S/RES/2178(2014)", None),
                ("2396 (2017)", "S/RES/2396(2017)", None),
                ("2462 (2019)", "S/RES/2462(2019)", None),
            ],
        ),
        (
            "General Assembly resolutions 61/180, 64/178 and 72/195, annex, apply.",
            [
                ("General Assembly resolutions 61/180", "A/RES/61/180", None),
                ("64/178", "A/RES/64/178", None),
                ("72/195", "A/RES/72/195", None),
            ],
        ),
        (
            "the General Assembly\u2019s resolution 74/177",
            [("General Assembly\u2019s resolution 74/177", "A/RES/74/177", None)],
        ),
        (
            "ECOSOC resolution 2019/20 and CND resolution 61/7",
            [
                ("ECOSOC resolution 2019/20", "E/RES/2019/20", None),
                ("CND resolution 61/7", "CND/RES/61/7", None),
            ],
        ),
        (
            "resolution 28/2 of the Commission on Crime Prevention and Criminal Justice",
            [("resolution 28/2", "CCPCJ/RES/28/2", None)],
        ),
        (
            "resolutions 5/3 and 5/4 of the Conference of the States Parties to the United Nations "
            "Convention against Corruption",
            [("resolutions 5/3", "CAC/COSP/RES/5/3", None), ("5/4", "CAC/COSP/RES/5/4", None)],
        ),
        ("adopted as resolution 62/1 (CND).", [("resolution 62/1", "CND/RES/62/1", None)]),
        (
            "Resolution of the General Assembly 55/25 opened it.",
            [("Resolution of the General Assembly 55/25", "A/RES/55/25", None)],
        ),
        ("General Assembly decision 60/559", [("General Assembly decision 60/559", "A/DEC/60/559", None)]),
        ("GA Res. 55/25 opened it.", [("GA Res. 55/25", "A/RES/55/25", None)]),
        ("UNSCR 1373 (2001) binds all.", [("UNSCR 1373 (2001)", "S/RES/1373(2001)", None)]),
        (
            "Human Rights Council resolutions S-15/1 and 17/4",
            [
                ("Human Rights Council resolutions S-15/1", "A/HRC/RES/S-15/1", None),
                ("17/4", "A/HRC/RES/17/4", None),
            ],
        ),
        (
            "World Health Assembly resolution 67.18",
            [("World Health Assembly resolution 67.18", "WHA67.18", None)],
        ),
        ("decision 2/CP.17 of the parties", [("decision 2/CP.17", "FCCC/DEC/2/CP.17", None)]),
        ("resolution 2625 (XXV), annex", [("resolution 2625 (XXV)", "A/RES/2625(XXV)", None)]),
        (
            "resolutions 32/8 A and C",
            [("resolutions 32/8 A", "A/RES/32/8A", None), ("C", "A/RES/32/8C", None)],
        ),
    ],
)
def test_words_at_the_number_tell_the_organ(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Its resolution 9/2 goes further.", [("resolution 9/2", None, "9/2")]),
        ("as Conference resolution 7/4 has it", [("Conference resolution 7/4", None, "7/4")]),
        ("as Council decision 2011/7 has it", [("Council decision 2011/7", None, "2011/7")]),
        ("resolutions 7/1 and 7/3 do", [("resolutions 7/1", None, "7/1"), ("7/3", None, "7/3")]),
        ("resolution 10/2 of the Conference of the Parties", [("resolution 10/2", None, "10/2")]),
        ("in its resolution 2011/33", [("resolution 2011/33", None, "2011/33")]),
        ("resolution 46 (IV)", [("resolution 46 (IV)", None, "46(IV)")]),
        ("Security Council resolution 1325 asks", [("Security Council resolution 1325", None, "1325")]),
        ("resolution No. 61/10", [("resolution No. 61/10", None, "61/10")]),
        (
            "its resolutions 58/4 of 31 October 2003, entitled \u201cOn assets\u201d, and 61/9 of 2006",
            [("resolutions 58/4", None, "58/4"), ("61/9", None, "61/9")],
        ),
        (
            "COSP resolution 8/2, Commission resolution 25/2",
            [("COSP resolution 8/2", None, "8/2"), ("Commission resolution 25/2", None, "25/2")],
        ),
    ],
)
def test_generic_words_leave_the_organ_to_the_context(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("in line with Executive Board decision 2013/2", "Executive Board decision 2013/2"),
        ("after Peacebuilding Commission decision 3/1", "Peacebuilding Commission decision 3/1"),
        ("by UNESCO resolution 40/6", "UNESCO resolution 40/6"),
        ("decision 2013/2 of the Executive Board, which", "decision 2013/2"),
        ("by decision 2026/EB.2/5 the Board", "decision 2026/EB.2/5"),
        ("in Resolution C 12/2026, Congress", "Resolution C 12/2026"),
        ("resolution 71 (Rev. Lima, 2026) is kept", "resolution 71 (Rev. Lima, 2026)"),
        ("endorsed by resolution 9 (Cg-20) of", "resolution 9 (Cg-20)"),
        ("in line with resolution MEPC.401(83).", "resolution MEPC.401(83)"),
        ("after 218 EX/Decision 7, schools", "218 EX/Decision 7"),
        ("its decision EB160(4) on schools", "decision EB160(4)"),
    ],
)
def test_body_outside_the_grammar_keeps_its_number_from_every_context(text: str, surface: str) -> None:
    assert found(text) == [(surface, None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(see A/HRC/44/27 and Corr.1)", [("A/HRC/44/27", "A/HRC/44/27"), ("Corr.1", "A/HRC/44/27/Corr.1")]),
        ("A/74/130\u2013E/2019/65", [("A/74/130", "A/74/130"), ("E/2019/65", "E/2019/65")]),
        ("in E/CN/15/2019/4.", [("E/CN/15/2019/4", "E/CN.15/2019/4")]),
        ("CAC/COSP/2019/CRP.3, chap. II", [("CAC/COSP/2019/CRP.3", "CAC/COSP/2019/CRP.3")]),
        (
            "UNEP/EA.4/RES.6 and UNEP/EA.4/INF/2",
            [("UNEP/EA.4/RES.6", "UNEP/EA.4/RES.6"), ("UNEP/EA.4/INF/2",) * 2],
        ),
        ("A/RES/58/4 of 31 October 2003", [("A/RES/58/4", "A/RES/58/4")]),
        ("A/RES/2625 (XXV)", [("A/RES/2625 (XXV)", "A/RES/2625(XXV)")]),
        ("draft resolution A/C.3/70/L.3", [("A/C.3/70/L.3", "A/C.3/70/L.3")]),
        ("https://undocs.org/en/A/RES/58/4", [("A/RES/58/4", "A/RES/58/4")]),
    ],
)
def test_symbols_with_their_prefix_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[hit.begin : hit.end], hit.id) for hit in mentions(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "and/or, N/A, km/h, HIV/AIDS and I/O",
        "open 24/7 in 2018/19, since 9/11, for 1/3 of 3/4",
        "V.18-04904 and GE.25-10415 (E)",
        "item 5 and article 8/4",
        "UNDP/UNFPA/UNOPS met on 12/05/2019",
        "the decision 5 of them took; a resolution of 1920/1080",
        "draft decisions 56/101 to 56/122",
        "decision 12/2019 of the court",
        "a decision 3 years later",
        "https://example.org/docs/A/79/296 and file CTOC/COP/2018/1.pdf",
        "no resolution, no decision, no symbol: /, //, A/, A/B/",
    ],
)
def test_what_only_looks_like_a_symbol_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_one_number_that_tells_its_organ_tells_it_for_the_list() -> None:
    assert found("its resolutions 2542 (XXIV) of 11 December 1969, 50/144 and 2011/7") == [
        ("resolutions 2542 (XXIV)", "A/RES/2542(XXIV)", None),
        ("50/144", "A/RES/50/144", None),
        ("2011/7", None, "2011/7"),
    ]


def test_item_of_a_list_gets_its_whole_name() -> None:
    assert [hit.name for hit in mentions("General Assembly resolutions 61/180 and 64/178")] == [
        "General Assembly resolution 61/180",
        "General Assembly resolution 64/178",
    ]


def test_letter_of_a_list_gets_the_number_that_it_leaves_out() -> None:
    assert [hit.name for hit in mentions("resolutions 32/8 A and C")] == [
        "resolution 32/8 A",
        "resolution 32/8 C",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Taxed under General Assembly resolution 74/9, ports were named again in 75/12 and 76/3.",
            [
                ("General Assembly resolution 74/9", "A/RES/74/9", None),
                ("75/12", "A/RES/75/12", None),
                ("76/3", "A/RES/76/3", None),
            ],
        ),
        (
            "Resolution S-21/2 was short, but S-29/1 was not.",
            [("Resolution S-21/2", None, "S-21/2"), ("S-29/1", None, "S-29/1")],
        ),
        (
            "It is the earlier resolution, 1373 (2001).",
            [("resolution, 1373 (2001)", "S/RES/1373(2001)", None)],
        ),
        ("Lakes were shared out in 3129 (XXVIII) already.", [("3129 (XXVIII)", "A/RES/3129(XXVIII)", None)]),
        (
            "It took resolutions 71/3 and 71/4 A and B.",
            [
                ("resolutions 71/3", "A/RES/71/3", None),
                ("71/4 A", "A/RES/71/4A", None),
                ("B", "A/RES/71/4B", None),
            ],
        ),
    ],
    ids=["again in", "special", "set off", "roman", "letter at the end"],
)
def test_number_further_on_in_the_sentence_goes_without_a_noun(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After resolution 74/9 the vote was split in 3/4 of the cases.", ["resolution 74/9"]),
        ("Resolution 74/9 stands. The bolt is made in 75/12 steel.", ["Resolution 74/9"]),
        ("The plant yields 3129 (in tons), chapter (XXVIII).", []),
    ],
)
def test_number_without_a_noun_that_is_no_act_is_left_alone(text: str, expected: list[str]) -> None:
    assert [surface for surface, _, _ in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Sites were ranked by decision 44 COM 8B.12 last year.", "decision 44 COM 8B.12"),
        ("Dry lands are in decision 21/COP.14 of the parties.", "decision 21/COP.14"),
        ("Ivory is in resolution Conf. 11.20 too.", "resolution Conf. 11.20"),
        ("Mercury went into decision MC-3/5 then.", "decision MC-3/5"),
        ("Decision ITPGR/GB9(3) is on seeds.", "Decision ITPGR/GB9(3)"),
    ],
)
def test_act_of_a_body_with_numbers_of_its_own_has_neither_symbol_nor_number(text: str, surface: str) -> None:
    assert found(text) == [(surface, None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By decisions BC-15/1 and BC-14/13 it went on.", ["decision BC-15/1", "decision BC-14/13"]),
        ("See Resolution Conf. 9.21 (Rev. CoP18).", ["Resolution Conf. 9.21 (Rev. CoP18)"]),
        ("Decisions 19.44 and 19.45 are on feathers.", ["Decision 19.44", "Decision 19.45"]),
        ("It is Resolution 12.26 (Rev.COP14).", ["Resolution 12.26 (Rev.COP14)"]),
        ("Recalling Resolutions 7/2021 and 4/2017,", ["Resolution 7/2021", "Resolution 4/2017"]),
        ("RESOLUTION 133 (REV. BUCHAREST, 2022)", ["RESOLUTION 133 (REV. BUCHAREST, 2022)"]),
        ("It follows 216 EX/Decision 5.I.A of the Board.", ["216 EX/Decision 5.I.A"]),
        ("Lakes are in Resolution XIII.17.", ["Resolution XIII.17"]),
        ("Skies are in Resolutions A41-21 and A40-7.", ["Resolution A41-21", "Resolution A40-7"]),
        ("Funds went by decision B.37/12.", ["decision B.37/12"]),
        ("Recalling decisions WHA76(9) and EB152(3),", ["decision WHA76(9)", "decision EB152(3)"]),
        ("Recalling resolution 752 (PLEN.36),", ["resolution 752 (PLEN.36)"]),
    ],
)
def test_acts_of_agencies_come_in_lists_and_with_their_revision(text: str, expected: list[str]) -> None:
    assert [hit.name for hit in mentions(text) if not hit.id] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Decision 12/2019 of the Ministry of Ports",
        "The Cabinet Resolution 24/2022 and Presidential Decision 5/2021",
        "a decision 12.30 p.m. brought",
        "a resolution 10.5 million strong",
        "The draft decision 12/2019",
    ],
)
def test_acts_of_governments_and_plain_figures_are_no_acts_of_agencies(text: str) -> None:
    assert found(text) == []


def test_world_health_assembly_number_with_its_letters_is_one_act_under_its_whole_name() -> None:
    assert [(hit.name, hit.id) for hit in mentions("Recalling resolution WHA71.5,")] == [
        ("resolution WHA71.5", "WHA71.5")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It follows Security Council resolution 1325 (2000) and later resolutions, including 1820 (2008) and "
            "2467 (2019).",
            ["S/RES/1325(2000)", "S/RES/1820(2008)", "S/RES/2467(2019)"],
        ),
        ("It is UNGA res. 60/1.", ["A/RES/60/1"]),
        ("It is General Assembly resolution 377 (V) A.", ["A/RES/377A(V)"]),
        (
            "Economic and Social Council decisions 2023/200 A\u2013C",
            ["E/DEC/2023/200A", "E/DEC/2023/200B", "E/DEC/2023/200C"],
        ),
        ("United Nations Habitat Assembly resolution 2/1", []),
        ("In resolution WHA77.4 (2024), the Assembly met.", ["WHA77.4"]),
        ("It is resolution 771 (XL) on ports.", []),
    ],
)
def test_what_a_list_or_a_form_leaves_out_is_restored(text: str, expected: list[str]) -> None:
    assert [hit.id for hit in mentions(text) if hit.id] == expected


def test_number_above_a_title_is_the_number_of_an_act() -> None:
    text = "58/21. Access to water"
    passage = Passage(index=0, kind="heading", begin=0, end=len(text))
    above = Unit(
        passages=(passage,), view=View(text=text, anchors=((0, 0),)), sentences=(Span(0, len(text)),)
    )
    assert [(hit.name, hit.number) for hit in symbols.find(above, LEXICON)] == [("58/21", "58/21")]


@pytest.mark.parametrize(
    "text",
    ["A decision COVID-19 forced on all.", "The draft resolution EB151/CONF.3 was long."],
)
def test_capitals_with_marks_are_not_always_an_act(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The paper is document A75/22, in six languages.", ["A75/22"]),
        ("See document 40 C/11 and document C23/8.", ["40 C/11", "C23/8"]),
        ("Document B12 has no number behind it.", []),
        ("Hulls are in document MEPC 81/7/3.", ["MEPC 81/7/3"]),
        ("Feathers are in document CoP19 Doc. 32.", ["CoP19 Doc. 32"]),
        ("The Board noted the report (EB158/9).", ["EB158/9"]),
    ],
)
def test_paper_of_a_body_without_organ_in_its_symbol_is_a_document(text: str, expected: list[str]) -> None:
    assert [text[hit.begin : hit.end] for hit in mentions(text) if hit.type == "document"] == expected


def test_open_number_has_a_low_score() -> None:
    assert [hit.score for hit in mentions("its resolution 9/2")] == [Decimal("0.5")]


def test_statement_and_report_are_documents_and_decision_is_a_resolution() -> None:
    text = "S/PRST/2014/21, A/70/90 and A/DEC/60/559"
    assert [hit.type for hit in mentions(text)] == ["document", "document", "resolution"]


def test_offsets_are_those_of_the_document() -> None:
    document = "Recalling **resolution\n9/2** here"
    passage = Passage(index=0, kind="paragraph", begin=0, end=len(document))
    view = View(text="Recalling resolution 9/2 here", anchors=((0, 0), (10, 12), (24, 28)))
    marked = Unit(passages=(passage,), view=view, sentences=(Span(0, 29),))
    assert [document[hit.begin : hit.end] for hit in symbols.find(marked, LEXICON)] == ["resolution\n9/2"]


SEPARATOR = "|"
PIECES = st.sampled_from(
    (
        "resolution |resolutions |A/RES/70/1|8/4| and |, |A|(2016)|2322 |/|Conference |"
        "General Assembly |-|https://| of the |Add.1|S/|\u2013"
    ).split(SEPARATOR)
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_mentions_stand_inside_the_text_in_order(text: str) -> None:
    hits = mentions(text)
    assert all(0 <= hit.begin < hit.end <= len(text) for hit in hits)
    assert [hit.begin for hit in hits] == sorted(hit.begin for hit in hits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Its decisions 66/1 to 66/3 are on ports.",
            [("decisions 66/1", None), ("66/1 to 66/3", None), ("66/3", None)],
        ),
        ("The resolutions 31/6 to 7/31 are no range.", [("resolutions 31/6", None), ("7/31", None)]),
        (
            "The Board adopted two decisions (2025/1 and 2025/2).",
            [("decisions (2025/1", None), ("2025/2", None)],
        ),
        ("Two decisions (24/7 lines) were taken.", []),
        ("It was founded by resolution 64/289.", [("resolution 64/289", "A/RES/64/289")]),
        ("It was founded by resolution 64/28.", [("resolution 64/28", None)]),
        (
            "See decision 1280 (XLVI) of the African Union Executive Council.",
            [("decision 1280 (XLVI)", None)],
        ),
        (
            "Ships follow resolution A.1158(32); MSC.428(98) is on locks.",
            [("resolution A.1158(32)", None), ("MSC.428(98)", None)],
        ),
        (
            "The MSC.428 (98 ports) map and form A.12(3) are none; see resolution 8/4.",
            [("resolution 8/4", None)],
        ),
        ("Recalling Resolution 3/2021 of the Conference, they met.", [("Resolution 3/2021", None)]),
        ("Under resolution 3/2021 of the ministry, piers close.", []),
        ("They recall decision 4.5 of its 52nd meeting.", [("decision 4.5", None)]),
        ("The decision 4.5 hours later was wrong.", []),
        ("The Body adopted decision GB.344/INS/8 on piers.", [("GB.344/INS/8", None)]),
        ("See Resolution 2323 (2020) of the Parliamentary Assembly.", [("Resolution 2323 (2020)", None)]),
        ("They keep Decisions 19.93 to 19.95 on wood.", [("Decisions 19.93", None), ("19.95", None)]),
        ("Council Resolution No. 1385 is old.", [("Council Resolution No. 1385", None)]),
    ],
)
def test_lists_ranges_and_ways_of_agencies_are_acts(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    hits = [hit for hit in mentions(text) if hit.type == "resolution"]
    assert [(text[hit.begin : hit.end], hit.id) for hit in hits] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The project (document CDIP/27/6) helps.", ["CDIP/27/6"]),
        ("See working paper A41-WP/93 for more.", ["A41-WP/93"]),
        ("A draft decision GB.344/INS/8 was left.", ["GB.344/INS/8"]),
        ("The Court opened case ICC-ASP/23/9 B; see document ICC-ASP/23/9.", ["ICC-ASP/23/9"]),
        ("The Assembly adopted resolution ICC-ASP/1/Res.6.", []),
        ("Tender CDIP/27/6 closed.", []),
        ("Look at EB156/16 and SC77 Doc. 33.1.", ["EB156/16", "SC77 Doc. 33.1"]),
        ("The WEB156/16 server and EB156/16.5 are none.", []),
    ],
)
def test_papers_of_agencies_need_their_noun_or_their_letters(text: str, expected: list[str]) -> None:
    assert [hit.name for hit in mentions(text) if hit.type == "document"] == expected


def test_the_number_sign_stays_in_the_name_of_an_act() -> None:
    assert [hit.name for hit in mentions("Council Resolution No. 1385 is old.")] == [
        "Council Resolution No. 1385"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See CEDAW/C/AND/CO/2-3 and CERD/C/MLT/15\u201320.", ["CEDAW/C/AND/CO/2-3", "CERD/C/MLT/15-20"]),
        ("See A/80/63-65 on piers.", ["A/80/63"]),
        ("It is in draft (EC-107/DEC/CRP.1).", ["EC-107/DEC/CRP.1"]),
    ],
)
def test_reports_for_several_periods_have_one_symbol(text: str, expected: list[str]) -> None:
    assert [m.id for m in mentions(text) if m.type == "document"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Assembly adopted resolution 78/226 and chose members in 97/193 votes.", ["A/RES/78/226"]),
        ("Resolution 78/226 was read; in 45/50 it failed.", ["A/RES/78/226"]),
        ("Under resolution 78/226 it was seen in 41/100 children.", ["A/RES/78/226"]),
        ("It spoke in resolution 78/226, and again in 79/154.", ["A/RES/78/226", "A/RES/79/154"]),
        ("It spoke in resolution 78/226, and in 79/154 asks the crews.", ["A/RES/78/226", "A/RES/79/154"]),
    ],
)
def test_a_count_out_of_a_total_is_no_number_of_an_act(text: str, expected: list[str]) -> None:
    assert [hit.id for hit in mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rests on resolution A/78/123 of the Secretary-General.", "document"),
        ("It rests on decision A/78/123 of the General Assembly.", "resolution"),
    ],
)
def test_an_officer_adopts_no_resolution(text: str, expected: str) -> None:
    assert [hit.type for hit in mentions(text)] == [expected]

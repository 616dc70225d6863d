"""The grammar of document symbols: what a citation names, in one spelling, or nothing where it is open."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.symbols import (
    Symbol,
    number_shape,
    organ_prefix,
    parse,
    read_symbol,
    resolve,
    scan_symbols,
    shape_organ,
    slug,
)

REFERENCE = os.environ.get("MANDATEGRAPH_REFERENCE")
needs_reference = pytest.mark.skipif(
    not REFERENCE, reason="MANDATEGRAPH_REFERENCE names no reference material"
)

UNCAC = "Conference of the States Parties to the United Nations Convention against Corruption"
UNTOC = "Conference of the Parties to the United Nations Convention against Transnational Organized Crime"
CCPCJ = "Commission on Crime Prevention and Criminal Justice"

PAIRS = [
    ("A/RES/78/226", None, ["A/RES/78/226"]),
    ("resolution 74/247", "General Assembly", ["A/RES/74/247"]),
    ("(A/RES/77/298)", None, ["A/RES/77/298"]),
    ("A/RES/78/227", None, ["A/RES/78/227"]),
    ("A/RES/77/219", None, ["A/RES/77/219"]),
    ("its resolution E/RES/2023/3,", None, ["E/RES/2023/3"]),
    ("(A/79/296)", None, ["A/79/296"]),
    ("E/CN/15/2024/CRP.1", None, ["E/CN.15/2024/CRP.1"]),
    ("Conference resolution 6/7", UNCAC, ["CAC/COSP/RES/6/7"]),
    ("its resolution 2006/46", "Economic and Social Council", ["E/RES/2006/46"]),
    ("its resolution 26/4", "CCPCJ", ["CCPCJ/RES/26/4"]),
    ("Security Council resolution 2322 (2016)", None, ["S/RES/2322(2016)"]),
    ("resolutions 6/6 and 6/7", "States Parties to the UNCAC", ["CAC/COSP/RES/6/6", "CAC/COSP/RES/6/7"]),
    ("CTOC/COP/2018/11", None, ["CTOC/COP/2018/11"]),
    ("its resolution 8/4", UNTOC, ["CTOC/COP/RES/8/4"]),
    ("resolution 8/1 of the Conference of the Parties", UNTOC, ["CTOC/COP/RES/8/1"]),
    ("Conference resolution 8/3", "CTOC/COP", ["CTOC/COP/RES/8/3"]),
    ("its resolution 2347 (2017)", None, ["S/RES/2347(2017)"]),
    ("General Assembly resolution 69/196", None, ["A/RES/69/196"]),
    ("Security Council resolution 2199 (2015)", None, ["S/RES/2199(2015)"]),
    ("its resolution 68/186, paragraph 6", "A", ["A/RES/68/186, paragraph 6"]),
    ("CTOC/COP/2018/1.", None, ["CTOC/COP/2018/1"]),
    ("document CTOC/COP/WG.6/2018/3.", None, ["CTOC/COP/WG.6/2018/3"]),
    ("CTOC/COP/2018/2 and CTOC/COP/2018/3", None, ["CTOC/COP/2018/2", "CTOC/COP/2018/3"]),
    ("45/179", "A", ["A/RES/45/179"]),
    ("S-20/2", None, ["A/RES/S-20/2"]),
    ("S-30/1", None, ["A/RES/S-30/1"]),
    ("2370 (2017)", None, ["S/RES/2370(2017)"]),
    ("2743 (2024),", None, ["S/RES/2743(2024)"]),
    ("834 (IX)", "General Assembly resolutions", ["A/RES/834(IX)"]),
    ("2491 (XXIII)", None, ["A/RES/2491(XXIII)"]),
    ("1985/11", None, ["E/RES/1985/11"]),
    ("13 (III)", "Economic and Social Council resolutions", ["E/RES/13(III)"]),
    ("E/RES/1139%20(XLI)", None, ["E/RES/1139(XLI)"]),
    ("e/RES/150(VII)", None, ["E/RES/150(VII)"]),
    ("75/290 A", "A", ["A/RES/75/290A"]),
    ("A/RES/75/290a", None, ["A/RES/75/290A"]),
    ("E/HLS/2016/1", None, ["E/HLS/2016/1"]),
    ("ST/AI/2021/3", None, ["ST/AI/2021/3"]),
    ("45/179, 46/152 and 46/185 C", "A", ["A/RES/45/179", "A/RES/46/152", "A/RES/46/185C"]),
    ("34/180; 70/131", "A", ["A/RES/34/180", "A/RES/70/131"]),
    ("1946/9 (I)", "E", ["E/RES/9(I)"]),
    ("44/14", "Commission on Narcotic Drugs resolutions", ["CND/RES/44/14"]),
    ("21/3", f"{CCPCJ} resolutions", ["CCPCJ/RES/21/3"]),
    ("8/4", f"{UNCAC} resolutions and decisions", ["CAC/COSP/RES/8/4"]),
    ("resolution 3363 (XXX)", None, ["A/RES/3363(XXX)"]),
    ("resolution 3367 A (XXX)", None, ["A/RES/3367A(XXX)"]),
    ("resolutions 3411 A and B (XXX)", None, ["A/RES/3411A(XXX)", "A/RES/3411B(XXX)"]),
    ("resolutions 31/6 A and B", None, ["A/RES/31/6A", "A/RES/31/6B"]),
    ("decision 31/308", None, ["A/DEC/31/308"]),
    (
        "decisions 31/406 A to E",
        None,
        ["A/DEC/31/406A", "A/DEC/31/406B", "A/DEC/31/406C", "A/DEC/31/406D", "A/DEC/31/406E"],
    ),
    ("resolution 3362 (S-VII)", None, ["A/RES/3362(S-VII)"]),
    ("resolution S-8/1", None, ["A/RES/S-8/1"]),
    ("A/RES/ES-8/2", None, ["A/RES/ES-8/2"]),
    ("decision ES-7/11", None, ["A/DEC/ES-7/11"]),
    ("A/RES/217A (III)", None, ["A/RES/217A(III)"]),
    ("A/RES/3201 (S-VI)", None, ["A/RES/3201(S-VI)"]),
    ("S/RES/1 (1946)", None, ["S/RES/1(1946)"]),
    ("A/RES/11 (I) of 1946", None, ["A/RES/11(I)"]),
    ("S/26695", None, ["S/26695"]),
    ("S/PRST/2004/36", None, ["S/PRST/2004/36"]),
    ("A/HRC/PRST/OS/12/1", None, ["A/HRC/PRST/OS/12/1"]),
    ("A/68/L.50", None, ["A/68/L.50"]),
    ("A/64/440 and Corr.1", None, ["A/64/440", "A/64/440/Corr.1"]),
    ("A/C.6/67/SR.24", None, ["A/C.6/67/SR.24"]),
    ("E/2017/30 E/CN.15/2017/13", None, ["E/2017/30", "E/CN.15/2017/13"]),
    ("E/CN.7/2007/14–E/CN.15/2007/5", None, ["E/CN.7/2007/14", "E/CN.15/2007/5"]),
    ("CTOC/COP/2016/CRP.5.", None, ["CTOC/COP/2016/CRP.5"]),
    ("1474 (XLVIII)", None, ["E/RES/1474(XLVIII)"]),
    ("A/RES/63/108[B-IV]", None, ["A/RES/63/108"]),
]


@pytest.mark.parametrize(("surface", "organ", "expected"), PAIRS)
def test_citation_gives_its_canonical_symbols(surface: str, organ: str | None, expected: list[str]) -> None:
    assert [str(symbol) for symbol in parse(surface, organ)] == expected


@pytest.mark.parametrize(
    ("surface", "organ", "expected"),
    [
        ("A/80/62-E/2025/12", None, ["A/80/62", "E/2025/12"]),
        ("A/RES/75/290 A and B", None, ["A/RES/75/290A", "A/RES/75/290B"]),
        ("A/RES/71/101 A-B", None, ["A/RES/71/101A-B"]),
        ("A/80/6 (Sect. 16)", None, ["A/80/6(Sect.16)"]),
        ("A/CONF.157/24 (Part I), chap. III", None, ["A/CONF.157/24(PartI)"]),
        ("a/res/70/1", None, []),
        ("A/HRC/55/43/Add.2 and Add.3", None, ["A/HRC/55/43/Add.2", "A/HRC/55/43/Add.3"]),
        (
            "E/CN.6/2025/R.1/Add.1-3",
            None,
            ["E/CN.6/2025/R.1/Add.1", "E/CN.6/2025/R.1/Add.2", "E/CN.6/2025/R.1/Add.3"],
        ),
        ("A/RES/70/1 (2015)", None, ["A/RES/70/1"]),
        ("A / RES / 70 / 1", None, ["A/RES/70/1"]),
        ("A/RES/78/226, para. 26 (a)", None, ["A/RES/78/226, paragraph 26(a)"]),
        ("paragraph 6 of resolution 68/186", "A", ["A/RES/68/186, paragraph 6"]),
        ("UNEA resolution 5/14", None, ["UNEP/EA.5/RES.14"]),
        ("WHA69/2016/REC/1", None, ["WHA69/2016/REC/1"]),
        ("UN/SCEGHS/47/INF.10", None, ["UN/SCEGHS/47/INF.10"]),
        ("UNEP/EA.6/RES.10", None, ["UNEP/EA.6/RES.10"]),
        ("resolution WHA69.2", "WHA", ["WHA69.2"]),
        ("decision 1/CP.21", None, ["FCCC/DEC/1/CP.21"]),
        ("1967/1196 (XLII); 1991/48", "E", ["E/RES/1196(XLII)", "E/RES/1991/48"]),
        ("decision 2024/345", "ECOSOC", ["E/DEC/2024/345"]),
        ("Commission on Human Rights resolution 1993/77", None, ["E/CN.4/RES/1993/77"]),
        ("decision 2010/9", "DP", ["DP/DEC/2010/9"]),
    ],
)
def test_further_forms_of_print_are_read(surface: str, organ: str | None, expected: list[str]) -> None:
    assert [str(symbol) for symbol in parse(surface, organ)] == expected


@pytest.mark.parametrize(
    ("surface", "organ"),
    [
        ("", None),
        ("item 5", "A"),
        ("8/4", None),
        ("resolution 44/14", None),
        ("1395 (XIV)", None),
        ("24/7", "A"),
        ("2006/46", "A"),
        ("69/196", "E"),
        ("and/or", None),
        ("HIV/AIDS", None),
        ("UNDP/UNFPA/2020", None),
        ("ISO/IEC/27001", None),
        ("E/2025/_", None),
        ("A/RES/8/4", None),
        ("S/RES/2322", None),
        ("A/RES/70/1.pdf", None),
        ("12/2019", "CND"),
        ("V.18-04904", None),
    ],
)
def test_what_stays_open_gives_no_symbol(surface: str, organ: str | None) -> None:
    assert parse(surface, organ) == ()


def test_resolution_is_taken_apart() -> None:
    assert parse("resolution S-20/2") == (
        Symbol(canonical="A/RES/S-20/2", official=True, organ="A", kind="resolution", session="S-20"),
    )


def test_decision_symbol_keeps_its_session() -> None:
    assert parse("decision 49/426", "A") == (
        Symbol(canonical="A/DEC/49/426", official=False, organ="A", kind="decision", session="49"),
    )


@pytest.mark.parametrize(
    ("canonical", "organ", "session", "year"),
    [
        ("A/79/296", "A", "79", None),
        ("A/C.6/67/SR.24", "A/C.6", "67", None),
        ("A/CONF.157/24/Add.1", "A/CONF.157", None, None),
        ("A/AC.105/1161", "A/AC.105", None, None),
        ("E/CN.7/2018/13", "E/CN.7", None, 2018),
        ("CTOC/COP/WG.6/2018/3", "CTOC/COP", None, 2018),
        ("UNEP/EA.3/L.2", "UNEP/EA", "3", None),
        ("S/PRST/2004/36", "S", None, 2004),
        ("A/RES/217A(III)", "A", "III", None),
        ("S/RES/2322(2016)", "S", None, 2016),
        ("DP/2025/4", "DP", None, 2025),
        ("CMW/C/39/1", "CMW/C", "39", None),
    ],
)
def test_organ_session_and_year_are_read_off(
    canonical: str, organ: str, session: str | None, year: int | None
) -> None:
    (symbol,) = parse(canonical)
    assert (symbol.organ, symbol.session, symbol.year) == (organ, session, year)


@pytest.mark.parametrize(
    ("canonical", "link"),
    [
        ("A/RES/217A(III)", "https://docs.un.org/en/A/RES/217A(III)"),
        ("E/CN.15/2024/CRP.1", "https://docs.un.org/en/E/CN.15/2024/CRP.1"),
        ("CTOC/COP/RES/8/4", None),
        ("CCPCJ/RES/26/4", None),
        ("A/DEC/31/308", None),
        ("WHA71.3", None),
        ("XYZ/2020/3", None),
    ],
)
def test_only_official_symbols_have_a_link(canonical: str, link: str | None) -> None:
    assert parse(canonical)[0].link == link


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("S/RES/2322(2016)", "S_RES_2322.2016"),
        ("A/RES/217A(III)", "A_RES_217A.III"),
        ("A/RES/S-30/1", "A_RES_S-30_1"),
        ("UNEP/EA.5/RES.14", "UNEP_EA.5_RES.14"),
    ],
)
def test_slug_is_a_path_segment(canonical: str, expected: str) -> None:
    assert slug(canonical) == parse(canonical)[0].slug == expected


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("General Assembly", "A"),
        ("the General Assembly", "A"),
        ("Security Council resolutions", "S"),
        ("Economic and Social Council resolutions and decisions", "E"),
        ("Human Rights Council", "A/HRC"),
        ("Commission on Narcotic Drugs resolutions", "CND"),
        ("E/CN.7", "CND"),
        ("E/CN.15", "CCPCJ"),
        (CCPCJ, "CCPCJ"),
        (UNTOC, "CTOC/COP"),
        (f"{UNTOC} and the Protocols thereto", "CTOC/COP"),
        ("Conference of the Parties to the Organized Crime Convention", "CTOC/COP"),
        (f"{UNCAC} resolutions and decisions", "CAC/COSP"),
        ("United Nations Environment Assembly", "UNEP/EA"),
        ("A/HRC", "A/HRC"),
        ("DP", "DP"),
        ("Conference", None),
        ("the Council", None),
        ("Conference of the Parties", None),
        ("Executive Board", None),
        ("", None),
    ],
)
def test_body_is_told_by_name_heading_or_prefix(name: str, prefix: str | None) -> None:
    assert organ_prefix(name) == prefix


@pytest.mark.parametrize(
    ("number", "shape"),
    [
        ("69/196", "session"),
        ("31/6A", "session"),
        ("S-20/2", "special"),
        ("ES-11/1", "emergency"),
        ("2006/46", "year"),
        ("2322(2016)", "council"),
        ("217A(III)", "roman"),
        ("3201(S-VI)", "special-roman"),
        ("1946/9(I)", "dated-roman"),
        ("1/CP.21", "party"),
        ("V/11", "roman-session"),
        ("71.3", "dotted"),
        ("1325", "plain"),
        ("12/2019", None),
        ("IIII/3", None),
        ("and/or", None),
        ("", None),
    ],
)
def test_bare_number_has_a_shape(number: str, shape: str | None) -> None:
    assert number_shape(number) == shape


@pytest.mark.parametrize(
    ("number", "organ"),
    [
        ("2322(2016)", "S"),
        ("ES-11/1", "A"),
        ("31/6A", "A"),
        ("2491(XXIII)", "A"),
        ("1474(XLVIII)", "E"),
        ("76(V)", None),
        ("2006/46", None),
        ("S-20/2", None),
        ("44/14", None),
        ("8/4", None),
    ],
)
def test_form_tells_the_organ_only_where_it_is_certain(number: str, organ: str | None) -> None:
    assert shape_organ(number) == organ


def test_decision_of_another_organ_is_not_resolved() -> None:
    assert resolve("2322(2016)", "DEC", "S") is None


@pytest.mark.parametrize("text", ["", "/", "A/", "/A/79/1/", "(((", "A/RES/", "A//79/1"])
def test_spoiled_symbol_is_none(text: str) -> None:
    assert read_symbol(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://docs.un.org/en/A/RES/75/290 for it", ["A/RES/75/290"]),
        ("see https://undocs.org/A/79/176.", ["A/79/176"]),
        ("https://www.unodc.org/documents/CTOC/COP/2018/1.pdf", []),
        ("https://example.org/a/A/79/176", []),
    ],
)
def test_address_names_a_symbol_only_at_the_document_service(text: str, expected: list[str]) -> None:
    assert [found.symbol.canonical for found in scan_symbols(text)] == expected


COUNTS = st.integers(1, 999).map(str)
YEARS = st.integers(1946, 2069).map(str)
LATE_SESSIONS = st.integers(31, 130).map(str)
SESSIONS = st.integers(1, 99).map(str)
PARTS = st.sampled_from(["", "A", "B", "Z"])
ROMANS = st.sampled_from(["I", "IV", "IX", "XIV", "XXX", "XLI", "LVII", "LXIII"])
ACTS = st.sampled_from(["RES", "DEC"])
CHANGES = st.sampled_from(["", "/Add.1", "/Corr.2", "/Rev.3", "/Add.1/Rev.2", "/Add.4/Corr.1"])
BODIES = st.sampled_from(
    ["E/CN.7", "E/CN.15", "CTOC/COP", "CTOC/COP/WG.6", "CAC/COSP", "DP", "E", "S", "ST/SGB"]
)
SERIES = st.sampled_from(["", "L.", "CRP.", "WP."])
CANONICALS = st.one_of(
    st.builds("A/{}/{}/{}{}".format, ACTS, LATE_SESSIONS, COUNTS, PARTS),
    st.builds("A/{}/{}{}/{}".format, ACTS, st.sampled_from(["S-", "ES-"]), SESSIONS, COUNTS),
    st.builds("A/RES/{}{}({})".format, COUNTS, PARTS, ROMANS),
    st.builds("A/RES/{}(S-{})".format, COUNTS, ROMANS),
    st.builds("S/RES/{}({})".format, COUNTS, YEARS),
    st.builds("S/PRST/{}/{}".format, YEARS, COUNTS),
    st.builds("E/{}/{}/{}".format, ACTS, YEARS, COUNTS),
    st.builds("E/{}/{}{}({})".format, ACTS, COUNTS, PARTS, ROMANS),
    st.builds("A/HRC/{}/{}/{}".format, st.sampled_from(["RES", "DEC", "PRST"]), SESSIONS, COUNTS),
    st.builds("A/HRC/PRST/OS/{}/{}".format, SESSIONS, COUNTS),
    st.builds(
        "{}/{}/{}/{}".format,
        st.sampled_from(["CND", "CCPCJ", "CTOC/COP", "CAC/COSP"]),
        ACTS,
        SESSIONS,
        COUNTS,
    ),
    st.builds("UNEP/EA.{}/{}.{}".format, SESSIONS, ACTS, COUNTS),
    st.builds("WHA{}.{}".format, SESSIONS, COUNTS),
    st.builds("DP/DEC/{}/{}".format, YEARS, COUNTS),
    st.builds("FCCC/DEC/{}/CP.{}".format, COUNTS, SESSIONS),
    st.builds("A/{}/{}{}{}".format, SESSIONS, SERIES, COUNTS, CHANGES),
    st.builds("{}/{}/{}{}{}".format, BODIES, YEARS, SERIES, COUNTS, CHANGES),
    st.builds("A/C.{}/{}/{}{}".format, st.integers(1, 6), SESSIONS, SERIES, COUNTS),
    st.builds("S/{}".format, st.integers(100, 99999)),
    st.builds("A/{}/{}(Sect.{})".format, SESSIONS, COUNTS, SESSIONS),
)
PROVISIONS = st.sampled_from(["", ", paragraph 6", ", paragraph 26(a)"])


@given(CANONICALS, PROVISIONS)
def test_printing_and_parsing_a_symbol_gives_it_back(canonical: str, provision: str) -> None:
    (symbol,) = parse(canonical + provision)
    assert str(symbol) == canonical + provision
    assert parse(str(symbol)) == (symbol,)


@given(st.text(alphabet="ARESDC/.-()0123 IVXa,and", max_size=60), st.sampled_from([None, "A", "E", "CND"]))
def test_whatever_is_parsed_is_parsed_again(text: str, organ: str | None) -> None:
    symbols = parse(text, organ)
    assert tuple(again for symbol in symbols for again in parse(str(symbol))) == symbols


@given(st.text(alphabet="ARES/79-.() 1XI", max_size=60))
def test_scanned_symbols_stand_where_they_are_said_to(text: str) -> None:
    found = list(scan_symbols(text))
    assert all(0 <= hit.begin < hit.end <= len(text) for hit in found)


@needs_reference
def test_every_symbol_of_the_reference_list_is_read_as_it_stands() -> None:
    lines = Path(REFERENCE or "", "vocab", "un-symbols.txt").read_text(encoding="utf-8").split()
    assert [line for line in lines if [str(symbol) for symbol in parse(line)] != [line]] == []


@needs_reference
def test_citations_of_the_programme_budget_are_resolved() -> None:
    with Path(REFERENCE or "", "vocab", "citations-ppb2026.csv").open(encoding="utf-8") as file:
        rows = [(row["surface"], parse(row["symbol_in_link"])) for row in csv.DictReader(file)]
    lettered = [(surface, links) for surface, links in rows if links and _has_all_letters(surface, links[0])]
    right = [surface for surface, links in lettered if parse(surface, links[0].organ) == links]
    assert len(lettered) > 250
    assert len(right) / len(lettered) >= 0.98


@needs_reference
def test_mandates_in_lists_are_resolved_by_their_heading() -> None:
    with Path(REFERENCE or "", "vocab", "unodc-mandates-2026.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["surface"]]
    wanted = sum(len(row["surface"].split(";")) for row in rows)
    assert sum(len(parse(row["surface"], row["list_heading"])) for row in rows) / wanted >= 0.98


@needs_reference
def test_mandates_in_lists_agree_with_their_links() -> None:
    with Path(REFERENCE or "", "vocab", "unodc-mandates-2026.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["surface"] and row["links"]]
    wrong = [row["surface"] for row in rows if not _linked(row["links"]) <= _named(row)]
    assert rows
    assert wrong == []


def _has_all_letters(surface: str, link: Symbol) -> bool:
    return not link.canonical[-1].isalpha() or surface.strip()[-1].isalpha()


def _linked(links: str) -> set[str]:
    return {symbol.canonical for link in links.split() for symbol in parse(link)}


def _named(row: dict[str, str]) -> set[str]:
    return {symbol.canonical for symbol in parse(row["surface"], row["list_heading"])}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "E/CN.15/2025/CRP.2, CRP.3 and CRP.5/Rev.1",
            ["E/CN.15/2025/CRP.2", "E/CN.15/2025/CRP.3", "E/CN.15/2025/CRP.5/Rev.1"],
        ),
        ("A/C.2/79/SR.14 and 26.", ["A/C.2/79/SR.14", "A/C.2/79/SR.26"]),
        ("S/PV.9714", ["S/PV.9714"]),
        ("A/78/744, paras. 7\u20139, and Corr.1", ["A/78/744", "A/78/744/Corr.1"]),
        ("ST/AI/2018/10 and its Amend.1", ["ST/AI/2018/10", "ST/AI/2018/10/Amend.1"]),
        ("E/2024/5 (and Add.1)", ["E/2024/5", "E/2024/5/Add.1"]),
        ("A/79/6/Add.1\u20133", ["A/79/6/Add.1", "A/79/6/Add.2", "A/79/6/Add.3"]),
        ("A/79/6 (Sect. 29B)/Corr.1", ["A/79/6(Sect.29B)/Corr.1"]),
        ("A/79/6 (Introduction)", ["A/79/6(Introduction)"]),
        ("MSC.1/Circ.1040/Rev.2", ["MSC.1/Circ.1040/Rev.2"]),
        ("WFP/EB.1/2024/5-B/1", ["WFP/EB.1/2024/5-B/1"]),
        ("ICCD/COP(16)/23", ["ICCD/COP(16)/23"]),
        ("GB.352/INS/4 and GOV/2024/12", ["GB.352/INS/4", "GOV/2024/12"]),
        ("GC(67)/RES/9", ["GC(67)/RES/9"]),
        ("HSP/HA.2/Res.1 and GC.20/Res.3", ["HSP/HA.2/RES.1", "GC.20/RES.3"]),
        ("CBD/COP/DEC/15/4", ["CBD/COP/DEC/15/4"]),
        ("C-27/DEC.5", ["C-27/DEC.5"]),
        ("A/C.5/78/SR.22, 15 States", ["A/C.5/78/SR.22"]),
        ("A/80/62-E/2025/12", ["A/80/62", "E/2025/12"]),
    ],
)
def test_symbols_of_agencies_and_what_coordination_leaves_out_are_read(
    text: str, expected: list[str]
) -> None:
    assert [found.symbol.canonical for found in scan_symbols(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Influenza A/California/7/2009 was in the vaccine.",
        "the tender RFP/2024/17",
        "contract No. LTA/UNDP/2023/5",
        "the licence plate KE/2020/4",
        "M/F/2020/3",
        "flights BA/117 and QF/2",
    ],
)
def test_codes_of_viruses_tenders_and_vehicles_are_no_symbols(text: str) -> None:
    assert list(scan_symbols(text)) == []


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [("CBD/COP/DEC/15/4", "decision"), ("HSP/HA.2/RES.1", "resolution"), ("GC(67)/RES/9", "resolution")],
)
def test_acts_of_conferences_and_agencies_are_resolutions_and_decisions(symbol: str, kind: str) -> None:
    (parsed,) = parse(symbol)
    assert parsed.kind == kind

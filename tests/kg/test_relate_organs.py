"""Whose resolution or decision a bare number is: by the words around, by the rest of the document, by its own organ."""

import pytest
from hypothesis import given

from kg import vocabulary
from kg.pipeline import extract
from kg.types import Extraction
from tests.strategies import document, nasty_texts

LEXICON = vocabulary.load()


def read(text: str) -> Extraction:
    return extract(document(text), lexicon=LEXICON)


def acts(text: str) -> list[str]:
    return sorted((e.id or e.name) for e in read(text).entities if e.type == "resolution")


def open_numbers(text: str) -> list[str | None]:
    return [finding.value for finding in read(text).findings if finding.rule == "open-organ"]


def masthead(symbol: str, body: str, words: str) -> str:
    """A paper with that symbol and distribution line, and one paragraph."""
    return (
        f"United Nations {symbol}\n\n{body}\n\nDistr.: General\n12 March 2025\n\nOriginal: English\n\n"
        f"Note by the Secretariat\n\n{words}\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In decision 2023/310, the Economic and Social Council took note of it.", ["E/DEC/2023/310"]),
        (
            "The Commission on Narcotic Drugs adopted resolutions 66/1 and 66/2 and decision 66/5.",
            ["CND/DEC/66/5", "CND/RES/66/1", "CND/RES/66/2"],
        ),
        (
            "The Assembly of the United Nations spoke of soils in resolution 73/8 and again in 77/21.",
            ["A/RES/73/8", "A/RES/77/21"],
        ),
        (
            "General Assembly resolutions 74/252 A to C set the rates.",
            ["A/RES/74/252A", "A/RES/74/252B", "A/RES/74/252C"],
        ),
        ("In decision 2023/310 the Economic and Social Council took note of it.", ["E/DEC/2023/310"]),
        (
            "The Economic and Social Commission for Asia and the Pacific (ESCAP) adopted resolution 80/3 on ports.",
            ["ESCAP/RES/80/3"],
        ),
        (
            masthead(
                "CTOC/COP/WG.3/2030/5",
                "Working Group on International Cooperation",
                "As the Conference of the Parties requested in its resolution 11/1, ports were searched.",
            ),
            ["CTOC/COP/RES/11/1"],
        ),
        (
            "The Secretariat of the United Nations told ports of it. As asked in its resolution 68/2, the General "
            "Assembly met.",
            ["A/RES/68/2"],
        ),
        (
            "It rests on the plan (resolution 5/14) of the United Nations Environment Assembly.",
            ["UNEP/EA.5/RES.14"],
        ),
        ("It follows resolution 5/14 of the United Nations Environment Assembly.", ["UNEP/EA.5/RES.14"]),
        ("In adopting resolution 55/1, the Human Rights Council asked for a study.", ["A/HRC/RES/55/1"]),
        ("The Human Rights Council adopted resolution 55/1 without a vote.", ["A/HRC/RES/55/1"]),
        ("It began when the General Assembly, adopting resolution 79/165, asked for it.", ["A/RES/79/165"]),
        ("The General Assembly, on 12 December 2024, adopted resolution 79/99 on ports.", ["A/RES/79/99"]),
        ("As the General Assembly asked in paragraph 4 of its resolution 75/1, it went on.", ["A/RES/75/1"]),
        ("The General Assembly proclaimed the Decade of Piers (resolution 68/237).", ["A/RES/68/237"]),
        (
            "It was told to the Statistical Commission at its forty-eighth session and welcomed by the General "
            "Assembly in its resolution 71/313.",
            ["A/RES/71/313"],
        ),
        (
            "The Economic and Social Council recalled its resolutions 2023/28 of 25 July 2023 and 2024/16 of "
            "23 July 2024.",
            ["E/RES/2023/28", "E/RES/2024/16"],
        ),
        (
            "The Human Rights Council met. The Economic and Social Council met too. See Council resolution 47/21 "
            "and Council resolution 2022/3.",
            ["A/HRC/RES/47/21", "E/RES/2022/3"],
        ),
        (
            "The Human Rights Council, recalling General Assembly resolution 60/251 and its resolution 48/1, met.",
            ["A/HRC/RES/48/1", "A/RES/60/251"],
        ),
        (
            "The Commission on Narcotic Drugs, in resolution 67/1, and the General Assembly, in resolution 78/12, "
            "agree.",
            ["A/RES/78/12", "CND/RES/67/1"],
        ),
        (
            "Recalling Council resolutions 6/30 of 14 December 2007 and 7/24 of 28 March 2008, the Human Rights "
            "Council met.",
            ["A/HRC/RES/6/30", "A/HRC/RES/7/24"],
        ),
        ("It follows United Nations Environment Assembly resolution V/11.", ["UNEP/EA.5/RES.11"]),
        ("As Assembly resolution 75/1 has it, ports stay open.", ["A/RES/75/1"]),
        (
            "The Statistical Commission met. Ports count ships by Commission decision 46/101.",
            ["E/CN.3/DEC/46/101"],
        ),
        (
            "The UNICEF Executive Board met. See UNICEF Executive Board decision 2021/5.",
            ["UNICEF/DEC/2021/5"],
        ),
        ("It follows UN-Women Executive Board decision 2024/6.", ["UNW/DEC/2024/6"]),
        ("Ports are asked to act by UNESCO resolution 40/6.", ["UNESCO/RES/40/6"]),
        ("It follows ITU Resolution 130 on trust.", ["ITU/RES/130"]),
        (
            "The Executive Board of UNICEF, in its decision 2024/11, took up ports.",
            ["decision 2024/11"],
        ),
        (
            "The Commission on Narcotic Drugs met. It answers resolution 66/2 of the Commission.",
            ["CND/RES/66/2"],
        ),
        (
            "Draft resolution A/C.3/79/L.18 on ports was adopted (see resolution 79/157).",
            ["A/RES/79/157"],
        ),
        (
            "It follows the Harbour Board of Tonga, Lighthouse Board decision 3/1.",
            ["Lighthouse Board decision 3/1"],
        ),
    ],
)
def test_the_words_around_tell_whose_number_it_is(text: str, expected: list[str]) -> None:
    assert (acts(text), open_numbers(text)) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It follows General Assembly resolution 70/1. Ports read resolution 70/1 often.", ["A/RES/70/1"]),
        ("Ports read resolution 70/1 often. It follows General Assembly resolution 70/1.", ["A/RES/70/1"]),
        (
            "Ports read Security Council resolution 1325. It was Security Council resolution 1325 (2000).",
            ["S/RES/1325(2000)"],
        ),
        ("It was Security Council resolution 1325 (2000). Resolution 1325 is old.", ["S/RES/1325(2000)"]),
    ],
)
def test_a_number_that_is_told_elsewhere_is_the_same(text: str, expected: list[str]) -> None:
    assert (acts(text), open_numbers(text)) == (expected, [])


@pytest.mark.parametrize(
    ("symbol", "body", "words", "expected"),
    [
        ("A/80/148", "General Assembly", "Ports act under resolution 76/300.", ["A/RES/76/300"]),
        ("A/HRC/58/33", "Human Rights Council", "Ports act under resolution 8/4.", ["A/HRC/RES/8/4"]),
        (
            "A/HRC/58/33",
            "Human Rights Council",
            "Ports act under Council resolution 47/21.",
            ["A/HRC/RES/47/21"],
        ),
        ("A/HRC/58/33", "Human Rights Council", "Ports act under resolution 79/2.", ["A/RES/79/2"]),
        (
            "E/2025/61",
            "Economic and Social Council",
            "Ports act under decision 2024/344.",
            ["E/DEC/2024/344"],
        ),
        ("DP/2025/19", "Executive Board", "Ports act under decision 2022/3.", ["DP/DEC/2022/3"]),
        (
            "DP/2025/19",
            "Executive Board",
            "Ports act under Executive Board decision 2022/3.",
            ["DP/DEC/2022/3"],
        ),
        ("CAC/COSP/2025/4", "Conference", "Ports act under resolution 8/4.", ["CAC/COSP/RES/8/4"]),
    ],
)
def test_a_paper_speaks_of_the_acts_of_its_own_organ(
    symbol: str, body: str, words: str, expected: list[str]
) -> None:
    text = masthead(symbol, body, words)
    assert (acts(text), open_numbers(text)) == (expected, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ports act under resolution 8/4.", "8/4"),
        ("Ports act under decision 2025/3.", "2025/3"),
        ("Ports read Security Council resolution 1325.", "1325"),
        ("It follows A/RES/70/1 and E/CN.6/RES/70/1. Ports read resolution 70/1.", "70/1"),
        (masthead("A/80/148", "General Assembly", "Ports act under resolution 8/4."), "8/4"),
        (masthead("A/80/148", "General Assembly", "Ports act under decision 39/1."), "39/1"),
        (masthead("E/CN.6/2025/4", "Commission on the Status of Women", "See resolution 64/28."), "64/28"),
        (
            masthead(
                "A/80/148", "General Assembly", "Ports told the Human Rights Council of resolution 55/1."
            ),
            "55/1",
        ),
    ],
)
def test_a_number_that_several_organs_may_have_stays_open(text: str, value: str) -> None:
    assert open_numbers(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The screen has a resolution 1080 pixels high.",
        "The General Assembly went back to the same resolution and to that decision.",
        "The Council took up draft resolution 8/4.",
        "UNESCO resolution 42 C/29 counts in a series of its own.",
    ],
)
def test_what_is_no_act_is_neither_told_nor_asked_about(text: str) -> None:
    assert (acts(text), open_numbers(text)) == ([], [])


def test_the_organ_of_a_local_key_is_the_board_that_decided() -> None:
    found = {
        entity.key: entity.organ for entity in read("See UN-Women Executive Board decision 2024/6.").entities
    }
    assert found["unw-dec-2024-6"] == "un-women-board"


@given(nasty_texts)
def test_every_number_is_closed_or_asked_about_in_its_own_place(text: str) -> None:
    found = read(f"{text} Recalling resolutions 8/4 and 2024/3, the Council met.")
    spans = [(f.begin or 0, f.end or 0) for f in found.findings if f.rule == "open-organ"]
    assert all(0 <= begin < end <= len(found.document.text) for begin, end in spans)


def test_the_number_above_a_preamble_is_the_act_of_the_organ_that_speaks() -> None:
    text = (
        "Resolution adopted by the Human Rights Council on 4 April 2025\n\n58/21. Access to water\n\n"
        "The Human Rights Council,\n\nRecalling its resolution 51/19,\n\n1. Requests the Secretary-General to help.\n"
    )
    assert (acts(text), open_numbers(text)) == (["A/HRC/RES/51/19", "A/HRC/RES/58/21"], [])


def test_the_number_above_a_title_in_the_paper_of_a_board_is_a_decision() -> None:
    text = (
        "United Nations UNW/2044/1\n\nExecutive Board of UN-Women\n\nAnnual session 2044\n\n"
        "2044/1\nBooks of ports and the Executive Boards of UNDP and UNICEF\n\n"
        "The Executive Board,\n\n1. Recalls decision 2043/2;\n\n"
        "2. Asks UNICEF, UNDP and their Executive Boards, in line with decision 2043/2, for help.\n"
    )
    assert acts(text) == ["UNW/DEC/2043/2", "UNW/DEC/2044/1"]


def test_whoever_adopts_recalls_its_own_acts_beside_those_of_others() -> None:
    text = (
        "Resolution adopted by the General Assembly on 4 December 2025\n\n80/21. Access to water\n\n"
        "The General Assembly,\n\nRecalling Human Rights Council resolution 50/2 and its resolution 74/19,\n\n"
        "Noting that the Human Rights Council, in its resolution 51/3, spoke of it,\n\n"
        "1. Requests the Secretary-General to help.\n"
    )
    assert acts(text) == ["A/HRC/RES/50/2", "A/HRC/RES/51/3", "A/RES/74/19", "A/RES/80/21"]


def test_the_decisions_that_a_conference_of_parties_recalls_are_its_own() -> None:
    text = (
        "Conference of the Parties to the Convention on Biological Diversity\n\nCBD/COP/DEC/16/21\n16/21. Kelp\n\n"
        "The Conference of the Parties,\n\nRecalling decision 15/4,\n\n1. Requests the Secretariat to go on.\n"
    )
    assert (acts(text), open_numbers(text)) == (["CBD/COP/DEC/15/4", "CBD/COP/DEC/16/21"], [])


def test_security_council_resolution_without_a_year_is_named_and_asked_about() -> None:
    text = "Ports read Security Council resolution 1325."
    assert (acts(text), open_numbers(text)) == (["Security Council resolution 1325"], ["1325"])
    assert [f.message for f in read(text).findings if f.rule == "open-organ"] == [
        "the year of Security Council resolution 1325 is not told"
    ]


def test_security_council_resolution_has_the_year_that_it_has_elsewhere() -> None:
    text = (
        "Ports read Security Council resolution 1325 (2000). Security Council resolution 1325 was read again."
    )
    assert (acts(text), open_numbers(text)) == (["S/RES/1325(2000)"], [])


def test_all_papers_of_a_range_are_documents_and_letters_in_a_symbol_name_nobody() -> None:
    found = read("Budgets are in A/80/7/Add.2\u20134 and UNEP/CHW.17/INF/22.").entities
    assert sorted(e.name for e in found if e.type in ("document", "organization")) == [
        "A/80/7/Add.2",
        "A/80/7/Add.3",
        "A/80/7/Add.4",
        "UNEP/CHW.17/INF/22",
    ]


def test_a_number_that_stays_open_is_an_act_without_identifier() -> None:
    found = [e for e in read("Ports act under resolution 8/4.").entities if e.type == "resolution"]
    assert [(e.name, e.id) for e in found] == [("resolution 8/4", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Piers\n\nThe Executive Board of the United Nations Population Fund recalled its decisions 2022/16 and "
            "2023/20 on piers.",
            ["decision 2022/16", "decision 2023/20"],
        ),
        (
            "Piers\n\nThe Economic Commission for Africa, by resolution 988 (LIV), took up piers.",
            ["ECA/RES/988(LIV)"],
        ),
        (
            masthead(
                "E/CN.7/2024/14",
                "Commission on Narcotic Drugs\nSixty-seventh session",
                "The Commission on Crime Prevention and Criminal Justice met. The Commission adopted resolution 67/1.",
            ),
            ["CND/RES/67/1"],
        ),
    ],
)
def test_boards_and_commissions_own_what_they_recall(text: str, expected: list[str]) -> None:
    assert (acts(text), open_numbers(text)) == (expected, [])


def test_a_hundredth_resolution_of_one_session_is_the_assemblys_in_every_paper() -> None:
    text = masthead("E/CN.6/2025/4", "Commission on the Status of Women", "See resolution 64/289.")
    assert (acts(text), open_numbers(text)) == (["A/RES/64/289"], [])


def test_a_council_resolution_may_leave_its_year_out_where_others_have_theirs() -> None:
    text = "Ports read Security Council resolution 2713 (2023). Resolutions 1844 and 2093 stay."
    assert acts(text) == ["Resolution 1844", "Resolution 2093", "S/RES/2713(2023)"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Board adopted two decisions (2025/1 and 2025/2).", ["UNW/DEC/2025/1", "UNW/DEC/2025/2"]),
        ("The Board met.", []),
    ],
)
def test_a_number_above_a_title_is_what_the_paper_calls_it(words: str, expected: list[str]) -> None:
    text = masthead("UNW/2025/1", "Executive Board of the United Nations Entity for Gender Equality", words)
    assert acts(f"{text}\nAnnex\n\n2025/1 Piers\n\nThe Board went on.\n") == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [("56/101", ["E/CN.3/DEC/56/101"]), ("56/1", []), ("24/7", [])],
)
def test_a_commissions_decisions_count_from_a_hundred_and_one(number: str, expected: list[str]) -> None:
    text = masthead("E/CN.3/2025/37", "Statistical Commission\nFifty-sixth session", "The Commission met.")
    assert acts(f"{text}\nDecisions\n\n{number} Piers\n\nThe Commission went on.\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Economic and Social Commission for Asia and the Pacific met. It acts on Assembly resolutions 70/1 and "
            "72/279 and on Commission resolutions 75/2 and 77/1.",
            ["A/RES/70/1", "A/RES/72/279", "ESCAP/RES/75/2", "ESCAP/RES/77/1"],
        ),
        (
            "The United Nations Conference on Trade and Development met. It acts on Assembly resolutions 70/1 and on "
            "Conference resolutions 75/2.",
            ["A/RES/70/1", "Conference resolution 75/2"],
        ),
        (
            masthead(
                "DP/FPA/2030/5",
                "Executive Board of UNDP, UNFPA and UNOPS",
                "It read Executive Board decisions 2021/17 and 2023/11 (para. 8).",
            ),
            ["DP/DEC/2021/17", "DP/DEC/2023/11"],
        ),
        (
            "It rests on Resolution 14 (Rev. Lagos, 2022) of the Pier Conference and Council Resolution 1332.",
            ["Council Resolution 1332", "Resolution 14 (Rev. Lagos, 2022)"],
        ),
        ("Pursuant to decision ISBA/26/A/18, piers were built.", ["ISBA/26/A/18"]),
        ("The draft of resolution A/C.3/78/L.60 was read.", []),
        ("UNEP/EA.5/RES/7 and UNEA resolution 5/7 are one.", ["UNEP/EA.5/RES.7"]),
        ("WHA/RES/76.2 and resolution WHA76.2 are one.", ["WHA76.2"]),
    ],
)
def test_lists_keep_their_own_bodies_and_symbols_their_own_form(text: str, expected: list[str]) -> None:
    assert acts(text) == expected


def test_an_act_is_called_by_its_number_too_without_the_name_of_its_body() -> None:
    found = read("It read UNICEF Executive Board decisions 2021/17 and 2023/11.").entities
    names = {name for e in found if e.type == "resolution" for name in (e.name, *e.aliases)}
    assert {"decision 2021/17", "decision 2023/11", "2023/11"} <= names

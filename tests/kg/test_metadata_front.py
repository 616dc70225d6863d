"""What short texts say of themselves: a few printed lines, then prose."""

from datetime import date

import pytest

from kg.metadata import describe
from kg.split import split, units
from kg.types import Literal_
from tests.strategies import document

PROSE = "\n\nThe pilot schools of three districts were visited twice, and every teacher was asked what had changed.\n"
PREAMBLE = """

The {organ},

Recalling its resolution on school gardens, and taking note of what was planted in them,

1. Invites States to plant more trees in the yards of their schools;
"""


def told(text: str) -> dict[str, Literal_]:
    found = document(text)
    return {fact.field: fact.value for fact in reversed(describe(found, units(found, split(found))))}


def picked(text: str, *fields: str) -> tuple[Literal_ | None, ...]:
    facts = told(text)
    return tuple(facts.get(field) for field in fields)


def test_each_printed_line_of_a_masthead_is_one_thing() -> None:
    text = "A/RES/81/44\nGeneral Assembly\nEighty-first session\nAgenda item 12\n"
    text += "Resolution adopted by the General Assembly on 3 December 2026\n\n81/44. Gardens at school"
    text += PREAMBLE.format(organ="General Assembly")
    assert told(text) == {
        "symbol": "A/RES/81/44",
        "title": "Gardens at school",
        "type": "resolution",
        "author": "General Assembly",
        "body": "General Assembly",
        "session": 81,
        "agenda_item": "12",
        "date": date(2026, 12, 3),
    }


def test_a_title_keeps_its_second_printed_line() -> None:
    text = "E/CN.6/2027/8\nCommission on the Status of Women\n\nGardens at school and what they\nteach about the soil"
    assert picked(text + PROSE, "title", "body") == (
        "Gardens at school and what they teach about the soil",
        "Commission on the Status of Women",
    )


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("WHA81.4", "WHA81.4"),
        ("GB.361/INS/7", "GB.361/INS/7"),
        ("224 EX/12", "224 EX/12"),
        ("GC(71)/15", "GC(71)/15"),
        ("C 140/3", "C 140/3"),
        ("DP/FPA/2027/4", "DP/FPA/2027/4"),
    ],
)
def test_symbols_of_agencies_stand_alone_on_a_line(line: str, symbol: str) -> None:
    assert picked(f"{line}\nExecutive Board\n\nGardens at school{PROSE}", "symbol") == (symbol,)


@pytest.mark.parametrize("line", ["Gardens 2027", "Notes and/or questions", "School year 2026/27"])
def test_other_lines_are_no_symbols(line: str) -> None:
    assert picked(f"{line}\n\nGardens at school{PROSE}", "symbol") == (None,)


@pytest.mark.parametrize(
    ("lines", "session", "body"),
    [
        ("Executive Board\nTwo hundred and twenty-fourth session", 224, "Executive Board"),
        (
            "Governing Body of the Garden Office\n361st Session, Turin, 3–14 November 2027",
            361,
            "Governing Body of the Garden Office",
        ),
        (
            "Garden Coordinating Board\nFifty-sixth meeting, Turin, 3–5 November 2027",
            56,
            "Garden Coordinating Board",
        ),
        ("EIGHTY-FIRST WORLD HEALTH ASSEMBLY WHA81.4", 81, "World Health Assembly"),
        (
            "Conference of the States Parties to the Garden Treaty\nThird session",
            3,
            "Conference of the States Parties to the Garden Treaty",
        ),
    ],
)
def test_the_session_is_that_of_the_body(lines: str, session: int, body: str) -> None:
    assert picked(f"{lines}\n\nGardens at school{PROSE}", "session", "body") == (session, body)


def test_meetings_of_the_council_are_no_sessions() -> None:
    text = "S/RES/2899 (2027)\nSecurity Council\n\nResolution 2899 (2027)\n"
    text += "Adopted by the Security Council at its 10321st meeting, on 4 May 2027"
    text += PREAMBLE.format(organ="Security Council")
    assert picked(text, "symbol", "title", "session", "date") == (
        "S/RES/2899(2027)",
        "Resolution 2899 (2027)",
        None,
        date(2027, 5, 4),
    )


@pytest.mark.parametrize(
    ("lines", "place", "printed"),
    [
        ("Statement of the Garden Office\nTurin, 4 May 2027", "Turin", date(2027, 5, 4)),
        ("Notes of a round table, Turin, 4 May 2027", "Turin", date(2027, 5, 4)),
        ("State of the gardens as at 4 May 2027", None, date(2027, 5, 4)),
        ("Memorandum of two garden offices\n4 May 2027", None, date(2027, 5, 4)),
    ],
)
def test_a_lone_day_is_the_documents_date(lines: str, place: str | None, printed: date) -> None:
    assert picked(lines + PROSE, "place", "date", "date_start") == (place, printed, None)


def test_a_place_may_name_its_country_in_several_words() -> None:
    text = (
        "Commission on Gardens\nThird session\nAustin, United States of America, 3–7 May 2027\n\nSoil" + PROSE
    )
    assert picked(text, "place", "date_start") == ("Austin", date(2027, 5, 3))


def test_a_place_alone_below_the_session_is_that_of_the_meeting() -> None:
    assert picked(
        "Commission on Gardens\nThird session\nTurin\n\nSoil and water" + PROSE, "place", "title"
    ) == (
        "Turin",
        "Soil and water",
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Input of the Garden Office to the Commission on Soil", "submission"),
        ("Reply of Andorra to the note verbale on gardens", "submission"),
        ("Contribution by the Garden Office on soil", "submission"),
        ("Questionnaire on gardens\nReply from: Ministry of Soil", "submission"),
        ("Annual highlights of the Garden Office for 2026", "report"),
        ("Gardens at school: progress note", "report"),
        ("Self-assessment of the Garden Office, 2026", "report"),
        ("Activities of the Garden Office in 2026", "report"),
        ("Gardens at school: report by the Director-General", "report"),
        ("Statement by the Garden Office", "other"),
        ("Letter of the Garden Office on its results", None),
        ("Planning note on gardens for 2027", None),
        ("Memorandum between two garden offices", None),
        ("Status of garden treaties", None),
    ],
)
def test_the_kind_is_in_the_title(title: str, kind: str | None) -> None:
    prose = "\n\nThe offices will meet again when the soil is warm, and nothing is decided before that day comes.\n"
    assert picked(title + prose, "type") == (kind,)


def test_a_text_that_tells_of_work_done_reports() -> None:
    prose = (
        "\n\nThe Garden Office trained 412 teachers in 2026, and 90 schools planted trees in their yards.\n"
    )
    assert picked("Where the trees grow" + prose, "type") == ("report",)


def test_a_text_without_work_done_is_of_no_kind() -> None:
    prose = "\n\nArticle 4 of the treaty calls for trees in every yard, and the Office is its guardian until today.\n"
    assert picked("Treaties on trees" + prose, "type") == (None,)


def test_the_preamble_tells_who_adopted() -> None:
    text = "Resolution 10/14\nGardens at school" + PREAMBLE.format(
        organ="Conference of the States Parties to the United Nations Convention against Corruption"
    )
    assert picked(text, "symbol", "type", "title", "author") == (
        None,
        "resolution",
        "Gardens at school",
        "Conference of the States Parties to the United Nations Convention against Corruption",
    )


def test_a_draft_has_its_title_without_the_word_draft() -> None:
    text = "E/CN.7/2027/L.4\nCommission on Narcotic Drugs\nSeventieth session\n\nDraft resolution: Gardens at school"
    assert picked(
        text + PREAMBLE.format(organ="Commission on Narcotic Drugs"), "title", "type", "symbol"
    ) == (
        "Gardens at school",
        "resolution",
        "E/CN.7/2027/L.4",
    )


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ("Gardens at school\nReporting year: 2026", 2026),
        ("Gardens at school\nYear covered: 2026", 2026),
        ("Garden Office results (2026)", 2026),
        ("Activities of the Garden Office, 2026", 2026),
        ("Annual web digest 2026", 2026),
        ("Catalogue of courses, spring 2026", None),
        ("Plans for the biennium 2026–2027", None),
        ("State of the gardens as at 4 May 2026", None),
    ],
)
def test_the_year_reported_on_stands_in_the_title(lines: str, year: int | None) -> None:
    assert picked(lines + PROSE, "reporting_year") == (year,)


def test_whom_a_paper_is_for_may_stand_in_its_title() -> None:
    text = "Briefing by the Garden Office to the Commission on Soil and Water" + PROSE
    assert picked(text, "body") == ("Commission on Soil and Water",)


def test_a_letter_to_the_secretary_general_alone_is_for_him() -> None:
    text = (
        "Letter dated 6 May 2027 from the Permanent Representative of Chad addressed to the Secretary-General"
    )
    assert picked(text + PROSE, "title", "body", "date") == (text, "Secretary-General", date(2027, 5, 6))


def test_an_emblem_in_capitals_is_no_title() -> None:
    text = "WORLD GARDEN ORGANIZATION\nReport of the Director General on soil, 2026"
    assert picked(text + PROSE, "title", "type", "author") == (
        "Report of the Director General on soil, 2026",
        "report",
        "World Garden Organization",
    )


def test_a_statement_of_the_president_is_the_councils() -> None:
    text = (
        "S/PRST/2027/4\nSecurity Council\n7 May 2027\n\nStatement by the President of the Security Council"
        + PROSE
    )
    assert picked(text, "symbol", "title", "author", "date") == (
        "S/PRST/2027/4",
        "Statement by the President of the Security Council",
        "Security Council",
        date(2027, 5, 7),
    )


def test_a_line_of_a_form_names_who_replies() -> None:
    text = (
        "Questionnaire on gardens\nReply from: Permanent Mission of Andorra to the United Nations (Vienna)"
        + PROSE
    )
    assert picked(text, "title", "author") == (
        "Questionnaire on gardens",
        "Permanent Mission of Andorra to the United Nations",
    )


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        (
            "This report was written at the request of the General Assembly in its resolution 81/44.",
            "A/RES/81/44",
        ),
        (
            "This input answers the request that the Economic and Social Council made in its resolution 2026/46.",
            "E/RES/2026/46",
        ),
        (
            "In resolution 84/28, the Human Rights Council requested the Office to prepare this study on soil.",
            "A/HRC/RES/84/28",
        ),
    ],
)
def test_who_asked_for_a_paper_is_told_in_several_ways(words: str, symbol: str) -> None:
    assert picked(
        f"Soil and water: report\n\n1. {words}\n\n2. It was written in two months.\n", "requested_by"
    ) == (symbol,)


def test_a_list_of_papers_is_no_title() -> None:
    text = "E/CN.15/2027/INF/3\nCommission on Crime Prevention and Criminal Justice\nThirty-sixth session\nVienna\n\n"
    text += "Documents before the Commission under item 5\n\n(a) Report of the Executive Director (E/CN.15/2027/2);\n"
    assert picked(text, "title", "type", "place") == (
        "Documents before the Commission under item 5",
        None,
        "Vienna",
    )


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Soil and water: report of the Andean Centre for Gardens", "Andean Centre for Gardens"),
        ("Self-assessment of the Andean Chiefs of Gardens, 2026", "Andean Chiefs of Gardens"),
        ("Soil and water: note by the Garden Office and the World Soil Union", None),
        ("Soil and water: report by the Director-General", None),
        ("Contribution of the Garden Organization of the World to the report on oceans", None),
        ("Statement by the World Garden Organization (WGO)\nTurin, 4 May 2027", "World Garden Organization"),
        (
            "Executive Board of the World Seed Programme\n\nAnnual report of the Administrator on seeds",
            "World Seed Programme",
        ),
    ],
)
def test_the_title_may_name_its_author(text: str, author: str | None) -> None:
    assert picked(text + PROSE, "author") == (author,)


def test_a_memorandum_has_its_fields_in_lines() -> None:
    text = "From: Garden Office\nTo: Commission on Soil\nDate: 3 March 2027\nSubject: Contribution on gardens"
    assert picked(text + PROSE, "author", "body", "date", "title", "type") == (
        "Garden Office",
        "Commission on Soil",
        date(2027, 3, 3),
        "Contribution on gardens",
        "submission",
    )


def test_an_agency_above_its_boards_paper_is_the_author() -> None:
    text = "World Garden Organization\nEXECUTIVE BOARD\n154th session\n22 December 2026\n\nSoil and water\n"
    assert picked(
        text + "Report by the Director-General" + PROSE, "author", "body", "session", "title", "type"
    ) == (
        "World Garden Organization",
        "Executive Board",
        154,
        "Soil and water",
        "report",
    )


def test_who_submits_a_draft_is_no_title() -> None:
    text = "A/C.3/81/L.21\nThird Committee\nAgenda item 104\n\nMexico and Peru: draft resolution\n\nGardens for all"
    assert picked(text + PREAMBLE.format(organ="General Assembly"), "title", "type", "agenda_item") == (
        "Gardens for all",
        "resolution",
        "104",
    )


def test_a_preamble_alone_tells_the_organ() -> None:
    assert picked(PREAMBLE.format(organ="General Assembly").lstrip(), "type", "author", "body") == (
        "resolution",
        "General Assembly",
        "General Assembly",
    )


def test_a_decision_has_its_symbol_by_number_and_organ() -> None:
    text = (
        "Economic and Social Council\nDecision 2027/312\nProvisional agenda of the thirty-seventh session"
        + PROSE
    )
    assert picked(text, "symbol", "type", "title", "session") == (
        None,
        "resolution",
        "Provisional agenda of the thirty-seventh session",
        None,
    )


def test_the_number_of_an_agencys_resolution_is_no_title() -> None:
    text = (
        "World Garden Union\nPlenipotentiary Conference\n\nRESOLUTION 140 (Rev. Turin, 2027)\nGardens for all"
        + PROSE
    )
    assert picked(text, "title", "type", "author") == (
        "Gardens for all",
        "resolution",
        "Plenipotentiary Conference",
    )


@pytest.mark.parametrize(
    ("line", "organ", "symbol"),
    [
        ("Resolution WHA81.4", "Eighty-first World Health Assembly", "WHA81.4"),
        ("Security Council resolution 2899 (2027)", "Security Council", "S/RES/2899(2027)"),
        ("Resolution 84/7", "General Assembly", "A/RES/84/7"),
    ],
)
def test_the_number_above_a_preamble_is_a_symbol(line: str, organ: str, symbol: str) -> None:
    assert picked(f"{line}\n{PREAMBLE.format(organ=organ)}", "symbol") == (symbol,)


def test_a_written_statement_is_of_whom_it_names() -> None:
    text = "Commission on Gardens\nThird session\n\nWritten statement* submitted by Garden Watch, a society"
    assert picked(text + PROSE, "author", "type", "body") == (
        "Garden Watch",
        "other",
        "Commission on Gardens",
    )


def test_the_assembly_is_named_without_its_number() -> None:
    text = "Resolution WHA81.4\nGardens at school" + PREAMBLE.format(
        organ="Eighty-first World Health Assembly"
    )
    assert picked(text, "title", "body", "author") == (
        "Gardens at school",
        "World Health Assembly",
        "World Health Assembly",
    )


def test_a_job_number_is_furniture() -> None:
    text = "GE.27-05795 (E) 170427 170427\n\nHuman Rights Council\n\nGardens at school"
    assert picked(text + PROSE, "title", "body", "symbol") == (
        "Gardens at school",
        "Human Rights Council",
        None,
    )


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Resolution A.1190(33)", "Gardens at school"),
        ("Resolution Conf. 14.3 (Rev. CoP19)", "Gardens at school"),
        ("42 C/Resolution 38", "Gardens at school"),
        ("Decision 9/CMA.6", "Gardens at school"),
        ("RESOLUTION 133 (REV. BUCHAREST, 2022)", "Gardens at school"),
    ],
)
def test_the_number_of_an_agency_act_is_no_title(above: str, title: str) -> None:
    text = f"{above}\nGardens at school" + PREAMBLE.format(organ="General Conference")
    assert picked(text, "title", "type") == (title, "resolution")


@pytest.mark.parametrize(
    ("above", "session"),
    [("42 C/Resolution 38", 42), ("Decision 9/CMA.6", 6), ("A/RES/80/214", 80), ("Resolution 11/2023", None)],
)
def test_the_number_of_an_act_tells_its_session(above: str, session: int | None) -> None:
    text = f"{above}\nGardens at school" + PREAMBLE.format(organ="General Conference")
    assert picked(text, "session") == (session,)


def test_who_speaks_may_have_place_and_year_behind_the_name() -> None:
    text = "RESOLUTION 7 (Lima, 2031)\nGardens at school" + PREAMBLE.format(
        organ="Plenipotentiary Conference of the Garden Union (Lima, 2031)"
    )
    assert picked(text, "author", "body", "place") == (
        "Plenipotentiary Conference of the Garden Union",
        "Plenipotentiary Conference of the Garden Union",
        "Lima",
    )


def test_a_resolution_closes_with_the_day_of_its_meeting() -> None:
    text = "WHA78.15\nGardens at school" + PREAMBLE.format(organ="World Health Assembly")
    assert picked(f"{text}\n\nNinth plenary meeting, 27 May 2025\n", "date") == (date(2025, 5, 27),)


def test_a_submission_is_addressed_to_the_body_that_its_first_line_names() -> None:
    text = (
        "Submission to the Garden Commission\nFourth session, Geneva, 7\u201311 April 2025\n\nGardens at school"
        + PROSE
    )
    assert picked(text, "body", "session") == ("Garden Commission", 4)


def test_a_calendar_of_a_year_to_come_reports_on_none() -> None:
    text = (
        "E/2025/31\nEconomic and Social Council\n\nCalendar of conferences for 2026\nNote by the Secretariat"
        + PROSE
    )
    assert picked(text, "reporting_year") == (None,)


def test_a_meeting_by_its_number_is_no_title() -> None:
    text = "S/PV.9731\nSecurity Council\n9731st meeting\n\nGardens at school" + PROSE
    assert picked(text, "title", "symbol") == ("Gardens at school", "S/PV.9731")


@pytest.mark.parametrize("title", ["Opinion on gardens", "Circular on gardens", "Notice to gardeners"])
def test_opinions_and_circulars_are_no_reports(title: str) -> None:
    prose = (
        "\n\nThe Garden Office trained 412 teachers in 2026, and 90 schools planted trees in their yards.\n"
    )
    assert picked(title + prose, "type") == (None,)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "By decision BC-16/7, the Conference of the Parties asked the Secretariat to prepare the present note.",
            "BC-16/7",
        ),
        (
            "The General Assembly, in its resolution 79/231, asked the Secretary-General to describe gardens.",
            "A/RES/79/231",
        ),
        (
            "By Security Council resolution 2807 (2025), I was requested to report on gardens.",
            "S/RES/2807(2025)",
        ),
        (
            "Submitted further to Human Rights Council resolution 58/17, the report looks at gardens.",
            "A/HRC/RES/58/17",
        ),
    ],
)
def test_the_first_paragraph_tells_who_asked_for_the_paper(sentence: str, expected: str) -> None:
    assert picked(f"Gardens at school\n\n{sentence}\n", "requested_by") == (expected,)


def test_days_of_a_meeting_may_have_the_month_in_front() -> None:
    text = "Garden Committee\nEighteenth Session\nGeneva, January 26 to 28, 2026\n\nGardens at school" + PROSE
    assert picked(text, "place", "date_start", "date_end", "title") == (
        "Geneva",
        date(2026, 1, 26),
        date(2026, 1, 28),
        "Gardens at school",
    )


def test_a_programme_that_acts_pursuant_to_a_resolution_was_not_asked_for_a_paper() -> None:
    text = (
        "Gardens at school\n\nPursuant to General Assembly resolution 79/12, the programme planted trees.\n"
    )
    assert picked(text, "requested_by") == (None,)


def test_who_speaks_is_told_before_the_first_participle() -> None:
    text = (
        "RESOLUTION 7 (Lima, 2031)\n\nGardens at school\n\n"
        "The Plenipotentiary Conference of the Garden Union (Lima, 2031),\n\n"
        "recalling\n\na) Resolution 3 (Oslo, 2027) of this Conference;\n"
    )
    assert picked(text, "author", "place") == ("Plenipotentiary Conference of the Garden Union", "Lima")


def test_a_paper_that_names_nobody_is_of_the_agency_in_its_symbol() -> None:
    assert picked("WFP/EB.A/2024/6-C\n\nGardens at school" + PROSE, "author") == ("WFP",)


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("TD/B/71/3 (excerpt)", "TD/B/71/3"),
        ("UNITED NATIONS    CTOC/COP/WG.2/2024/3 | 5 May 2024", "CTOC/COP/WG.2/2024/3"),
        ("International Criminal Court ICC-ASP/23/9", "ICC-ASP/23/9"),
        ("Report of the Secretary-General (A/79/512)", "A/79/512"),
        ("Comments on document A/79/512", None),
        ("Follow-up to the report A/79/512", None),
        ("A/79/512 was read in the schools.", None),
        ("A/79/512 and E/2024/31", None),
    ],
)
def test_a_symbol_beside_other_words_at_the_top_is_the_papers_own(line: str, symbol: str | None) -> None:
    assert picked(f"{line}\n\nGardens at school{PROSE}", "symbol") == (symbol,)

"""What only the whole document tells: rows, forms, headings and the author's own work, by literal passages."""

from dataclasses import replace

import pytest

from kg import pipeline
from kg.readers._pieces import Piece, laid_out
from kg.types import Document
from kg.whole.fields import field_of
from tests.kg.builders import claimed, document, stated, unmatched


def table(*rows: str) -> Document:
    """A document of nothing but the rows of one table."""
    text, layout = laid_out([Piece(kind="row", text=row) for row in rows], "paper")
    return replace(document(text), layout=layout)


# Fields ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "predicate"),
    [
        ("Countries", "activeIn"),
        ("3. Where does the project work?", "activeIn"),
        ("SDG", "contributesTo"),
        ("Which Goals does it serve (e.g. Goal 4)?", "contributesTo"),
        ("Implementing agency", "implementedBy"),
        ("Who runs it?", "implementedBy"),
        ("Carried out by", "implementedBy"),
        ("Partners", "partner"),
        ("With whom?", "partner"),
        ("Legal basis", "mandatedBy"),
        ("Action lines", "addressesActionLine"),
    ],
)
def test_a_label_asks_for_what_its_words_say(label: str, predicate: str) -> None:
    field = field_of(label)
    assert field is not None
    assert field.predicate == predicate


@pytest.mark.parametrize(
    "label",
    ["Funding partners", "Budget", "Planned countries", "Results by Goal", "Who pays?", "Remarks", "", "3."],
)
def test_money_plans_and_other_labels_ask_for_nothing(label: str) -> None:
    assert field_of(label) is None


@pytest.mark.parametrize(
    "label",
    [
        "Countries not covered",
        "Countries (not covered)",
        "Excluded countries",
        "Countries of origin",
        "Former partners",
        "Partners sought",
        "Potential partners",
        "Previous implementing agency",
        "Goals not addressed",
        "Partners that declined",
    ],
)
def test_a_label_that_denies_its_words_asks_for_nothing(label: str) -> None:
    assert field_of(label) is None


# Rows --------------------------------------------------------------------------------------------------------


def test_a_row_states_what_its_columns_ask_of_its_programme() -> None:
    found = table(
        "Programme | Implementing agency | Countries | Goals | Partners",
        "Blue Lantern Programme | UNICEF | Chad and Togo | Goal 4 | WHO",
        "Green Anchor Programme | FAO | Fiji | Goal 14 | N/A",
    )
    assert unmatched(
        claimed(pipeline.extract(found), "rows"),
        (
            ("Blue Lantern Programme", "implementedBy", "unicef"),
            ("Blue Lantern Programme", "activeIn", "TCD"),
            ("Blue Lantern Programme", "activeIn", "TGO"),
            ("Blue Lantern Programme", "contributesTo", "4"),
            ("Blue Lantern Programme", "partner", "who"),
            ("Green Anchor Programme", "implementedBy", "fao"),
            ("Green Anchor Programme", "activeIn", "FJI"),
            ("Green Anchor Programme", "contributesTo", "14"),
        ),
    ) == ([], 0)


@pytest.mark.parametrize(
    "rows",
    [
        ("Programme | Donors", "Blue Lantern Programme | UNICEF"),
        ("Programme | Countries", "Blue Lantern Programme | Chad (planned)"),
        ("Programme | Partners", "Blue Lantern Programme | none"),
        ("Date | Countries", "Visit of the Blue Lantern Programme | Chad"),
        ("Programme | Countries", "Blue Lantern Programme | Chad | Togo"),
        ("Programme | Countries",),
    ],
)
def test_rows_of_money_plans_and_sentences_state_nothing(rows: tuple[str, ...]) -> None:
    assert claimed(pipeline.extract(table(*rows)), "rows") == set()


# Forms -------------------------------------------------------------------------------------------------------


def test_the_answers_of_a_form_are_told_of_the_programme_that_it_names() -> None:
    text = (
        "Template for reports\n\n1. Name of the project:\nBlue Lantern Programme.\n\n"
        "2. Who runs it? List all partners (for example FAO):\nUNICEF, together with WHO.\n\n"
        "3. Countries:\nChad and Togo; since June also Fiji; Peru is planned.\n"
    )
    assert unmatched(
        claimed(pipeline.extract(document(text)), "forms"),
        (
            ("Blue Lantern Programme", "implementedBy", "unicef"),
            ("Blue Lantern Programme", "partner", "who"),
            ("Blue Lantern Programme", "activeIn", "TCD"),
            ("Blue Lantern Programme", "activeIn", "TGO"),
            ("Blue Lantern Programme", "activeIn", "FJI"),
        ),
    ) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "1. Name of the project:\nBlue Lantern Programme.\n\n2. Who pays?\nNorway and UNICEF.\n",
        "1. Name of the project:\nBlue Lantern Programme.\n\n2. Countries:\nN/A\n",
        "1. Countries (such as Chad):\n\n2. Partners (such as UNICEF):\n",
        "The Blue Lantern Programme met. Where? Nobody in Chad knows who else may have been there that day.",
    ],
)
def test_questions_of_money_and_gaps_are_answered_by_nothing(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "forms") == set()


# Headings ----------------------------------------------------------------------------------------------------


def test_the_first_programme_of_a_section_on_a_goal_serves_it() -> None:
    text = "# Review\n\n## Goal 14\n\nThe Blue Lantern Programme moored boats. The Green Anchor Programme is another.\n"
    found = claimed(pipeline.extract(document(text)), "headed")
    assert unmatched(found, (("Blue Lantern Programme", "contributesTo", "14"),)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "# Review\n\n## Goal 14\n\nThe Blue Lantern Programme will moor boats.\n",
        "# Review\n\n## Goal 14\n\nBoats of the Blue Lantern Programme sank.\n",
        "# Review\n\n## Goal 5\n\nThe Blue Lantern Programme lacked women among its staff.\n",
        "# Review\n\n## Goal 5\n\nThe Blue Lantern Programme is in its third year.\n",
        "# Review\n\n## Goal 14\n\nThe Blue Lantern Programme refused to moor boats.\n",
        "# Review\n\n## How Goal 14 was written\n\nThe Blue Lantern Programme moored boats.\n",
    ],
)
def test_plans_and_other_headings_make_no_service(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "headed") == set()


# Joint work --------------------------------------------------------------------------------------------------


def test_those_who_run_a_programme_jointly_are_partners() -> None:
    text = "UNICEF and WHO jointly run the Blue Lantern Programme."
    found = claimed(pipeline.extract(document(text)), "jointly")
    assert unmatched(found, (("unicef", "partner", "who"),)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The Blue Lantern Programme is run by UNICEF and WHO.",
        "The Blue Lantern Programme is implemented jointly by UNICEF and WHO.",
        "UNICEF and WHO jointly denied that they run the Blue Lantern Programme.",
        "UNICEF and WHO jointly declined to run the Blue Lantern Programme.",
    ],
)
def test_those_who_only_run_the_same_programme_are_none(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "jointly") == set()


# Own work ----------------------------------------------------------------------------------------------------

_REPORT = "Report of UNICEF\n\n1. Schools came first.\n\n"


def test_the_author_runs_the_programmes_that_its_report_tells_of() -> None:
    text = _REPORT + "The Blue Lantern Programme reached schools in Chad."
    found = claimed(stated(text), "own_work")
    assert unmatched(found, (("Blue Lantern Programme", "implementedBy", "unicef"),)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        _REPORT + "The Blue Lantern Programme, run by WHO, reached schools in Chad.",
        _REPORT + "We support the Blue Lantern Programme. It reached schools in Chad.",
        _REPORT + "The Blue Lantern Network reached schools in Chad.",
        _REPORT + "A bank lent money. The Group also approved the Blue Lantern Programme in Chad.",
        _REPORT + "WHO told of its own programme, the Blue Lantern Programme, which reached schools in Chad.",
        _REPORT + "The Blue Lantern Programme is known.",
        "Report of the Secretary-General\n\n1. Schools came.\n\nThe Blue Lantern Programme reached schools in Chad.",
        "The Blue Lantern Programme reached schools in Chad.",
    ],
)
def test_what_others_run_or_only_receives_help_is_not_the_authors(text: str) -> None:
    assert claimed(stated(text), "own_work") == set()

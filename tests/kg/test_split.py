"""Structure from plain text: what reports look like after they came out of PDF."""

import json
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given

from kg.sources import collect, read_document
from kg.split import split, units
from kg.split.views import view
from kg.types import Block, Box, Document, Layout, Line, PassageKind, Span, Unit
from tests.strategies import document, nasty_texts


def kinds(text: str) -> list[tuple[str, str | None]]:
    return [(passage.kind, passage.number) for passage in split(document(text))]


def read(text: str) -> list[Unit]:
    return list(units(document(text), split(document(text))))


def views(text: str) -> list[str]:
    return [unit.view.text for unit in read(text)]


PROSE = "The Office trained many judges and prosecutors in nine countries during the whole year."


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("12. The Office met.", "paragraph", "12"),
        ("- 7. With its parties it met.", "paragraph", "7"),
        ("- It met in June.", "item", None),
        ("(b) To assist States;", "item", "b"),
        ("## Results", "heading", None),
        ("IV. Strengthening cooperation", "heading", "IV"),
        ("Part Two", "heading", None),
        ("³ More is in the annex.", "footnote", "3"),
        ("^{*} A/73/2.", "footnote", "*"),
        ("[^4]: See the annex.", "footnote", "4"),
        ("* A/73/150.", "footnote", "*"),
        ("V.18-04904 5/**14**", "furniture", None),
        ("26-00015 (E)    280726", "furniture", None),
        ("Page 3 of 14", "furniture", None),
        ("Annual account                2/3", "furniture", None),
        ("Distr.: General", "furniture", None),
        ("Original: English", "furniture", None),
        ("--", "furniture", None),
        ("- 4 -", "furniture", None),
    ],
)
def test_a_line_between_paragraphs_is_what_it_opens_with(line: str, kind: str, number: str | None) -> None:
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}")[1] == (kind, number)


def test_a_paragraph_goes_on_below_furniture_and_notes() -> None:
    text = "15. The Office wrote to the Network of\n\nV.18-04904 3/**14**\n\n-\n\n¹ See A/73/2.\n\nProsecutors in June."
    assert views(text) == ["The Office wrote to the Network of Prosecutors in June.", "See A/73/2."]
    assert [passage.continues for passage in split(document(text))] == [None, None, None, None, 0]


def test_a_list_dash_before_lower_case_goes_on_with_the_paragraph() -> None:
    text = "20. It helps prosecutors,\n\n- judges and officers. They meet.\n- 21. It met."
    assert views(text) == ["It helps prosecutors, judges and officers. They meet.", "It met."]


def test_a_blank_line_inside_a_paragraph_does_not_cut_it() -> None:
    assert views("It strengthens the justice\n\nsystem of States.") == [
        "It strengthens the justice system of States."
    ]


def test_a_paragraph_without_its_full_stop_does_not_swallow_the_next() -> None:
    text = f"It raises awareness of prevention, treatment and care\n\n{PROSE}"
    assert len(views(text)) == 2


def test_a_lost_number_is_found_between_its_neighbours() -> None:
    text = "21. It met.\n- WACAP met in Niamey.\n- 23. It met again."
    assert kinds(text) == [("paragraph", "21"), ("paragraph", "22"), ("paragraph", "23")]


def test_two_items_between_two_numbers_stay_items() -> None:
    text = "21. It met.\n- One is here.\n- Two is here.\n- 23. It met again."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "item", "item", "paragraph"]


def test_a_numbered_list_below_a_colon_is_no_row_of_paragraphs() -> None:
    text = "The aims are to:\n 1. Close the divide;\n 2. Widen access."
    assert kinds(text) == [("paragraph", None), ("item", "1"), ("item", "2")]


def test_a_year_at_a_line_start_is_no_paragraph_number() -> None:
    assert len(kinds("It began in the course of\n2018. Then it ended.")) == 1
    assert len(kinds("As said in paragraph\n12. Then it ended.")) == 1


def test_headings_have_levels_and_paths() -> None:
    text = f"# Report\n\n## II. Results\n\n1. {PROSE}\n\n## III. Outlook\n\n2. {PROSE}"
    passages = split(document(text))
    assert [passage.level for passage in passages] == [1, 2, 0, 2, 0]
    assert passages[2].heading_path == ("Report", "Results")
    assert passages[4].heading_path == ("Report", "Outlook")
    assert passages[4].headings == (0, 3)


def test_titles_without_marks_stand_below_numbered_ones() -> None:
    text = f"Part One\n\nYouth programme\n\n{PROSE}\n\nPart Two\n\n[SHERLOC](#)\n\n{PROSE}"
    assert [passage.heading_path for passage in split(document(text)) if passage.kind == "paragraph"] == [
        ("Part One", "Youth programme"),
        ("Part Two", "SHERLOC"),
    ]


def test_a_list_dash_before_a_title_is_a_heading_where_prose_follows() -> None:
    text = f"a. Mandates of your organization\n\n- Counter-terrorism\n\n{PROSE}\n\n- Corruption\n\n{PROSE}"
    assert [passage.heading_path for passage in split(document(text)) if passage.kind == "paragraph"] == [
        ("Mandates of your organization", "Counter-terrorism"),
        ("Mandates of your organization", "Corruption"),
    ]


def test_an_action_line_code_stays_in_its_heading() -> None:
    text = f"C7: ICT applications\n\n{PROSE}"
    assert split(document(text))[1].heading_path == ("C7: ICT applications",)


def test_a_letter_in_a_row_of_letters_is_no_roman_number() -> None:
    text = f"I. Work\n\nA. One\n\n{PROSE}\n\nB. Two\n\n{PROSE}\n\nC. Three\n\n{PROSE}\n\nII. Rest\n\n{PROSE}"
    assert [p.level for p in split(document(text)) if p.kind == "heading"] == [1, 2, 2, 2, 1]


def test_lines_above_the_first_prose_are_the_cover() -> None:
    text = f"United Nations A/81/9\n\nNinth session\n\nSafe schools\n\nReport of the Secretariat\n\nSummary\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["cover", "cover", "cover", "cover", "heading", "paragraph"]


def test_short_sentences_below_a_masthead_are_no_cover() -> None:
    text = "Report of UNODC\n\nThe work went on.\n\nThe Amber Bridge Programme contributes to Goal 4.\n"
    assert [kind for kind, _ in kinds(text)] == ["cover", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Vienna, 3–7 June 2024.",
        "Note by the secretariat.",
        "Peace and Security in the Region.",
        "Subject: matters that concern schools.",
        "Advance unedited version.",
        "Progress made in safe schools",
    ],
)
def test_a_title_or_a_date_on_a_cover_stays_there_though_it_ends_in_a_full_stop(line: str) -> None:
    text = f"Ninth session\n\n{line}\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["cover", "cover", "paragraph"]


def test_a_note_without_masthead_has_no_cover() -> None:
    assert [kind for kind, _ in kinds(f"Safe schools\n\n{PROSE}")] == ["heading", "paragraph"]


def test_resolutions_have_preambular_and_operative_paragraphs() -> None:
    text = "The General Assembly,\n\nRecalling its resolution 70/1,\n\n1. Decides to meet;\n\n2. Requests a report."
    assert [kind for kind, _ in kinds(text)] == ["preambular", "preambular", "operative", "operative"]


COVER = "S/RES/3999 (2044)\n\nSecurity Council\n\nResolution 3999 (2044)\n\n"


def test_paragraphs_that_are_quoted_from_a_resolution_are_operative_by_its_cover() -> None:
    text = (
        f"{COVER}Adopted by the Security Council at its 10999th meeting, on\n3 May 2044\n\n"
        "7. Urges States to clear harbours;\n\n8. Requests UNODC to:\n\n(a) Help them;\n"
    )
    assert kinds(text)[4:] == [("operative", "7"), ("operative", "8"), ("item", "a")]


@pytest.mark.parametrize(
    ("organ", "asks"),
    [
        ("Congress,", "Instructs the Bureau to count;"),
        ("THE CONFERENCE OF THE PARTIES", "ALSO REQUESTS a report;"),
    ],
)
def test_an_organ_speaks_without_an_article_or_in_capitals(organ: str, asks: str) -> None:
    text = f"{PROSE}\n\nPorts\n\n{organ}\n\nRecalling its rules,\n\n{asks}\n"
    assert [kind for kind, _ in kinds(text)] == [
        "paragraph",
        "heading",
        "preambular",
        "preambular",
        "operative",
    ]


@pytest.mark.parametrize("line", ["THE CONFERENCE OF THE PARTIES IN 2044.", "Congress, court and street"])
def test_a_line_that_goes_on_is_no_organ_that_speaks(line: str) -> None:
    assert "preambular" not in [kind for kind, _ in kinds(f"{PROSE}\n\n{line}\n\n1. Requests rose.\n")]


def test_the_number_of_a_decision_by_its_year_is_no_page() -> None:
    text = f"{PROSE}\n\n2044/7\nSafe ports\n\nThe Executive Board,\n\n1. Takes note of the report;\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "heading", "preambular", "operative"]
    assert [kind for kind, _ in kinds(f"{PROSE}\n\n7/44\n\n{PROSE}")] == [
        "paragraph",
        "furniture",
        "paragraph",
    ]


def test_the_day_of_a_decision_is_no_heading_of_the_next_one() -> None:
    text = (
        "2044/7\nSafe ports\n\nThe Executive Board,\n\n1. Takes note of the report.\n\n3 May 2044\n\n"
        "2044/8\nSafe harbours\n\nThe Executive Board,\n\n1. Takes note of the other report.\n"
    )
    assert [kind for kind, _ in kinds(f"{PROSE}\n\n{text}")][3:] == [
        "operative",
        "furniture",
        "heading",
        "preambular",
        "operative",
    ]


def test_a_preamble_that_is_quoted_from_a_resolution_is_no_cover() -> None:
    text = (
        "A/RES/99/1\n\nResolution adopted by the General Assembly on 5 December 2044\n\n99/1. Ports\n\n"
        "Recalling also the two hundred ports that States closed to smugglers of birds in one year,\n\n"
        "Deeply concerned that half of these ports are open again and that nobody watches them,\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["cover", "cover", "cover", "preambular", "preambular"]


@pytest.mark.parametrize(
    "line",
    [
        "Report on the resolution adopted by the General Assembly",
        "Resolutions adopted by the Council, a guide",
    ],
)
def test_a_report_on_a_resolution_has_no_operative_paragraphs(line: str) -> None:
    text = f"A/99/12\n\n{line}\n\n1. Requests came from nine countries.\n\n2. The Office met them."
    assert [kind for kind, _ in kinds(text)] == ["cover", "cover", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the **Container** *Control* Programme", "the Container Control Programme"),
        ("see [A/RES/78/226](#) and [a](https://x.org/b_(c))", "see A/RES/78/226 and a"),
        ("the 21<sup>st</sup> session", "the 21st session"),
        ("in South Africa.² Next", "in South Africa. Next"),
        ("the provisional agenda^{*} says", "the provisional agenda says"),
        ("over \\$76 million", "over $76 million"),
        ("at <http://www.unodc.org/a_b>", "at http://www.unodc.org/a_b"),
        ("cyber-\nenabled  crimes\r\nrose", "cyber-enabled crimes rose"),
        ("short-\nand long-term", "short- and long-term"),
        ("12 km² of 2*3 land & UNODC_WHO", "12 km² of 2*3 land & UNODC_WHO"),
        ("<p>No view is that of AT&amp;T.</p>", "No view is that of AT&T."),
    ],
)
def test_views_leave_markup_out(text: str, expected: str) -> None:
    assert views(text) == [expected]


@pytest.mark.parametrize("blank", [sign for sign in map(chr, range(0x3001)) if sign.isspace()])
def test_every_kind_of_white_space_is_one_blank_in_a_view(blank: str) -> None:
    shown = view(f"Seas {blank}rise.", [Span(0, 11)], frozenset())
    assert (shown.text, shown.place(5)) == ("Seas rise.", 6)


@pytest.mark.parametrize("sign", ["<b>", "\u200b", "[^1]", "\u00ad", "**", "³"])
def test_words_far_before_and_behind_a_sign_stand_as_they_are(sign: str) -> None:
    text = f"Far from any sign it is calm{sign} and far behind it too."
    shown = view(text, [Span(0, len(text))], frozenset())
    assert shown.text == "Far from any sign it is calm and far behind it too."
    assert shown.anchors == ((0, 0), (28, 28 + len(sign)))


def test_a_view_maps_back_over_what_it_leaves_out() -> None:
    text = "- 7. The **Container\nControl** Programme."
    unit = read(text)[0]
    begin = unit.view.text.index("Container")
    assert unit.view.text == "The Container Control Programme."
    span = unit.view.span(begin, begin + len("Container Control"))
    assert text[span.begin : span.end] == "Container\nControl"


def test_pages_are_counted_by_form_feeds() -> None:
    assert [passage.page for passage in split(document("One.\f\nTwo.\n\n\fThree."))] == [1, 2, 3]


@given(nasty_texts)
def test_passages_with_the_gaps_tile_the_text(text: str) -> None:
    passages = split(document(text))
    edges = [0, *(offset for passage in passages for offset in passage.span), len(text)]
    assert edges == sorted(edges)
    assert all(text[a:b].strip() == "" for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert all(text[p.begin : p.end].strip() for p in passages)
    assert [passage.index for passage in passages] == list(range(len(passages)))


@given(nasty_texts)
def test_every_character_of_a_view_stands_at_its_place(text: str) -> None:
    for unit in read(text):
        places = [unit.view.place(offset) for offset in range(len(unit.view.text))]
        assert all(a < b for a, b in pairwise(places))
        pairs = [(seen, text[place]) for seen, place in zip(unit.view.text, places, strict=True)]
        assert all(seen == there or (seen == " " and there.isspace()) for seen, there in pairs)


@given(nasty_texts)
def test_sentences_of_a_unit_are_inside_its_view_and_lose_no_word(text: str) -> None:
    for unit in read(text):
        edges = [0, *(offset for span in unit.sentences for offset in span), len(unit.view.text)]
        assert edges == sorted(edges)
        gaps = zip(edges[::2], edges[1::2], strict=True)
        assert "".join(unit.view.text[a:b] for a, b in gaps).strip() == ""


@given(nasty_texts)
def test_each_passage_but_furniture_is_in_one_unit(text: str) -> None:
    members = [passage.index for unit in read(text) for passage in unit.passages]
    assert len(members) == len(set(members))
    assert not {p.index for p in split(document(text)) if p.kind == "furniture"} & set(members)


@pytest.mark.parametrize(
    "piece", ["12. The Office\n", "](", "[", "*a ", "<a ", "_", "^{", "- a\n\n", "It ends. ", "\n"]
)
def test_long_texts_take_no_longer_per_word(piece: str) -> None:
    # A quadratic rule would take minutes here.
    text = document("x " + piece * 20_000)
    assert units(text, split(text))


@pytest.mark.parametrize("name", ["001_1b70e82303ffad6e", "002_7cb1b08966a0bbc0", "004_9662096e8e30b24c"])
def test_sentences_agree_with_evidence_chosen_by_hand(reference: Path, name: str) -> None:
    found = read_document(next(collect([reference / "corpus" / f"{name}.txt"])))
    spans = [u.view.span(*sentence) for u in units(found, split(found)) for sentence in u.sentences]
    ends = {span.end for span in spans}
    answers: dict[str, Any] = json.loads((reference / "gold" / "dev" / f"{name}.gold.json").read_text())
    given_spans = [row["evidence"] for row in answers["statements"] + answers["figures"]]
    flat = [one for row in given_spans for one in (row if isinstance(row[0], list) else [row])]
    assert [one for one in flat if one[1] not in ends] == []


def test_all_numbered_paragraphs_of_a_real_report_are_found(reference: Path) -> None:
    found = read_document(next(collect([reference / "corpus" / "004_9662096e8e30b24c.txt"])))
    numbers = [p.number for p in split(found) if p.kind == "paragraph" and p.number]
    assert numbers == [str(number) for number in range(1, 70)]


def laid(*told: tuple[str, str], levels: tuple[int, ...] = (1, 2)) -> Document:
    """A document whose file tells its blocks, pairs of kind and text; `levels` are those of its headings."""
    deep = iter((*levels, *[levels[-1]] * len(told)))
    text = "\n\n".join(words for _, words in told)
    ends = list(accumulate(len(words) + 2 for _, words in told))
    blocks = tuple(
        Block(
            begin=end - len(words) - 2,
            end=end - 2,
            kind=cast(PassageKind, kind),
            level=next(deep) if kind == "heading" else 0,
        )
        for end, (kind, words) in zip(ends, told, strict=True)
    )
    return replace(document(text), layout=Layout(blocks=blocks))


def told(found: Document) -> list[tuple[str, str | None, str]]:
    return [(u.kind, u.first.number, u.view.text) for u in units(found, split(found))]


def test_blocks_that_the_file_tells_keep_their_kind_and_have_their_number_read() -> None:
    found = laid(
        ("heading", "Courses"),
        ("paragraph", "1. It met."),
        ("paragraph", "(a) To train;"),
        ("row", "Mali | 12"),
        ("footnote", "¹ See A/99/2."),
        ("footnote", "ᵇ Preliminary."),
        ("footnote", "* Reissued."),
    )
    assert told(found) == [
        ("heading", None, "Courses"),
        ("paragraph", "1", "It met."),
        ("item", "a", "To train;"),
        ("row", None, "Mali | 12"),
        ("footnote", "1", "See A/99/2."),
        ("footnote", "b", "Preliminary."),
        ("footnote", "*", "Reissued."),
    ]


def test_a_short_line_is_no_heading_where_the_file_tells_its_headings() -> None:
    found = laid(
        ("heading", "Courses"), ("paragraph", PROSE), ("paragraph", "Results of June"), ("paragraph", PROSE)
    )
    assert [kind for kind, _, _ in told(found)] == ["heading", "paragraph", "paragraph", "paragraph"]


def test_the_title_of_a_table_stands_above_its_rows_only() -> None:
    found = laid(
        ("heading", "Courses"),
        ("paragraph", PROSE),
        ("heading", "Courses by State"),
        ("row", "Mali | 12"),
        ("row", "Togo | 7"),
        ("paragraph", PROSE),
    )
    assert [passage.heading_path for passage in split(found)][3:] == [
        ("Courses", "Courses by State"),
        ("Courses", "Courses by State"),
        ("Courses",),
    ]


def test_a_heading_above_prose_and_a_table_is_no_title_of_the_table() -> None:
    found = laid(("heading", "Courses"), ("paragraph", PROSE), ("row", "Mali | 12"), ("paragraph", PROSE))
    assert [passage.heading_path for passage in split(found)][1:] == [("Courses",)] * 3


def test_a_resolution_that_a_report_quotes_ends_where_the_numbers_of_the_report_go_on() -> None:
    found = laid(
        ("heading", "Drafts"),
        ("paragraph", "12. The Chair proposed the following draft:"),
        ("paragraph", "The Credentials Committee,"),
        ("paragraph", "Having examined the credentials,"),
        ("paragraph", "1. Accepts them;"),
        ("paragraph", "2. Decides to report."),
        ("paragraph", "13. The draft was adopted."),
    )
    assert [kind for kind, _, _ in told(found)][1:] == [
        "paragraph",
        "preambular",
        "preambular",
        "operative",
        "operative",
        "paragraph",
    ]


def test_a_resolution_in_a_report_ends_at_the_next_heading() -> None:
    found = laid(
        ("heading", "Draft resolution"),
        ("paragraph", "The General Assembly,"),
        ("paragraph", "1. Requests a report."),
        ("heading", "Session"),
        ("paragraph", "1. It met in June."),
        levels=(1, 1),
    )
    assert told(found)[2][0] == "operative"
    assert told(found)[4][0] == "paragraph"


@pytest.mark.parametrize(
    "closing",
    ["18th plenary meeting 10 October 2031", "11 February 2031", "103rd plenary meeting\n13 August 2031"],
)
def test_closing_lines_of_a_resolution_ask_nothing_of_anybody(closing: str) -> None:
    found = laid(
        ("paragraph", "The General Assembly,"), ("paragraph", "1. Requests a report."), ("paragraph", closing)
    )
    assert [passage.kind for passage in split(found)] == ["preambular", "operative", "furniture"]


def test_a_resolution_in_a_report_goes_on_below_a_heading_where_its_last_paragraph_is_not_ended() -> None:
    found = laid(
        ("heading", "Results of the tenth year"),
        ("paragraph", "The Economic and Social Council,"),
        ("paragraph", "1. Takes note of the report;¹"),
        ("heading", "Schools in the region"),
        ("paragraph", "2. Urges States to build schools."),
        ("heading", "Attendance"),
        ("paragraph", "2. Forty States were present."),
        levels=(4, 4, 4),
    )
    assert [kind for kind, _, _ in told(found)] == [
        "heading",
        "preambular",
        "operative",
        "heading",
        "operative",
        "heading",
        "paragraph",
    ]


def test_a_part_of_a_resolution_has_a_preamble_of_its_own() -> None:
    found = laid(
        ("heading", "Work of the Committee"),
        ("paragraph", "The Economic and Social Council,"),
        ("heading", "A Rail"),
        ("paragraph", "1. Requests a report;"),
        ("heading", "B Roads"),
        ("paragraph", "Recalling that many roads are long,"),
        ("paragraph", "Noting with satisfaction:"),
        ("paragraph", "(a) That more are being built,"),
        ("paragraph", "Aware that some are short,"),
        ("paragraph", "1. Commends the Committee;"),
        ("heading", "C Ships"),
        ("paragraph", "2. Decides to meet again."),
        levels=(1, 2, 2, 2),
    )
    assert [kind for kind, _, _ in told(found) if kind != "heading"] == [
        "preambular",
        "operative",
        "preambular",
        "preambular",
        "item",
        "preambular",
        "operative",
        "operative",
    ]


@pytest.mark.parametrize(
    "organ",
    [
        "The 2031 United Nations Conference to Support Goal 99: Conserve forests, lakes and hills for everybody,",
        "The Conference of the States on Roads, Rails and Ships in the Region, at its third session,",
    ],
)
def test_an_organ_with_a_long_name_speaks_in_a_resolution(organ: str) -> None:
    found = laid(("paragraph", organ), ("paragraph", "Approves the report of the Committee."))
    assert [kind for kind, _, _ in told(found)] == ["preambular", "operative"]


def test_a_signature_says_nothing() -> None:
    found = laid(("paragraph", PROSE), ("paragraph", "(Signed) Ada Byron Ambassador"))
    assert [passage.kind for passage in split(found)] == ["paragraph", "furniture"]


def test_lines_below_a_signature_belong_to_it_until_a_sentence_or_a_heading() -> None:
    found = laid(
        ("paragraph", PROSE),
        ("paragraph", "(Signed) Ada Byron"),
        ("paragraph", "Ambassador"),
        ("paragraph", "Permanent Representative"),
        ("heading", "Annex"),
        ("paragraph", "Schools of the region"),
    )
    assert [passage.kind for passage in split(found)] == [
        "paragraph",
        "furniture",
        "furniture",
        "furniture",
        "heading",
        "paragraph",
    ]


def test_numbers_that_count_anew_between_two_paragraphs_are_items_of_the_first() -> None:
    found = laid(
        ("heading", "Results"),
        ("paragraph", "12. The report of the Group was read."),
        ("heading", "Report of the Group"),
        ("paragraph", "1. The Group met in May and did the following:"),
        ("paragraph", "(a) It read letters;"),
        ("paragraph", "2. It thanked the States."),
        ("heading", "Closing"),
        ("paragraph", "13. The Commission rose."),
        levels=(1, 2, 1),
    )
    assert [(kind, number) for kind, number, _ in told(found) if kind != "heading"] == [
        ("paragraph", "12"),
        ("item", "1"),
        ("item", "a"),
        ("item", "2"),
        ("paragraph", "13"),
    ]


def test_chapters_that_count_anew_hold_paragraphs() -> None:
    found = laid(
        ("heading", "Chapter I"),
        ("paragraph", "1. The Commission met."),
        ("heading", "Chapter II"),
        ("paragraph", "1. It read letters."),
        ("heading", "Chapter III"),
        ("paragraph", "2. It rose."),
        levels=(1, 1, 1),
    )
    assert [kind for kind, _, _ in told(found) if kind != "heading"] == ["paragraph"] * 3


def test_lines_around_dashes_between_bars_are_the_rows_of_a_table() -> None:
    text = f"{PROSE}\n\n| State | Schools |\n|:--|--:|\n| Mali | 12 |\n| | 7 |\n\na | b"
    assert [(unit.kind, unit.view.text) for unit in read(text)] == [
        ("paragraph", PROSE),
        ("row", "State | Schools"),
        ("row", "Mali | 12"),
        ("row", "| 7"),
        ("paragraph", "a | b"),
    ]


def test_lines_with_as_many_bars_and_numbers_are_rows_without_dashes() -> None:
    text = f"{PROSE}\n\nState | Schools\n\nMali | 12\n\nTogo | 7\n\n{PROSE}"
    assert [unit.kind for unit in read(text)] == ["paragraph", "row", "row", "row", "paragraph"]


def test_lines_with_bars_between_sentences_are_no_rows() -> None:
    text = f"{PROSE}\n\nMali | It built 7 schools. | 4\n\nTogo | It dug wells. | 6\n\nChad | It fell. | 9\n\n{PROSE}"
    assert "row" not in [unit.kind for unit in read(text)]


def test_a_table_needs_no_bars_at_its_sides() -> None:
    text = f"State | Schools\n--- | ---\nMali | 12\n\n{PROSE}"
    assert [unit.view.text for unit in read(text)] == ["State | Schools", "Mali | 12", PROSE]


@pytest.mark.parametrize("text", [f"A line\n---\n{PROSE}", "|---|\n\n| a |", "one | two\n\n--- | ---"])
def test_dashes_alone_make_no_table(text: str) -> None:
    assert [unit.kind for unit in read(text) if unit.kind == "row"] == []


def test_a_summary_begins_the_text_below_a_cover() -> None:
    found = laid(
        ("paragraph", "United Nations A/99/7"),
        ("heading", "Results of the year"),
        ("heading", "Summary"),
        ("paragraph", PROSE),
    )
    assert [kind for kind, _, _ in told(found)] == ["cover", "cover", "heading", "paragraph"]


def test_a_passage_knows_the_page_of_its_first_line() -> None:
    lines = (Line(begin=0, end=len(PROSE), page=7, box=Box(0, 0, 1, 1)),)
    layout = Layout(lines=lines, blocks=(Block(begin=0, end=len(PROSE), kind="paragraph"),))
    assert [passage.page for passage in split(replace(document(PROSE), layout=layout))] == [7]


def test_a_plain_figure_is_no_mark_of_a_note_where_the_file_tells_what_is_raised() -> None:
    found = laid(("paragraph", "It is annex.1 of it.¹"), ("footnote", "¹ See A/99/2."))
    assert told(found)[0] == ("paragraph", None, "It is annex.1 of it.")


def test_a_picture_that_is_written_in_letters_says_nothing() -> None:
    picture = f"![map](data:image/png;base64,{'iVBOR' * 2_000})"
    assert views(f"The harbour is closed and\n\n{picture}\n\nopens again in May.\n") == [
        "The harbour is closed and opens again in May."
    ]


def laid_out(*told: tuple[PassageKind, str]) -> list[tuple[str, str | None]]:
    """Kind and number of what is read of these blocks of a file."""
    text = "\n\n".join(words for _, words in told) + "\n"
    ends = list(accumulate(len(words) + 2 for _, words in told))
    blocks = tuple(
        Block(begin=end - len(words) - 2, end=end - 2, kind=kind, level=int(kind == "heading"))
        for end, (kind, words) in zip(ends, told, strict=True)
    )
    found = split(replace(document(text), layout=Layout(blocks=blocks)))
    return [(passage.kind, passage.number) for passage in found]


def test_lines_below_a_colon_are_items() -> None:
    assert laid_out(
        ("heading", "Officers"),
        ("paragraph", "1. The Board elected the following officers:"),
        ("paragraph", "Chair: Ada Akinyi (Kenya)"),
        ("paragraph", "Rapporteur: Ben Brown (Malta)"),
        ("paragraph", "2. The Board adopted its agenda."),
    ) == [("heading", None), ("paragraph", "1"), ("item", None), ("item", None), ("paragraph", "2")]


def test_three_lines_without_a_stop_are_items() -> None:
    above: list[tuple[PassageKind, str]] = [
        ("heading", "I. Work"),
        ("paragraph", "1. The Board met in June."),
    ]
    lines: list[tuple[PassageKind, str]] = [
        ("paragraph", "Report of the harbour master on ropes"),
        ("paragraph", "Note by the harbour master on boats"),
        ("paragraph", "Report of the divers on nets"),
    ]
    assert laid_out(*above, *lines)[2:] == [("item", None)] * 3
    assert laid_out(*above, *lines[:2])[2:] == [("paragraph", None)] * 2


def test_the_numbers_of_a_printed_work_and_the_day_of_a_report_are_no_paragraphs() -> None:
    assert laid_out(
        ("heading", "Note"),
        (
            "paragraph",
            "Symbols of documents are made of capital letters with figures, and each names one document.",
        ),
        ("paragraph", "ISSN 0000-1234"),
        ("paragraph", "[1 July 2025]"),
        ("heading", "I. Work"),
        ("paragraph", "1. The Board met."),
    )[1:4] == [("paragraph", None), ("cover", None), ("cover", None)]


def test_the_opening_of_a_declaration_is_preambular() -> None:
    text = (
        "The General Assembly,\n\nAdopts the following declaration:\n\nDeclaration\n\n"
        "We, Heads of State and Government, have met in June.\n\n1. Reaffirm the Agenda;\n"
    )
    assert kinds(text)[1:] == [
        ("operative", None),
        ("heading", None),
        ("preambular", None),
        ("operative", "1"),
    ]


@pytest.mark.parametrize(
    "title", ["II. THE WORK OF THE COMMISSION", "THE ROLE OF THE COUNCIL", "THE WORLD CONGRESS"]
)
def test_a_title_in_capitals_that_names_an_organ_is_a_heading_where_no_preamble_follows(title: str) -> None:
    text = f"I. PORTS\n\n{PROSE}\n\n{title}\n\nUNIDO trained 300 teachers in Togo.\n\n{PROSE}\n"
    assert [kind for kind, _ in kinds(text)] == [
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_report_whose_cover_names_its_resolution_has_no_operative_paragraphs() -> None:
    text = (
        "United Nations\n\nResolution adopted by the General Assembly on 3 May 2040\n\nReport by UNIDO\n\n"
        "1. UNIDO trained 300 teachers in Togo.\n\n2. UNIDO works with UNICEF.\n"
    )
    assert [kind for kind, _ in kinds(text)][-2:] == ["paragraph", "paragraph"]

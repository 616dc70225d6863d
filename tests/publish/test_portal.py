"""The pages for people, each part by itself: words, charts, texts in pieces, addresses."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import build, store
from kg.iris import Base
from kg.labels import Label
from kg.query import rows
from kg.questions import Question, listed
from kg.settings import Settings
from kg.store import Reader, open_reader
from publish.portal import messages, rules
from publish.portal.asked import Asked, address
from publish.portal.charts import Bar, bars, drawn, matrix, stacked, steps
from publish.portal.grounds import paragraph_of, paragraphs
from publish.portal.look import asset, assets, written
from publish.portal.pages import document, home, question, questions, record, results, search, sparql
from publish.portal.requests import mark, served
from publish.portal.tongues import LANGUAGES, chosen, direction, tongue
from publish.rows import TooManyRowsError
from tests.publish.conftest import BASE, BUILD, make_store

OTHERS = [code for code in LANGUAGES if code != "en"]
PATHS = sorted((Path(messages.__file__).parent / "locale").glob("*/LC_MESSAGES/portal.po"))
HARD = '<script>alert("x")</script> \\u202Etxt\' & <b>'


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A store for tests that ask it a hundred times."""
    return open_reader(make_store(tmp_path_factory.mktemp("kept") / "store", BUILD))


@pytest.fixture
def small(tmp_path: Path) -> Reader:
    return open_reader(make_store(tmp_path / "small", BUILD))


def placeholders(text: str) -> set[str]:
    """The names of values that a text puts in: `%(name)s`, and `{name` of the sentences of questions."""
    return {one or other for one, other in re.findall(r"%\((\w+)\)s|\{(\w+)", text)}


def asked(iri: str = "", **more: str) -> Asked:
    return Asked(base=Base(BASE), more={"iri": iri} | more)


# Words ----------------------------------------------------------------------------------------------------


def test_languages_stand_in_the_order_of_the_united_nations() -> None:
    assert list(LANGUAGES) == ["ar", "zh", "en", "fr", "ru", "es"]
    assert [path.parents[1].name for path in PATHS] == sorted(LANGUAGES)


@pytest.mark.parametrize("code", OTHERS)
def test_catalogue_lacks_nothing(code: str) -> None:
    assert list(messages.missing(code)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_catalogue_holds_nothing_that_no_page_says(code: str) -> None:
    assert list(messages.unused(code)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_translation_puts_in_known_values_only(code: str) -> None:
    wrong = [
        (one.id, text)
        for one in messages.catalogue(code)
        for text in ([one.string] if isinstance(one.string, str) else one.string or ())
        if one.id and not placeholders(text) <= placeholders(str(one.id))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_translation_of_one_form_drops_no_value(code: str) -> None:
    lost = [
        one.id
        for one in messages.catalogue(code)
        if isinstance(one.id, str) and placeholders(str(one.string)) != placeholders(one.id)
    ]
    assert lost == []


def test_missing_words_would_be_noticed() -> None:
    assert (None, "Nobody says this") not in messages.messages()
    assert (None, "Search") in messages.messages()
    assert ("state", "verified") in messages.messages()


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("en", 1, "1 row"),
        ("en", 0, "0 rows"),
        ("ar", 1, "صف واحد"),
        ("ar", 2, "صفان"),
        ("ar", 3, "3 صفوف"),
        ("ar", 11, "11 صفا"),
        ("ar", 100, "100 صف"),
        ("ru", 21, "21 строка"),
        ("ru", 22, "22 строки"),
        ("ru", 25, "25 строк"),
        ("fr", 0, "0 ligne"),
        ("zh", 7, "7 行"),
    ],
)
def test_numbers_take_the_form_of_the_language(code: str, number: int, said: str) -> None:
    assert tongue(code).count("%(number)s row", "%(number)s rows", number) == said


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("de, pt", "en"),
        ("fr-CA, en;q=0.9", "fr"),
        ("en;q=0.5, ar;q=0.8", "ar"),
        ("zh-Hant-TW", "zh"),
        ("ru;q=0, es;q=0.1", "es"),
        ("es;q=x", "en"),
    ],
)
def test_browser_chooses_the_language(header: str, code: str) -> None:
    assert chosen(header) == code


@given(st.text(max_size=200))
def test_any_header_gives_a_language(header: str) -> None:
    assert chosen(header) in LANGUAGES


def test_arabic_runs_from_right_to_left() -> None:
    assert [direction(code) for code in LANGUAGES] == ["rtl", "ltr", "ltr", "ltr", "ltr", "ltr"]


# Addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iri", "place"),
    [
        (f"{BASE}id/org/unodc", "../id/org/unodc"),
        (f"{BASE}ns#partner", "../ns#partner"),
        (f"{BASE}ns", "../ns"),
        (f"{BASE}shapes", "../shapes"),
        (f"{BASE}void", "../void"),
        (f"{BASE}sparql", "../sparql"),
        (f"{BASE}id/doc/d/v/0123456789ab/p/5-9", "../id/doc/d#p-5-9"),
        ("http://metadata.un.org/sdg/16.4", "../sdg/16.4"),
        ("http://e.org/a b", "../about?iri=http%3A%2F%2Fe.org%2Fa%20b"),
        ("http://metadata.un.org/sdg/codes/geoArea/170",
         "../about?iri=http%3A%2F%2Fmetadata.un.org%2Fsdg%2Fcodes%2FgeoArea%2F170"),
    ],
)  # fmt: skip
def test_everything_has_its_page(iri: str, place: str) -> None:
    assert address(iri, Base(BASE), "../") == place


@pytest.mark.parametrize(
    ("given_", "page"), [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("٣", 1), ("9" * 40, 1)]
)
def test_page_number_that_is_none_is_the_first(given_: str, page: int) -> None:
    assert Asked(base=Base(BASE), given=(("page", given_),)).page() == page


def test_parameters_are_kept_when_one_changes() -> None:
    told = Asked(base=Base(BASE), given=(("q", "a&b"), ("area", "170"), ("page", "2")))
    assert told.changed(page="3") == "?q=a%26b&area=170&page=3"
    assert told.changed(page=None) == "?q=a%26b&area=170"


def test_files_of_pages_are_named_after_what_they_hold() -> None:
    assert re.fullmatch(r"portal\.[0-9a-f]{12}\.css", asset("portal.css"))
    assert asset("portal.css") in assets()


# Charts ---------------------------------------------------------------------------------------------------


def test_bars_tell_names_and_numbers() -> None:
    chart = bars("People", [Bar("Judges <b>", 200, "> 200", open=True), Bar("Police", 100, "100")])
    assert 'role="img" aria-label="People"' in chart
    assert "Judges &lt;b&gt;" in chart
    assert 'class="open" x="0.5" y="17" width="270.0"' in chart
    assert 'class="bar" x="0.5" y="51" width="135.0"' in chart
    assert 'direction="ltr"' in chart


def test_chart_of_one_value_is_none() -> None:
    assert bars("One", [Bar("a", 1, "1")]) == ""
    assert stacked("None", []) == ""
    assert steps("One", [("2018", 1, "1")]) == ""


def test_shares_fill_one_bar() -> None:
    chart = stacked("States", [Bar("accepted", 3, "3"), Bar("verified", 1, "1")])
    assert re.findall(r'y="1" width="([\d.]+)"', chart) == ["253.5", "84.5"]
    assert "accepted: 3" in chart


def test_question_without_chart_or_rows_has_none() -> None:
    assert drawn(None, [{"a": 1}], tongue("en"), {}) == []
    assert drawn("bars by a", [], tongue("en"), {}) == []
    assert drawn("bars by nothing", [{"a": 1}], tongue("en"), {}) == []
    assert drawn("matrix of a and b", [{"a": 1}], tongue("en"), {}) == []
    assert drawn("picture of a", [{"a": 1}], tongue("en"), {}) == []


def test_matrix_has_a_dot_for_each_pair_and_tells_its_columns() -> None:
    rows = [
        {"state": "s1", "stateLabel": "Angola", "network": "n1", "networkLabel": "First network"},
        {"state": "s1", "stateLabel": "Angola", "network": "n2", "networkLabel": "Second <b>"},
        {"state": "s2", "stateLabel": "Burundi", "network": "n1", "networkLabel": "First network"},
    ]
    (chart,) = drawn(
        "matrix of state and network", rows, tongue("en"), {"state": "State", "network": "network"}
    )
    assert 'aria-label="State – network"' in chart
    assert chart.count("<circle") == 3
    assert re.findall(r'<circle class="bar" cx="([\d.]+)" cy="(\d+)"', chart) == [
        ("235.0", "29"),
        ("305.0", "29"),
        ("235.0", "49"),
    ]
    assert chart.index("Angola") < chart.index("Burundi") < chart.index("1: First network")
    assert "2: Second &lt;b&gt;" in chart


def test_matrix_of_one_column_compares_nothing() -> None:
    assert matrix("One", [("Angola", "First network"), ("Burundi", "First network")]) == ""
    assert matrix("None", []) == ""


def test_name_in_a_chart_keeps_the_order_of_its_own_writing() -> None:
    assert ">\u206816 مجتمعات\u2069<" in bars("Goals", [Bar("16 مجتمعات", 2, "2"), Bar("17", 1, "1")])


def test_chart_over_time_needs_two_dates() -> None:
    row = {"subjectLabel": "Portal", "counted": "users", "value": 10, "bound": "over", "date": "2018-01-01"}
    assert drawn("lines by counted over date", [row], tongue("en"), {}) == []
    later = row | {"value": 20, "date": "2021-01-01", "bound": "exactly"}
    (chart,) = drawn("lines by counted over date", [row, later], tongue("en"), {})
    assert "Portal: users" in chart
    assert "&gt; 10" in chart
    assert ">2021<" in chart


# Texts ----------------------------------------------------------------------------------------------------

TEXT = "Title\n\n1. One sentence. Two.\n- 2. Three\nstill three.\n\n\nEnd"


def test_text_falls_into_numbered_paragraphs() -> None:
    assert [(p.number, TEXT[p.begin : p.end]) for p in paragraphs(TEXT)] == [
        ("", "Title"),
        ("1", "1. One sentence. Two."),
        ("2", "- 2. Three\nstill three."),
        ("", "End"),
    ]
    assert paragraph_of(TEXT, TEXT.index("still")) == "2"
    assert paragraph_of(TEXT, 0) == ""


@given(st.text(alphabet="a1. \n-", max_size=80))
def test_paragraphs_lose_nothing_but_blanks(text: str) -> None:
    kept = "".join(text[p.begin : p.end] for p in paragraphs(text))
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


def test_marked_sentences_and_names_cut_a_paragraph() -> None:
    text = "Before. The Programme helps. After."
    (whole,) = paragraphs(text)
    told = document.pieces(
        text, whole, [(8, 28)], [(12, 21, "http://e/p"), (12, 15, "http://e/no")], marks=True
    )
    assert [(p.text, p.marked, p.thing, p.anchors) for p in told] == [
        ("Before. ", False, "", ()),
        ("The ", True, "", ("p-8-28",)),
        ("Programme", True, "http://e/p", ()),
        (" helps.", True, "", ()),
        (" After.", False, "", ()),
    ]


# Pages ----------------------------------------------------------------------------------------------------


def page(reader: Reader, kind: object, told: Asked) -> str:
    shown = kind.show(reader, told)  # type: ignore[attr-defined]
    assert shown is not None
    return written(shown, told).decode()


def test_unknown_thing_and_unknown_question_have_no_page(small: Reader) -> None:
    assert record.show(small, asked("http://e/none")) is None
    assert record.show(small, asked("no iri at all")) is None
    assert question.show(small, asked(name="none")) is None


def test_value_that_means_nothing_is_told_with_the_form(small: Reader) -> None:
    told = Asked(base=Base(BASE), more={"name": "by-target"}, given=(("target", "99.99"),))
    shown = question.show(small, told)
    assert shown is not None
    assert shown.status == 400
    text = written(shown, told).decode()
    assert 'role="alert"' in text
    assert '<option value="99.99" selected>' in text


def test_question_that_nothing_answers_says_so(small: Reader) -> None:
    text = page(small, question, asked(name="treaty-parties"))
    assert "that is not the same as none existing" in text
    assert "<table" not in text


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("fr", "Rien de tel dans la base : le nombre de parties (un traité)."),
        ("es", "No hay nada así en la base: el número de partes (un tratado)."),
        ("ru", "базе нет такого утверждения: число участников (договор)."),
        ("zh", "某项条约的缔约方数目。"),
        ("ar", "لا تحوي القاعدة شيئا كهذا: عدد أطراف \u2068"),
    ],
)
def test_question_is_answered_in_the_language_of_the_page(small: Reader, code: str, sentence: str) -> None:
    told = Asked(base=Base(BASE), language=code, more={"name": "treaty-parties"})
    text = page(small, question, told)
    assert sentence in text
    assert ' lang="en"' not in text.partition("<main")[2]


@pytest.mark.parametrize("one", listed(), ids=lambda one: one.name)
def test_every_column_of_a_question_has_a_heading(one: Question) -> None:
    selected = set(re.findall(r"\?(\w+)", one.sparql.partition("SELECT")[2].partition("WHERE")[0]))
    parameters = {parameter.name for parameter in one.parameters}
    named = {column for column in selected - parameters if not column.endswith("Label")}
    assert named - {*question.COLUMNS, "begin", "end"} == set()


def test_list_of_questions_names_each(small: Reader) -> None:
    assert page(small, questions, asked()).count('<li><a href="./q/') == len(
        re.findall(r'href="\./q/[\w-]+"', page(small, questions, asked()))
    )


def test_empty_graph_has_a_front_page(tmp_path: Path) -> None:
    reader = open_reader(make_store(tmp_path / "none", "<http://e/a> <http://e/b> <http://e/c> .\n"))
    assert "0 statements with their evidence" in page(reader, home, asked())


@pytest.mark.parametrize("code", LANGUAGES)
def test_page_says_its_language_and_offers_the_others(small: Reader, code: str) -> None:
    told = Asked(base=Base(BASE), language=code, root="../../", top="../../../", here="id/org/unodc",
                 more={"iri": f"{BASE}id/org/unodc"})  # fmt: skip
    text = page(small, record, told)
    assert f'<html lang="{code}" dir="{direction(code)}">' in text
    assert re.findall(r'hreflang="(\w+)" href="\.\./\.\./\.\./(\w+)/id/org/unodc"', text)[:6] == [
        (one, one) for one in LANGUAGES
    ]
    assert text.count('aria-current="true"') == 1


def test_markup_in_names_stays_text(tmp_path: Path) -> None:
    thing = f"<{BASE}id/programme/x>"
    label = ox.Literal(HARD.encode().decode("unicode_escape"), language="en")
    nquads = (
        f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ns#Programme> .\n"
        f"{thing} <http://www.w3.org/2004/02/skos/core#prefLabel> {label} .\n"
        f"<{BASE}id/org/o> <{BASE}ns#partner> {thing} .\n"
        f"{thing} <{BASE}ns#partner> <{BASE}id/org/o> .\n"
        f"<{BASE}id/org/o> <http://www.w3.org/2004/02/skos/core#prefLabel> {label} .\n"
    )
    reader = open_reader(make_store(tmp_path / "hard", nquads))
    asking = Asked(base=Base(BASE), given=(("q", "<script>"),))
    told = [page(reader, record, asked(f"{BASE}id/programme/x")), page(reader, search, asking)]
    assert [re.findall(r"<script|<b>|='", text) for text in told] == [[], []]
    assert "&lt;script&gt;" in told[0]


class Counting:
    """A store that counts the queries that are put to it."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.count = 0

    def query(self, text: str, **more: object) -> object:
        self.count += 1
        return self.store.query(text, **more)  # type: ignore[arg-type]


def test_page_of_a_thing_that_many_point_to_takes_five_queries(tmp_path: Path) -> None:
    nquads = "".join(f"<{BASE}id/org/o{n}> <{BASE}ns#partner> <{BASE}id/org/hub> .\n" for n in range(500))
    reader = open_reader(make_store(tmp_path / "hub", nquads))
    counting = Counting(reader.store)
    text = page(replace(reader, store=counting), record, asked(f"{BASE}id/org/hub"))  # type: ignore[arg-type]
    assert 'rel="next"' in text
    assert counting.count <= 5


def test_long_list_of_facts_is_folded(tmp_path: Path) -> None:
    nquads = "".join(f"<{BASE}id/org/o{n}> <{BASE}ns#partner> <{BASE}id/org/hub> .\n" for n in range(10))
    text = page(open_reader(make_store(tmp_path / "ten", nquads)), record, asked(f"{BASE}id/org/hub"))
    assert "<summary>2 more</summary>" in text
    assert text.count('class="further"') == 2


def test_figures_take_no_room_from_the_links_of_a_page(tmp_path: Path) -> None:
    nquads = "".join(f"<{BASE}id/figure/{n}> <{BASE}ns#figureOf> <{BASE}id/org/hub> .\n" for n in range(60))
    linked = "".join(f"<{BASE}id/org/z{n}> <{BASE}ns#partner> <{BASE}id/org/hub> .\n" for n in range(60))
    reader = open_reader(make_store(tmp_path / "hub", nquads + linked))
    first = page(reader, record, asked(f"{BASE}id/org/hub"))
    second = page(
        reader, record, Asked(base=Base(BASE), given=(("page", "2"),), more={"iri": f"{BASE}id/org/hub"})
    )
    assert len(set(re.findall(r"id/org/z\d+", first))) == 50
    assert '<a rel="next" href="?page=2">More</a>' in first
    assert len(set(re.findall(r"id/org/z\d+", first + second))) == 60
    assert 'rel="next"' not in second
    assert "id/figure/" not in first + second


def test_thing_that_only_figures_point_to_has_a_page(tmp_path: Path) -> None:
    nquads = f"<{BASE}id/figure/1> <{BASE}ns#figureOf> <{BASE}id/org/lone> .\n"
    reader = open_reader(make_store(tmp_path / "lone", nquads))
    assert "id/figure/1" in page(reader, record, asked(f"{BASE}id/org/lone"))


READ = f"""
<{BASE}id/doc/d> <http://purl.org/dc/terms/hasVersion> <{BASE}id/doc/d/v/1> .
<{BASE}id/doc/d/v/1> <{BASE}ns#sha256> "none" .
<{BASE}id/doc/d/v/1> <http://purl.org/dc/terms/language> "ar" .
"""


def test_text_of_a_document_has_the_language_that_the_store_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "text", lambda _reader, _sha256: "One paragraph.")
    reader = open_reader(make_store(tmp_path / "read", READ))
    assert '<div class="text" lang="ar" dir="rtl">' in page(reader, record, asked(f"{BASE}id/doc/d"))


# The query editor -----------------------------------------------------------------------------------------


def query_page(monkeypatch: pytest.MonkeyPatch, *files: str) -> str:
    """The page of the endpoint where these files lie beside the style of the pages."""
    there = {f"{name.partition('.')[0]}.0123456789ab.{name.partition('.')[2]}": Path(name) for name in files}
    monkeypatch.setattr(sparql, "assets", lambda: there)
    monkeypatch.setattr(sparql, "asset", lambda name: f"hashed-{name}")
    told = asked()
    return written(sparql.shown([], told, {"timeout": 1.0, "max_rows": 1.0}), told).decode()


def test_query_page_without_the_editor_is_a_plain_form(monkeypatch: pytest.MonkeyPatch) -> None:
    text = query_page(monkeypatch, "portal.css", "editor.js")
    assert "<script" not in text
    assert '<textarea id="query" name="query"' in text
    assert "Escape" not in text


def test_query_page_with_the_editor_loads_it_and_keeps_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    text = query_page(monkeypatch, "portal.css", "editor.js", "yasgui.js", "yasgui.css")
    assert re.findall(r'<script src="static/hashed-([\w.]+)"', text) == ["yasgui.js", "editor.js"]
    assert '<textarea id="query" name="query"' in text
    assert "press Escape" in text


# What persons checked -------------------------------------------------------------------------------------

_CHECKED = """United Nations SAMPLE/2026/7

12 May 2025

Report of the Secretariat

In 2025 the Harbour Watch Programme contributes to target 16.4 and is active in Kenya.
"""


KENYA = "http://metadata.un.org/sdg/codes/geoArea/404"


@pytest.fixture
def harbour(tmp_path: Path, words_at_hand: Path) -> Settings:
    """A store of one text that says two things."""
    (tmp_path / "harbour.txt").write_text(_CHECKED, encoding="utf-8")
    told = Settings(store=words_at_hand, decisions=tmp_path / "decisions")
    build([tmp_path / "harbour.txt"], told, now="2026-01-01T00:00:00Z")
    return told


def of_kenya(told: Settings) -> str:
    """The statement about that place."""
    stated = "SELECT ?st ?place { GRAPH ?g { ?st rdf:predicate mg:activeIn ; rdf:object ?place } }"
    (row,) = rows(open_reader(told.store), stated, place=ox.NamedNode(KENYA))
    return str(row["st"].value)


def test_who_checked_a_statement_is_told_with_its_grounds(harbour: Settings, tmp_path: Path) -> None:
    harbour.decisions.mkdir()
    decision = {"action": "verify", "statement": of_kenya(harbour), "by": "Ada <b>", "date": "2026-02-02"}
    (harbour.decisions / "all.jsonl").write_text(json.dumps(decision) + "\n", encoding="utf-8")
    build([tmp_path / "harbour.txt"], harbour, now="2026-01-01T00:00:00Z")
    reader = open_reader(harbour.store)
    base = Base(reader.base)
    assert "checked by Ada &lt;b&gt;" in page(reader, record, Asked(base=base, more={"iri": KENYA}))
    searched = page(reader, search, Asked(base=base, given=(("state", "verified"),)))
    assert searched.count("checked by Ada &lt;b&gt;") == 1


# What software only suggests ------------------------------------------------------------------------------


@pytest.fixture
def unsure(harbour: Settings) -> Reader:
    """The same, where one of the two things is only suggested."""
    graph = open_reader(harbour.store).store.dump(format=ox.RdfFormat.N_QUADS) or b""
    status = "<https://w3id.org/mandategraph/ns#reviewStatus> <https://w3id.org/mandategraph/ns#%s>"
    accepted, candidate = (
        f"<{of_kenya(harbour)}> {status % name}".encode() for name in ("accepted", "candidate")
    )
    assert graph.count(accepted) == 1
    # What is not sure has no plain triple.
    plain = f"<https://w3id.org/mandategraph/ns#activeIn> <{KENYA}>".encode()
    graph = b"".join(line for line in graph.splitlines(keepends=True) if plain not in line)
    base = {"base": "https://w3id.org/mandategraph/"}
    store.publish(harbour.store, "unsure", graph.replace(accepted, candidate), base)
    return open_reader(harbour.store)


def facts(reader: Reader, kind: object, *given: tuple[str, str], **more: str) -> tuple[int, int]:
    """How many statements a page shows that are sure, and how many that are not."""
    text = page(reader, kind, Asked(base=Base(reader.base), given=given, more=more))
    return text.count('class="state accepted"'), text.count('class="state candidate"')


def test_search_leaves_out_what_is_only_suggested_until_it_is_asked_for(unsure: Reader) -> None:
    sure, not_sure = facts(unsure, search)
    assert (sure > 0, not_sure) == (True, 0)
    text = page(unsure, search, Asked(base=Base(unsure.base)))
    assert "1 more statement is only suggested by software." in text
    assert '<a href="?suggested=1">Show them too</a>' in text
    assert '<a href="?state=candidate">suggested</a>' in text
    assert facts(unsure, search, ("suggested", "1"))[1] > 0
    assert facts(unsure, search, ("state", "candidate"))[0] == 0


def test_place_and_document_leave_out_what_is_only_suggested(unsure: Reader) -> None:
    assert facts(unsure, record, iri=KENYA)[1] == 0
    document_iri = f"{unsure.base}id/doc/SAMPLE_2026_7"
    assert facts(unsure, record, ("suggested", "1"), iri=document_iri)[1] == 1
    text = page(unsure, record, Asked(base=Base(unsure.base), more={"iri": document_iri}))
    assert "1 more statement is only suggested by software." in text


GOAL = "http://metadata.un.org/sdg/16.4"


def crowded(told: Settings, relation: bytes) -> Reader:
    """The store with 101 more statements of its target, which are only suggested, before the accepted one."""
    graph = open_reader(told.store).store.dump(format=ox.RdfFormat.N_QUADS) or b""
    stated = "SELECT ?st ?goal { GRAPH ?g { ?st rdf:predicate mg:contributesTo ; rdf:object ?goal } }"
    (row,) = rows(open_reader(told.store), stated, goal=ox.NamedNode(GOAL))
    statement = row["st"].value.encode()
    lines = [line for line in graph.splitlines(keepends=True) if b"<" + statement + b">" in line]
    one = b"".join(lines).replace(b"ns#accepted>", b"ns#candidate>").replace(b"ns#contributesTo>", relation)
    start = statement.rpartition(b"/")[0]
    more = b"".join(one.replace(statement, start + b"/0%03d" % n) for n in range(101))
    store.publish(told.store, "crowded", more + graph, {"base": "https://w3id.org/mandategraph/"})
    return open_reader(told.store)


def part(text: str, heading: str) -> str:
    """The section of a page under the heading with this anchor."""
    return text.partition(f'<h2 id="{heading}">')[2].partition("</section>")[0]


def test_many_suggested_statements_hide_none_that_is_stated_of_a_goal(harbour: Settings) -> None:
    reader = crowded(harbour, b"ns#contributesTo>")
    text = page(reader, record, Asked(base=Base(reader.base), more={"iri": GOAL}))
    assert part(text, "stated").count("<li>") == 1
    assert "101 more statements are only suggested by software." in text
    assert "statements are shown" not in text
    text = page(
        reader, record, Asked(base=Base(reader.base), given=(("suggested", "1"),), more={"iri": GOAL})
    )
    assert part(text, "stated").count("<li>") == 100
    assert "100 of 102 statements are shown." in text
    assert "only suggested by software" not in text


def test_inferred_links_stand_apart_and_hide_none_that_is_stated(harbour: Settings) -> None:
    reader = crowded(harbour, b"ns#relevantTo>")
    text = page(reader, record, Asked(base=Base(reader.base), more={"iri": GOAL}))
    assert part(text, "stated").count("<li>") == 1
    assert part(text, "inferred").count("<li>") == 100
    assert "101 of 102 statements are shown." in text
    assert "only suggested by software" not in text


def test_front_page_counts_what_is_only_suggested(unsure: Reader) -> None:
    text = page(unsure, home, Asked(base=Base(unsure.base)))
    assert '<a href="./search?state=candidate">' in text


# Long lists -----------------------------------------------------------------------------------------------


def test_values_that_are_left_out_are_counted(tmp_path: Path) -> None:
    thing = f"<{BASE}id/org/hub>"
    nquads = "".join(f'{thing} <{BASE}ns#note> "note {n}" .\n' for n in range(45))
    text = page(open_reader(make_store(tmp_path / "notes", nquads)), record, asked(f"{BASE}id/org/hub"))
    assert '<div>5 more: <a href="' in text


def test_figures_come_in_pages(tmp_path: Path) -> None:
    graph = f"<{BASE}graph/prov/d/1>"
    passage, version = f"<{BASE}id/doc/d/v/1/p/0-9>", f"<{BASE}id/doc/d/v/1>"
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    nquads = (
        f"<{BASE}id/doc/d> <http://purl.org/dc/terms/hasVersion> {version} {graph} .\n"
        f'{version} <{BASE}ns#sha256> "none" {graph} .\n'
        f"{passage} <{nif}referenceContext> {version} {graph} .\n"
        f'{passage} <{nif}beginIndex> "0" {graph} .\n{passage} <{nif}endIndex> "9" {graph} .\n'
    )
    told = "".join(
        f"<{BASE}id/figure/{n:03}> <{BASE}ns#figureOf> <{BASE}id/org/hub> {graph} .\n"
        f'<{BASE}id/figure/{n:03}> <{BASE}ns#verbatim> "number {n}" {graph} .\n'
        f"<{BASE}id/figure/{n:03}> <{BASE}ns#reviewStatus> <{BASE}ns#accepted> {graph} .\n"
        f'<{BASE}id/figure/{n:03}> <{BASE}ns#confidence> "0.9" {graph} .\n'
        f'<{BASE}id/figure/{n:03}> <{BASE}ns#mapper> "counts" {graph} .\n'
        f"<{BASE}id/figure/{n:03}> <{BASE}ns#evidence> {passage} {graph} .\n"
        for n in range(203)
    )
    label = f'<{BASE}id/org/hub> <http://www.w3.org/2004/02/skos/core#prefLabel> "Hub"@en .\n'
    plain = nquads.replace(f" {graph} .", " .")  # what stands in a graph stands in the whole too
    reader = open_reader(make_store(tmp_path / "many", nquads + plain + told + label))
    first = page(reader, record, asked(f"{BASE}id/org/hub"))
    more = Asked(base=Base(BASE), given=(("figures", "2"),), more={"iri": f"{BASE}id/org/hub"})
    second = page(reader, record, more)
    assert first.count("<bdi>number ") == 200
    assert 'href="?figures=2#figures">More</a>' in first
    assert second.count("<bdi>number ") == 3
    assert 'href="?figures=1#figures">Before</a>' in second


def test_things_by_name_are_counted_and_can_all_be_shown(tmp_path: Path) -> None:
    kind = f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ns#Programme>"
    nquads = "".join(
        f"<{BASE}id/programme/o{n}> {kind} .\n"
        f'<{BASE}id/programme/o{n}> <http://www.w3.org/2004/02/skos/core#prefLabel> "Harbour {n}"@en .\n'
        for n in range(15)
    )
    reader = open_reader(make_store(tmp_path / "names", nquads))
    some = page(reader, search, Asked(base=Base(BASE), given=(("q", "harbour"),)))
    every = page(reader, search, Asked(base=Base(BASE), given=(("q", "harbour"), ("names", "all"))))
    assert '<a href="?q=harbour&amp;names=all#things">Show 3 more</a>' in some
    assert (some.count('href="id/programme/o'), every.count('href="id/programme/o')) == (12, 15)


# Findings -------------------------------------------------------------------------------------------------


def test_finding_of_a_shape_is_told_in_the_language_of_the_page() -> None:
    found = {"rule": "Evidence", "message": "A statement or figure names no words that support it."}
    assert rules.said(found, "es").language == "es"
    assert rules.said(found, "es").text.startswith("Un enunciado o cifra no indica palabras")
    assert rules.said(found, "en").text.endswith("or withdraw the claim.")


def test_finding_of_another_check_stays_as_it_was_written() -> None:
    found = {"rule": "open-instrument", "message": "article 11 is open", "remedy": "add it"}
    assert rules.said(found, "ru") == Label("article 11 is open (add it)", "en")


# Answers to queries ---------------------------------------------------------------------------------------


def queried(reader: Reader, query: str, rows: int = 500) -> str:
    return page(reader, results, Asked(base=Base(BASE), more={"query": query, "max_rows": rows}))


def test_answer_to_a_query_has_names_and_addresses(small: Reader) -> None:
    text = queried(small, f"SELECT ?s ?none {{ ?s <{BASE}ns#contributesTo> ?o }}")
    assert 'href="id/programme/rivers"' in text
    assert ">Rivers Programme</a>" in text
    assert f'<code class="iri" dir="ltr">{BASE}id/programme/rivers</code>' in text
    assert "1 row<" in text
    assert 'data-head="none" class="empty"' in text


@pytest.mark.parametrize(("pattern", "said"), [("?s ?p ?o", "yes"), ("<x:a> ?p ?o", "no")])
def test_question_of_yes_and_no_is_answered_so(small: Reader, pattern: str, said: str) -> None:
    assert f'<p class="answer">{said}</p>' in queried(small, f"ASK {{ {pattern} }}")


def test_long_answer_says_how_much_of_it_is_shown(small: Reader) -> None:
    numbers = " ".join(str(n) for n in range(300))
    text = queried(small, f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}")
    assert "300 rows. The first 200 are shown" in text
    assert text.count("<tr>") == 201


def test_answer_that_is_too_long_is_an_error_and_no_shorter_list(small: Reader) -> None:
    with pytest.raises(TooManyRowsError):
        queried(small, "SELECT ?n { VALUES ?n { 1 2 3 } }", rows=2)


def test_query_with_a_fault_is_an_error(small: Reader) -> None:
    with pytest.raises(SyntaxError):
        queried(small, "SELECT ?n {")


@given(value=st.text(max_size=40))
def test_any_value_of_a_facet_gives_a_page(kept: Reader, value: str) -> None:
    told = Asked(base=Base(BASE), given=(("area", value), ("q", value), ("state", value), ("year", value)))
    assert "</html>" in page(kept, search, told)


def test_a_build_of_the_same_graph_from_other_sources_has_a_mark_of_its_own(tmp_path: Path) -> None:
    told = tmp_path / "manifest.json"
    told.write_text('{"build": "b", "built": "2026-01-01T00:00:00Z", "inputs": "1"}')
    before = (mark(tmp_path), served(tmp_path))
    told.write_text('{"build": "b", "built": "2026-01-04T00:00:00Z", "inputs": "2"}')
    os.utime(told, ns=(1, 1))
    assert mark(tmp_path) != before[0]
    assert (before[1]["built"], served(tmp_path)["built"]) == ("2026-01-01", "2026-01-04")


def test_a_build_that_tells_nothing_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("half")
    assert (mark(tmp_path).split(), served(tmp_path)) == ([tmp_path.name], {})

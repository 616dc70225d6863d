"""Questions out of the tables: the rows that their queries give, in the same order, whatever the graph holds."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline, questions, tables
from kg.ask import ask
from kg.discover import plugins
from kg.iris import DCTERMS, GEO, NIF, RDF, SCHEMA, SKOS, XSD, Base, literal
from kg.query import rows
from kg.settings import Settings
from kg.store import Reader, open_reader
from kg.tables import answered, plain, said, schema, writing
from kg.tables.answering import mark
from kg.tables.around import Around
from kg.tables.counting import counted, parts
from kg.tables.facts import Graph
from kg.tables.ordering import ordered
from kg.tables.reading import Said

GOLDEN = Path(__file__).parent.parent / "golden" / "answers"
_NOW = "2026-01-01T00:00:00Z"
NAMES = sorted(question.NAME for question in plugins("kg.tables.questions", "NAME"))
MODULES = {question.NAME: question for question in plugins("kg.tables.questions", "NAME")}
Rows = list[tuple[Any, ...]]


def live(reader: Reader, name: str, **terms: ox.NamedNode | ox.Literal) -> Rows:
    """The rows that the query of a question gives."""
    question = questions.find(name)
    found = rows(reader, question.sparql, **terms)
    return [tuple(plain(row[column]) for column in question.values) for row in found]


def kept(reader: Reader, name: str, **terms: ox.NamedNode | ox.Literal) -> Rows | None:
    """The rows that the tables give."""
    question = questions.find(name)
    given_ = {parameter: plain(term) for parameter, term in terms.items()}
    return answered(reader, name, question.sparql, question.values, given_)


def node(path: str) -> ox.NamedNode:
    return Base().id(path)


def sdg(code: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://metadata.un.org/sdg/{code}")


def area(code: str) -> ox.NamedNode:
    return ox.NamedNode(f"{GEO}{code}")


ASKED: list[tuple[str, Mapping[str, ox.NamedNode | ox.Literal]]] = [
    *((name, {}) for name in NAMES),
    ("by-target", {"target": sdg("16")}),
    ("by-target", {"target": sdg("16.4")}),
    ("by-country", {"area": area("002")}),
    ("by-country", {"area": area("076"), "from": literal(2020), "to": literal(2030)}),
    ("verified", {"topic": node("topic/firearms-trafficking")}),
    ("verified", {"topic": node("topic/cybercrime"), "area": area("404")}),
    ("gaps", {"topic": node("topic/cybercrime")}),
    ("gaps", {"area": area("002")}),
    ("partners", {"organization": node("org/unodc")}),
    ("partners", {"topic": node("topic/corruption")}),
    ("invoked", {"symbol": node("doc/A_RES_78_132")}),
    ("mandate-chain", {"symbol": node("doc/A_RES_78_132")}),
    ("trained", {"topic": node("topic/cybercrime"), "from": literal(2024)}),
    ("trained", {"area": area("288"), "to": literal(2024)}),
    ("seized", {"year": literal(2024)}),
    ("seized", {"programme": node("programme/container-control-programme")}),
    ("over-time", {"programme": node("programme/container-control-programme")}),
    ("over-time", {"kind": node("unit/mass")}),
    ("treaty-parties", {"instrument": node("instrument/untoc")}),
]


# Stores of documents --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def samples_read(sample_store: Path) -> Reader:
    return open_reader(sample_store)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A store of two short reports that count the same things and do not agree."""
    home = tmp_path_factory.mktemp("made")
    told = Settings(store=home / "store", decisions=home / "decisions")
    pipeline.build([GOLDEN / "texts"], told, now=_NOW)
    return open_reader(told.store)


@pytest.fixture(scope="module")
def real(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    home = tmp_path_factory.mktemp("real")
    told = Settings(store=home / "store", decisions=home / "decisions")
    pipeline.build(sorted((reference / "corpus").glob("*.txt")), told, now=_NOW)
    return open_reader(told.store)


@pytest.mark.parametrize(("name", "terms"), ASKED)
def test_tables_of_the_samples_say_what_their_graph_says(
    name: str, terms: Mapping[str, Any], samples_read: Reader
) -> None:
    assert kept(samples_read, name, **terms) == live(samples_read, name, **terms)


@pytest.mark.parametrize(("name", "terms"), ASKED)
def test_tables_of_two_reports_say_what_their_graph_says(
    name: str, terms: Mapping[str, Any], made: Reader
) -> None:
    assert kept(made, name, **terms) == live(made, name, **terms)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "terms"), ASKED)
def test_tables_of_real_documents_say_what_their_graph_says(
    name: str, terms: Mapping[str, Any], real: Reader
) -> None:
    assert kept(real, name, **terms) == live(real, name, **terms)


def test_the_two_reports_leave_no_question_on_figures_empty(made: Reader) -> None:
    named = ("conflicts", "over-time", "networks", "seized", "trained", "treaty-parties")
    assert [name for name in named if not kept(made, name)] == []


def test_a_whole_answer_is_the_same_from_both(made: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = ask(made, "conflicts")
    monkeypatch.setattr("kg.ask.answered", lambda *_: None)
    assert ask(made, "conflicts") == fast
    assert fast.rows


# Where the graph is asked ---------------------------------------------------------------------------------


def test_every_question_but_that_on_tools_has_tables() -> None:
    assert {question.name for question in questions.listed()} - {*NAMES} == {"outputs"}


@pytest.mark.parametrize("name", NAMES)
def test_tables_follow_the_query_as_it_is(name: str) -> None:
    question = questions.find(name)
    assert mark(question.sparql, question.values) == MODULES[name].MARK, "see the head of kg/tables/questions"


def test_a_query_that_was_changed_is_put_to_the_graph(samples_read: Reader) -> None:
    question = questions.find("invoked")
    assert answered(samples_read, "invoked", f"{question.sparql}LIMIT 1", question.values, {}) is None


def test_other_columns_are_asked_of_the_graph(samples_read: Reader) -> None:
    question = questions.find("invoked")
    assert answered(samples_read, "invoked", question.sparql, question.values[::-1], {}) is None


def test_another_comment_changes_nothing(samples_read: Reader) -> None:
    question = questions.find("invoked")
    worded = question.sparql.replace("# title: ", "# title: Another ").replace("  # A paragraph", "    # One")
    assert worded != question.sparql
    assert answered(samples_read, "invoked", worded, question.values, {}) == live(samples_read, "invoked")


def test_a_question_without_tables_is_put_to_the_graph(samples_read: Reader) -> None:
    assert kept(samples_read, "outputs") is None
    assert ask(samples_read, "outputs").rows


def spoiled_absent(folder: Path) -> None:
    shutil.rmtree(folder)


def spoiled_old(folder: Path) -> None:
    about = folder / "about.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"saying": 0}))


def spoiled_lost(folder: Path) -> None:
    (folder / "said-all.sqlite").unlink()


def spoiled_damaged(folder: Path) -> None:
    (folder / "said-all.sqlite").write_bytes(b"no database")


def spoiled_about(folder: Path) -> None:
    (folder / "about.json").write_bytes(b"{")


@pytest.mark.parametrize("spoil", [spoiled_absent, spoiled_old, spoiled_lost, spoiled_damaged, spoiled_about])
def test_without_good_tables_the_graph_answers(
    spoil: Callable[[Path], None], own_store: Path, samples_read: Reader
) -> None:
    spoil((own_store / "current").resolve() / "tables")
    reader = open_reader(own_store)
    assert kept(reader, "invoked") is None
    assert ask(reader, "invoked").rows == ask(samples_read, "invoked").rows


def test_tables_of_a_build_far_away_are_those_that_were_made_with_it(own_store: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    shutil.copy((own_store / "current").resolve() / "manifest.json", away)
    tables.borrow(own_store, away)
    assert writing.said_files(away / "tables") == {"": 5}
    assert [path.name for path in away.iterdir() if path.name.startswith(".")] == []


def test_tables_of_another_build_are_not_taken(own_store: Path, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    tables.borrow(own_store, tmp_path)
    assert not (tmp_path / "tables").exists()


# Parts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "stands", "shown"),
    [
        ("judge", ("judge", ""), "judge"),
        ("experienced judges", ("judges", ""), "judges"),
        ("Tons of cocaine", ("tons", "cocaine"), "tons of cocaine"),
        (
            "seized tons of Pure cocaine of Peru",
            ("tons", "pure cocaine of peru"),
            "tons of pure cocaine of peru",
        ),
        ("kg Of gold", ("kg", "gold"), "kg"),
        ("of", ("of", ""), "of"),
    ],
)
def test_what_a_figure_counts_is_worked_out_as_by_the_query(
    unit: str, stands: tuple[str, str], shown: str
) -> None:
    assert (parts(unit), counted(unit)) == (stands, shown)


@pytest.mark.parametrize(
    ("order", "sorted_"),
    [
        ("n word", [(1, "b"), (2, None), (2, "a")]),
        ("n- word", [(2, None), (2, "a"), (1, "b")]),
        ("word", [(2, None), (2, "a"), (1, "b")]),
        ("word-", [(1, "b"), (2, "a"), (2, None)]),
        ("", [(1, "b"), (2, None), (2, "a")]),
    ],
)
def test_rows_are_ordered_as_asked_and_then_by_all_columns(order: str, sorted_: Rows) -> None:
    assert ordered([(2, "a"), (1, "b"), (2, None)], ("n", "word"), order) == sorted_


def test_an_open_value_gives_way_to_the_second_column() -> None:
    assert ordered([("b", None), (None, "c"), (None, "a")], ("x", "y"), "x|y") == [
        (None, "a"),
        ("b", None),
        (None, "c"),
    ]


# Random graphs --------------------------------------------------------------------------------------------

_STATES = ("accepted", "verified", "corrected", "candidate", "rejected")
_PREDICATES = (
    "contributesTo", "relevantTo", "mandatedBy", "implementedBy", "partner", "memberOf", "activeIn",
)  # fmt: skip
_UNITS = (
    "judge",
    "Tons of cocaine",
    "tons of Cocaine",
    "seized tons of cocaine",
    "kg Of gold",
    "of",
    "judges of ",
)
_THINGS = [node(f"thing/{letter}") for letter in "abcdef"]
_TOPICS = [node(f"topic/{letter}") for letter in "abc"]
_AREAS = [area(code) for code in ("001", "002", "404", "024")]
_KINDS = [node(f"unit/{word}") for word in ("people", "mass", "states-parties", "judges", "tons")]
_DEEDS = [node(f"deed/{word}") for word in ("seizure", "destruction", "training")]
_SIGNS = [node(f"doc/R{number}") for number in range(3)]
_TYPES = ("Programme", "Instrument", "Document", "Resolution")
_NUMBERS = ("1", "2", "2.5", "10")
_PERIODS = (
    literal("2023", datatype=f"{XSD}gYear"),
    literal("2024", datatype=f"{XSD}gYear"),
    literal("2024-05", datatype=f"{XSD}gYearMonth"),
)
_TERMS: dict[str, list[Any]] = {
    "target": _SIGNS, "area": _AREAS, "topic": _TOPICS, "organization": _THINGS, "programme": _THINGS, "kind": _KINDS,
    "symbol": _SIGNS, "instrument": [*_THINGS, *_SIGNS], "year": [literal(2023), literal(2024)],
    "from": [literal(2023), literal(2024)], "to": [literal(2023), literal(2025)],
}  # fmt: skip
Add = Callable[[ox.NamedNode, str, Any], None]


def predicate(term: str) -> ox.NamedNode:
    """A property by a short name; those without a prefix are ours."""
    prefix, colon, name = term.partition(":")
    known = {
        "dc": DCTERMS,
        "nif": NIF,
        "rdf": RDF,
        "schema": SCHEMA,
        "skos": SKOS,
        "geo": f"{GEO.rstrip('/')}#",
    }
    return ox.NamedNode(known[prefix] + name) if colon else Base().ns(term)


def text(draw: Any, add: Add, plainly: Add, number: int) -> None:
    """One text with its statements and figures; `add` says it in its own graph, `plainly` in the default one."""
    document, version = node(f"doc/d{number % 2}"), node(f"doc/d{number % 2}/v{number}")
    add(document, "dc:hasVersion", version)
    plainly(document, "dc:hasVersion", version)
    passages = [node(f"passage/{number}-{place}") for place in range(draw(st.integers(1, 3)))]
    for place, passage in enumerate(passages):
        begin = draw(st.sampled_from([place * 10, 10]))
        add(passage, "nif:referenceContext", version)
        add(passage, "nif:beginIndex", literal(begin))
        add(passage, "nif:endIndex", literal(begin + draw(st.integers(1, 12))))
        for term, things in (("dc:spatial", _AREAS), ("dc:subject", _TOPICS)):
            for thing in draw(st.lists(st.sampled_from(things), max_size=2)):
                add(passage, term, thing)
    for thing in draw(st.lists(st.sampled_from([*_AREAS, *_TOPICS, *_THINGS]), max_size=4)):
        add(version, "mentions", thing)
    for place in range(draw(st.integers(0, 8))):
        statement(draw, add, plainly, node(f"statement/{number}-{place}"), passages)
    for place in range(draw(st.integers(0, 4))):
        figure(draw, add, plainly, node(f"figure/{number}-{place}"), passages)


def grounds(draw: Any, add: Add, record: ox.NamedNode, passages: list[ox.NamedNode]) -> bool:
    """State, certainty and passages of a record; whether it counts."""
    state = draw(st.sampled_from(_STATES))
    add(record, "reviewStatus", predicate(state))
    add(record, "confidence", literal(draw(st.sampled_from(["0.5", "0.9", "1"])), datatype=f"{XSD}decimal"))
    for passage in draw(st.lists(st.sampled_from(passages), min_size=1, max_size=2)):
        add(record, "evidence", passage)
    return state in _STATES[:3]


def statement(draw: Any, add: Add, plainly: Add, record: ox.NamedNode, passages: list[ox.NamedNode]) -> None:
    same = draw(st.booleans())
    subject = _THINGS[0] if same else draw(st.sampled_from([*_THINGS, *_AREAS[1:3]]))
    word = draw(st.sampled_from(_PREDICATES[2:5] if same else _PREDICATES))
    among = {"mandatedBy": _SIGNS, "contributesTo": _SIGNS, "relevantTo": _SIGNS, "activeIn": _AREAS}
    object_ = draw(st.sampled_from(among.get(word, _THINGS[:4])))
    add(record, "rdf:subject", subject)
    add(record, "rdf:predicate", predicate(word))
    add(record, "rdf:object", object_)
    for paragraph in draw(st.lists(st.sampled_from("67"), max_size=2)):
        add(record, "paragraph", literal(paragraph))
    if draw(st.booleans()):
        add(record, "subjectBasis", literal(draw(st.sampled_from(["heading", "sentence"]))))
        add(record, "subjectPassage", draw(st.sampled_from(passages)))
    if grounds(draw, add, record, passages[:1] if same else passages):
        plainly(subject, word, object_)


def figure(draw: Any, add: Add, plainly: Add, record: ox.NamedNode, passages: list[ox.NamedNode]) -> None:
    # Half of them count the same thing at the same time: otherwise hardly any would meet.
    same = draw(st.booleans())
    said_: list[tuple[str, Any]] = [
        ("figureOf", _THINGS[0] if same else draw(st.sampled_from(_THINGS[:3]))),
        ("schema:value", literal(draw(st.sampled_from(_NUMBERS)), datatype=f"{XSD}decimal")),
        ("schema:unitText", literal(draw(st.sampled_from(_UNITS[1:4] if same else _UNITS)))),
        ("bound", literal(draw(st.sampled_from(["exactly", "over"])))),
        ("verbatim", literal(draw(st.sampled_from(["one", "2", "10"])))),
        *(
            ("unitKind", kind)
            for kind in ([_KINDS[1]] if same else draw(st.lists(st.sampled_from(_KINDS), max_size=1)))
        ),
        *(("deed", deed) for deed in draw(st.lists(st.sampled_from(_DEEDS), max_size=2))),
        *(
            ("dc:temporal", period)
            for period in ([_PERIODS[1]] if same else draw(st.lists(st.sampled_from(_PERIODS), max_size=1)))
        ),
    ]
    held: list[tuple[ox.NamedNode, str, Any]] = [(record, term, value) for term, value in said_]
    counts = grounds(draw, lambda *triple: held.append(triple), record, passages)
    for triple in held:
        add(*triple)
        if counts:
            plainly(*triple)


def around(draw: Any, add: Add) -> None:
    """What the default graph tells of things."""
    places, topics = ox.NamedNode(f"{Base().iri}vocab/places"), ox.NamedNode(f"{Base().iri}vocab/topics")
    add(topics, "entityType", literal("topic"))
    add(_THINGS[0], "rdf:type", predicate("Programme"))
    for thing in _THINGS:
        for type_ in draw(st.lists(st.sampled_from(_TYPES), max_size=2)):
            add(thing, "rdf:type", predicate(type_))
        for topic in draw(st.lists(st.sampled_from(_TOPICS), max_size=2)):
            add(thing, "addresses", topic)
        for other in draw(st.lists(st.sampled_from(_THINGS), max_size=1)):
            add(thing, draw(st.sampled_from(["dc:isPartOf", "supplements", "implementedBy"])), other)
    for one in (*_AREAS, *_TOPICS, *_KINDS):
        alike = next(group for group in (_AREAS, _TOPICS, _KINDS) if one in group)
        for wide in draw(st.lists(st.sampled_from(alike), max_size=1)):
            add(one, "skos:broader", wide)
    for one in _AREAS:
        add(one, "rdf:type", ox.NamedNode(f"{DCTERMS}Location"))
        add(one, "skos:inScheme", places)
    for one in _TOPICS:  # a topic that the default graph does not know at all is not even reached from itself
        add(one, "rdf:type", predicate("Topic"))
    for one in _TOPICS[:2]:
        add(one, "skos:inScheme", topics)
    add(_AREAS[2], "geo:iso3code", literal("KEN"))
    for sign in _SIGNS[:2]:
        add(sign, "symbol", literal("S"))
        add(sign, "dc:isPartOf", draw(st.sampled_from(_SIGNS)))
    for document in (node("doc/d0"), node("doc/d1")):
        for period in draw(st.lists(st.sampled_from(_PERIODS[:2]), max_size=2)):
            add(document, "dc:temporal", period)
        for day in draw(st.lists(st.sampled_from(["2023-01-05", "2024-02-03"]), max_size=1)):
            add(document, "dc:issued", literal(day, datatype=f"{XSD}date"))


@st.composite
def stores(draw: Any) -> ox.Store:
    """Graphs of up to three texts of two documents, and the default graph."""
    store = ox.Store()

    def adding(graph: ox.NamedNode | ox.DefaultGraph) -> Add:
        return lambda s, p, o: store.add(ox.Quad(s, predicate(p), o, graph))

    plainly = adding(ox.DefaultGraph())
    for number in range(draw(st.integers(1, 3))):
        text(draw, adding(Base().graph("prov", f"d{number % 2}", f"v{number}")), plainly, number)
    around(draw, plainly)
    return store


def parameters(name: str) -> st.SearchStrategy[Mapping[str, Any]]:
    """Values for some of the parameters of a question."""
    known = [parameter.name for parameter in questions.find(name).parameters]
    some = st.fixed_dictionaries({}, optional={name: st.sampled_from(_TERMS[name]) for name in known})
    return st.just({}) | some  # with all of them hardly a row is left


def read(store: ox.Store) -> Reader:
    return Reader(Path(), store, {"base": Base().iri}, Path())


def from_tables(store: ox.Store, name: str, terms: Mapping[str, Any]) -> Rows:
    file = schema.created(":memory:", schema.SAID)
    graph = Graph(store, Base().iri)
    for one in graph.versions():
        said.add(file, graph, one)
    found = MODULES[name].rows(
        Said([file], Around(read(store))), {key: plain(term) for key, term in terms.items()}
    )
    return ordered(found, questions.find(name).values, MODULES[name].ORDER)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_tables_of_any_graph_say_what_the_graph_says(name: str, data: st.DataObject) -> None:
    store, terms = data.draw(stores()), data.draw(parameters(name))
    assert from_tables(store, name, terms) == live(read(store), name, **terms)

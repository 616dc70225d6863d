"""Headers of questions: what a file in `queries/` must say before it can be asked."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import assets, questions, sparql
from kg.errors import ConfigError, QueryError
from kg.questions import Parameter, Question, chosen, find, listed, produced, read
from tests.kg.conftest import Kg

GOOD = """# title: Names
# question: Which names are there?
# answer: {name|name|names} of {kind}: {name}.
# none: of a name of {kind}
# param: kind topic all any kind
# columns: thing thingLabel name
# chart: bars by name
# caveat: Names only.
# caveat: English ones.
# needs: contributesTo
SELECT ?kind ?thing ?name WHERE { ?thing ?kind ?name }
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A file with a good question."""
    path = tmp_path / "names.rq"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_header_is_read_whole(made: Path) -> None:
    assert read(made) == Question(
        name="names",
        title="Names",
        question="Which names are there?",
        answer="{name|name|names} of {kind}: {name}.",
        none="of a name of {kind}",
        parameters=(Parameter(name="kind", type="topic", default="all", open="any kind"),),
        columns=("thing", "thingLabel", "name"),
        chart="bars by name",
        caveats=("Names only.", "English ones."),
        needs=frozenset({"contributesTo"}),
        sparql=GOOD,
    )


def test_a_dash_makes_a_parameter_necessary(made: Path) -> None:
    made.write_text(GOOD.replace("topic all any kind", "topic -"), encoding="utf-8")
    assert read(made).parameters == (Parameter(name="kind", type="topic", default=None, open=""),)


def test_columns_with_a_label_hold_things(made: Path) -> None:
    assert read(made).entities == ("thing",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# title: Names\n", "", "the header lacks title"),
        ("# title: Names\n", "# title: Names\n# title: Again\n", "line 2 says title a second time"),
        ("# title: Names\n", "# titel: Names\n", "line 1 is no key and value: # titel: Names"),
        ("# title: Names\n", "# title:\n", "line 1 is no key and value: # title:"),
        ("# title: Names\n", "# Names\n", "line 1 is no key and value: # Names"),
        ("kind topic all any kind", "kind thing all any kind", "param is no name, type, default and words"),
        ("kind topic all any kind", "kind topic none any kind", "param is no name, type, default and words"),
        ("kind topic all any kind", "kind topic all", "param is no name, type, default and words"),
        ("kind topic all any kind", "the-kind topic -", "param is no name, type, default and words"),
        ("kind topic all any kind", "sort topic all any kind", "the query does not select sort"),
        ("thing thingLabel name", "thing place", "the query does not select place"),
        ("thing thingLabel name", "kind name", "kind is both parameter and column"),
        (
            "of {kind}: {name}.",
            "of {sort}.",
            "a sentence speaks of sort, which is neither parameter nor column",
        ),
        ("SELECT ?kind ?thing ?name", "SELEKT ?kind", "the query cannot be read: "),
        (
            "SELECT ?kind ?thing ?name WHERE {",
            "CONSTRUCT { ?kind ?thing ?name } WHERE {",
            "the query is no SELECT",
        ),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(old: str, new: str, message: str, made: Path) -> None:
    made.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryError, match=r"^queries/names\.rq: ") as caught:
        read(made)
    assert caught.value.what.startswith(message)


def test_a_question_without_data_is_not_listed(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = made.with_name("seized.rq")
    other.write_text(GOOD.replace("contributesTo", "contributesTo seizedBy"), encoding="utf-8")
    monkeypatch.setattr(assets, "files", lambda *_: (made, other))
    assert [question.name for question in listed()] == ["names"]
    with pytest.raises(QueryError, match="there is no question 'seized'"):
        find("seized")


def test_what_mappers_make_is_known() -> None:
    assert {"contributesTo", "mandatedBy", "implementedBy", "adoptedBy"} <= produced()


@pytest.mark.parametrize("question", listed(), ids=lambda question: question.name)
def test_every_question_says_what_to_make_of_its_answer(question: Question) -> None:
    assert question.caveats
    assert question.question.endswith("?")
    assert "ORDER BY" in question.sparql
    assert sparql.shape(question.sparql).service is None


@pytest.mark.parametrize("question", listed(), ids=lambda question: question.name)
def test_every_question_runs_as_it_stands_in_any_store(question: Question) -> None:
    found = ox.Store().query(question.sparql)
    assert isinstance(found, ox.QuerySolutions)
    assert list(found) == []


@pytest.mark.parametrize("question", listed(), ids=lambda question: question.name)
def test_every_question_has_answers_that_were_written_down(question: Question) -> None:
    golden = Path(__file__).parent.parent / "golden" / "answers" / f"{question.name}.tsv"
    asked = [
        line.split()[1] for line in golden.read_text(encoding="utf-8").splitlines() if line.startswith("? ")
    ]
    assert {"samples", "reference"} <= set(asked) <= {"samples", "made", "reference"}


@pytest.mark.parametrize("question", listed(), ids=lambda question: question.name)
def test_every_question_stands_in_the_documents(question: Question) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "questions.md").read_text(encoding="utf-8")
    assert f"`{question.name}`" in page


@pytest.mark.parametrize("kind", questions.TYPES)
def test_every_type_of_parameter_stands_in_the_documents(kind: str) -> None:
    page = (Path(__file__).parent.parent.parent / "queries" / "README.md").read_text(encoding="utf-8")
    assert f"`{kind}`" in page


def test_parameters_are_split_at_the_first_sign() -> None:
    assert chosen("invoked", ["symbol=A=B"]) == ("invoked", [("symbol", "A=B")])


@pytest.mark.parametrize(
    ("name", "given"), [(None, []), ("invoked", ["symbol"]), ("invoked", ["=1"]), ("invoked", ["a= "])]
)
def test_words_that_are_no_question_and_no_parameter_are_refused(name: str | None, given: list[str]) -> None:
    with pytest.raises(ConfigError):
        chosen(name, given)


def test_a_parameter_that_is_needed_is_asked_for(
    made: Path, kg: Kg, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.write_text(GOOD.replace("topic all any kind", "topic -"), encoding="utf-8")
    monkeypatch.setattr(assets, "files", lambda *_: (made,))
    ended = kg("ask", "names", "--store", sample_store)
    assert (ended.code, ended.err) == (2, "kg: kg ask names: kind is missing. Add --param kind=TOPIC.\n")


def test_asking_loads_neither_spacy_nor_shacl_nor_rdflib(sample_store: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from kg import cli; sys.argv = ['kg', 'ask', 'by-target', '--store', sys.argv[1]]; cli._run()\n"
        "print(sorted({'spacy', 'pyshacl', 'rdflib', 'xlsxwriter'} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(sample_store)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
    )
    assert ended.stderr == "[]\n"

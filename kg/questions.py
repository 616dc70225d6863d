"""The questions that come with the project: each file in `queries/` with what its header says.

A header is the comment lines `# key: value` at the top of a file; `queries/README.md` lists the keys.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg import assets
from kg.discover import plugins
from kg.errors import ConfigError, QueryError

TYPES = (
    "sdg", "area", "topic", "programme", "organization", "instrument", "symbol", "kind", "year", "date", "text",
)  # fmt: skip
ALL = "all"
"""Default of a parameter that may be left open: its variable stays unbound."""
_LINE = re.compile(r"# ([a-z]+):(?: +(.*?))? *")
_KEYS = frozenset({"title", "question", "answer", "none", "param", "columns", "chart", "caveat", "needs"})
_REQUIRED = ("title", "question", "answer", "none", "columns")
_SEVERAL = frozenset({"param", "caveat"})
FIELD = re.compile(r"\{(\w+)(?:(?:=(\w+))?\|([^|{}]*)\|([^|{}]*))?\}")
"""In a sentence: `{x}` names, `{x|one|many}` counts different things, `{x=word|one|many}` rows where `x` is so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question may be given: the variable of that name is bound to it."""

    name: str
    type: str
    """One of `TYPES`."""
    default: str | None
    """None where a value must be given, `ALL` where it may be left open."""
    open: str
    """What the answer says where it is left open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what it asks, what it takes, what comes out, and the SPARQL that answers it."""

    name: str
    title: str
    question: str
    answer: str
    """Sentence for an answer with rows; see `FIELD`."""
    none: str
    """What a store without such rows does not hold: "that …"."""
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    """In order. `xLabel` is no variable of the query: it stands for the name of the thing in column `x`."""
    chart: str | None
    caveats: tuple[str, ...]
    needs: frozenset[str]
    """Predicates without which there is nothing to ask."""
    sparql: str

    @property
    def entities(self) -> tuple[str, ...]:
        """The columns that hold things with names."""
        known = frozenset(self.columns)
        return tuple(column for column in self.columns if f"{column}Label" in known)

    @property
    def values(self) -> tuple[str, ...]:
        """The columns without those of names."""
        things = frozenset(self.entities)
        return tuple(c for c in self.columns if c in things or c.removesuffix("Label") not in things)

    @property
    def file(self) -> str:
        return f"queries/{self.name}.rq"


def read(path: Path) -> Question:
    """The question of a file.

    Raises `QueryError` for a header or a query that cannot be used.
    """
    text = path.read_text(encoding="utf-8")
    where = f"queries/{path.name}"
    told = _header(text, where)
    question = Question(
        name=path.stem,
        title=told["title"][0],
        question=told["question"][0],
        answer=told["answer"][0],
        none=told["none"][0],
        parameters=tuple(_parameter(line, where) for line in told.get("param", ())),
        columns=tuple(told["columns"][0].split()),
        chart=next(iter(told.get("chart", ())), None),
        caveats=tuple(told.get("caveat", ())),
        needs=frozenset(" ".join(told.get("needs", ())).split()),
        sparql=text,
    )
    _check(question)
    return question


def _header(text: str, where: str) -> Mapping[str, Sequence[str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        found = _LINE.fullmatch(line)
        key, value = (found[1], found[2]) if found else ("", None)
        if key not in _KEYS or not value:
            raise _unusable(f"line {number} is no key and value: {line}", where)
        if key in told and key not in _SEVERAL:
            raise _unusable(f"line {number} says {key} a second time", where)
        told[key].append(value)
    missing = [key for key in _REQUIRED if key not in told]
    if missing:
        raise _unusable(f"the header lacks {', '.join(missing)}", where)
    return told


def _parameter(line: str, where: str) -> Parameter:
    name, kind, default, words = [*line.split(maxsplit=3), "", "", "", ""][:4]
    if (
        not name.isidentifier()
        or kind not in TYPES
        or default not in (ALL, "-")
        or bool(words) != (default == ALL)
    ):
        raise _unusable(f"param is no name, type, default and words: {line}", where)
    return Parameter(name=name, type=kind, default=None if default == "-" else default, open=words)


def _check(question: Question) -> None:
    """What only shows when header and query are held side by side."""
    try:
        found = ox.Store().query(question.sparql)
    except SyntaxError as error:
        raise _unusable(f"the query cannot be read: {error.msg}", question.file) from error
    if not isinstance(found, ox.QuerySolutions):
        raise _unusable("the query is no SELECT", question.file)
    selected = {variable.value for variable in found.variables}
    names = [parameter.name for parameter in question.parameters]
    unknown = [name for name in (*names, *question.columns) if name.removesuffix("Label") not in selected]
    if unknown:
        raise _unusable(f"the query does not select {', '.join(unknown)}", question.file)
    both = sorted({*names} & {*question.columns})
    if both:
        raise _unusable(f"{', '.join(both)} is both parameter and column", question.file)
    fields = {field[1] for field in FIELD.finditer(question.answer + question.none)}
    lost = sorted(fields - {*names, *question.columns, "rows"})
    if lost:
        raise _unusable(
            f"a sentence speaks of {', '.join(lost)}, which is neither parameter nor column", question.file
        )


def _unusable(what: str, where: str) -> QueryError:
    return QueryError(what, where=where, remedy="mend the file; queries/README.md tells the keys")


def produced() -> frozenset[str]:
    """The predicates that some mapper makes."""
    return frozenset(name for mapper in plugins("kg.mappers", "PREDICATES") for name in mapper.PREDICATES)


def listed() -> tuple[Question, ...]:
    """The questions whose data is there to be asked for, by name."""
    made = produced()
    found = (_read(path, path.stat().st_mtime_ns) for path in assets.files("queries", "*.rq"))
    return tuple(question for question in found if question.needs <= made)


@lru_cache(maxsize=128)  # a page asks for all of them, and reading them takes longer than most answers
def _read(path: Path, changed: int) -> Question:  # noqa: ARG001 - a file that changed is read again
    return read(path)


def find(name: str) -> Question:
    """The question of that name.

    Raises `QueryError` with those that there are.
    """
    known = {question.name: question for question in listed()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3) or sorted(known)
    raise QueryError(
        f"there is no question {name!r}", where="kg ask", remedy=f"ask {', '.join(near)}; see kg ask --list"
    )


def chosen(name: str | None, given: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
    """Name and parameters as the command line has them, each parameter as NAME=VALUE.

    Raises `ConfigError` for words that are none of both.
    """
    if name is None:
        raise ConfigError("no question is named", where="kg ask", remedy="choose one of: kg ask --list")
    pairs = [word.partition("=") for word in given]
    for parameter, sign, value in pairs:
        if not (parameter and sign and value.strip()):
            raise ConfigError(
                f"--param {parameter}{sign}{value} is no NAME=VALUE",
                where="kg ask",
                remedy="write target=16.4, say",
            )
    return name, [(parameter.strip(), value) for parameter, _, value in pairs]


def catalogue(found: Sequence[Question], form: str) -> str:
    """What can be asked: lines for people, or one JSON object."""
    if form == "json":
        names = ("name", "title", "question", "parameters", "columns", "chart", "caveats")
        rows = [{name: asdict(question)[name] for name in names} for question in found]
        return json.dumps({"questions": rows}, ensure_ascii=False, indent=1) + "\n"
    return "".join(f"{q.name}\t{q.title}\t{' '.join(_shown(p) for p in q.parameters)}\n" for q in found)


def _shown(parameter: Parameter) -> str:
    told = f"{parameter.name}={parameter.type.upper()}"
    return told if parameter.default is None else f"[{told}]"

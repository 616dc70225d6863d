"""One question: a form, the answer in words, a chart, a table, caveats, sources, and ways to take it along."""

from collections.abc import Mapping, Set
from typing import Any
from urllib.parse import quote, urlencode

from kg.ask import Answer, ask
from kg.errors import QueryError
from kg.iris import DCTERMS, Base
from kg.questions import ALL, Parameter
from kg.settings import DEFAULT_BASE
from kg.store import Reader
from publish.portal import charts
from publish.portal.asked import Asked, Shown
from publish.portal.choices import choices, value_of
from publish.portal.grounds import STATES, paragraph_of, text
from publish.portal.names import BOUNDS, names, terms
from publish.portal.pages import documents
from publish.portal.pages.questions import catalogue
from publish.portal.tongues import Tongue, tongue

SIZE = 100
"""Rows of a page."""
FILES = {"XLSX": 10_000, "CSV": 100_000, "pandas": 10_000}
"""Rows that a file of the page holds at most."""
COLUMNS = {
    "activity": "activity",
    "area": "place", "basis": "how it is said", "body": "body", "bound": "bound", "confidence": "confidence",
    "counted": "what is counted", "date": "date", "deed": "what happened", "document": "document",
    "entity": "body or programme", "forms": "forms", "initiative": "programme", "invoked": "text invoked",
    "item": "Goal, target or indicator", "kind": "kind", "languages": "languages", "level": "level",
    "network": "network", "object": "object", "others": "other numbers", "output": "output",
    "paragraph": "paragraph", "partner": "partner", "period": "period", "place": "place", "places": "places",
    "programme": "programme", "region": "region", "relation": "relation", "reported": "date of the document",
    "resolution": "resolution", "several": "in several networks", "shared": "networks", "state": "State",
    "statement": "statement", "status": "state of the statement", "subject": "who or what", "topic": "subject",
    "treaty": "treaty", "unit": "unit", "value": "value", "verbatim": "as printed", "wider": "region named as a whole",
    "year": "year",
}  # fmt: skip
"""What columns and parameters are called; others are called what they are called in the query."""
PARAMETERS = {
    "area": "Country or region", "from": "From year", "instrument": "Treaty or instrument", "kind": "Kind of figure",
    "organization": "Organization", "programme": "Programme", "symbol": "Resolution",
    "target": "Goal, target or indicator", "to": "To year", "topic": "Subject", "year": "Year",
}  # fmt: skip
CELLS = (
    "area", "exactly", "inferred", "member", "named", "no", "partner", "region", "runs it too", "stated", "yes",
)  # fmt: skip
"""Words that queries put into cells, beside those of bounds."""
_DAYS = ("date", "period", "reported")
_HIDDEN = ("begin", "end", "verbatim", "statement")


def show(reader: Reader, asked: Asked) -> Shown | None:
    """The question of that `name` with what is chosen; a value that cannot be meant is told, with the form."""
    found = next((one for one in catalogue() if one.name == asked.more["name"]), None)
    if found is None:
        return None
    told = tongue(asked.language)
    known = {parameter.name for parameter in found.parameters}
    given = [
        (name, value.strip())
        for name, value in asked.given
        if name in known and value.strip() and value != ALL
    ]
    problem, answer = "", None
    try:
        answer = ask(reader, found.name, given, language=asked.language, words=told.context)
    except QueryError as error:
        problem = f"{error.what}. {error.remedy}."
    title = told.context("question", found.title)
    values: dict[str, Any] = {
        "question": found,
        "title_language": "en" if title == found.title else told.code,
        "fields": [
            _field(reader, one, _chosen(one, dict(given), answer, asked), asked) for one in found.parameters
        ],
        "problem": problem,
        "given": given,
        "call": f"api/questions/{found.name}",
        "query": urlencode(given),
        "sparql": "sparql?"
        + urlencode({"query": found.sparql.replace(DEFAULT_BASE, asked.base.iri)}, quote_via=quote),
        "answer": None,
    }
    if answer is not None:
        values |= _answered(reader, answer, asked, told)
    return Shown(
        template="question",
        title=title,
        values=values,
        crumbs=(("q", told.say("Questions")),),
        status=400 if problem else 200,
    )


def _chosen(parameter: Parameter, given: Mapping[str, str], answer: Answer | None, asked: Asked) -> str:
    """What is chosen, as the list of choices has it, whatever form it came in; empty for nothing."""
    meant = str(answer.parameters[parameter.name] or "") if answer is not None else ""
    web = meant.startswith(("http://", "https://"))
    return value_of(meant, asked.base) if web else given.get(parameter.name, "")


def _field(reader: Reader, parameter: Parameter, chosen: str, asked: Asked) -> Mapping[str, Any]:
    """A field of the form: what may be chosen, and what is."""
    told = tongue(asked.language)
    groups = choices(reader, parameter.type, told)
    return {
        "name": parameter.name,
        "label": told.context("parameter", PARAMETERS.get(parameter.name, parameter.name)),
        "required": parameter.default is None,
        "groups": groups,
        "value": chosen,
        # A value that means nothing, or nothing that documents speak of, is kept as it is.
        "other": bool(chosen) and chosen not in {value for _, options in groups for value, _ in options},
    }


def _answered(reader: Reader, answer: Answer, asked: Asked, told: Tongue) -> dict[str, Any]:
    page, count = asked.page(), len(answer.rows)
    shown = answer.rows[(page - 1) * SIZE : page * SIZE]
    columns = [c for c in answer.columns if not c.endswith("Label") and c not in _HIDDEN]
    if "begin" in answer.columns:
        columns.append("begin")
    empty = {c for c in columns if all(row[c] in (None, "") for row in answer.rows)}
    columns = [c for c in columns if c not in empty]
    headings = {c: told.context("column", COLUMNS.get(c, c)) for c in columns}
    texts = {row["document"].value: row for row in documents.read(reader)}
    things = frozenset(answer.question.entities)
    cells = [[_cell(reader, row, c, things, texts, told) for c in columns] for row in shown]
    terms = {cell["iri"] for line in cells for cell in line if cell.get("iri")}
    chosen = [value for value in answer.parameters.values() if str(value).startswith(("http://", "https://"))]
    chart_rows = [_readable(row, told) for row in answer.rows]
    return {
        "answer": answer,
        "about": chosen,
        "headings": [told.say("Passage") if c == "begin" else headings[c] for c in columns],
        "lines": cells,
        "names": names(
            reader, [*terms, *map(str, chosen), *(str(s["document"]) for s in answer.sources)], told
        ),
        "count": count,
        "files": FILES,
        "not_whole": not_whole(count, told),
        "page": page,
        "pages": max(1, -(-count // SIZE)),
        "charts": charts.drawn(answer.question.chart, chart_rows, told, headings),
        "asked_in": asked,
    }


def not_whole(count: int, told: Tongue) -> list[str]:
    """For each file that cannot hold an answer of `count` rows: how many it holds."""
    return [
        told.say(
            "%(file)s: the first %(held)s of %(count)s rows",
            file=file,
            held=told.number(held),
            count=told.number(count),
        )
        for file, held in FILES.items()
        if count > held
    ]


def part(first: int, last: int, count: int, told: Tongue) -> str:
    """What a file that does not hold all rows says of itself."""
    return told.say(
        "Only rows %(first)s to %(last)s of %(count)s",
        first=told.number(first),
        last=told.number(last),
        count=told.number(count),
    )


def _readable(row: Mapping[str, Any], told: Tongue) -> Mapping[str, Any]:
    """A row whose state is in words."""
    status = row.get("status")
    return {**row, "status": told.context("state", STATES[status][0])} if status in STATES else row


def _cell(
    reader: Reader,
    row: Mapping[str, Any],
    column: str,
    things: Set[str],
    texts: Mapping[str, Mapping[str, Any]],
    told: Tongue,
) -> dict[str, Any]:
    """A cell: a thing, a state, a place in a text, a number or words."""
    value = row[column]
    if value is None or value == "":
        return {"kind": "empty"}
    if column == "begin":
        document = str(row.get("document"))
        held = texts.get(document, {}).get("sha256")
        number = paragraph_of(text(reader, held.value), int(value)) if held else ""
        span = f"{value}-{row['end']}"
        why = str(row.get("statement") or "")
        return {"kind": "passage", "iri": document, "span": span, "paragraph": number, "why": why}
    if column == "document" and value in texts and texts[value]["symbol"]:
        return {"kind": "thing", "iri": value, "short": texts[value]["symbol"].value}
    if column in things:
        return {"kind": "thing", "iri": value}
    if column == "status" and value in STATES:
        return {"kind": "state", "state": value}
    if column == "relation":
        return {"kind": "text", "text": _relation(str(value), reader.base, told)}
    if column == "confidence":
        return {"kind": "number", "text": told.percent(float(value))}
    if (said := _word(value, told)) != value:
        return {"kind": "text", "text": said}
    if isinstance(value, int | float) and column not in ("year",):
        sign = (
            {"over": "> ", "under": "≤ ", "about": "≈ "}.get(str(row.get("bound")), "")
            if column == "value"
            else ""
        )
        return {"kind": "number", "text": f"{sign}{told.number(value)}"}
    if str(value).startswith(("http://", "https://")):
        return {"kind": "thing", "iri": str(value)}
    # Days of figures and documents; what is no whole date stays as it is.
    return {"kind": "text", "text": told.day(str(value)) if column in _DAYS else str(value)}


def _relation(local: str, base: str, told: Tongue) -> str:
    """What the predicate with that last part is called; the part itself where nothing is."""
    known = terms(base)
    label = known.get(Base(base).ns(local).value) or known.get(f"{DCTERMS}{local}")
    return told.context("term", label) if label else local


def _word(value: Any, told: Tongue) -> Any:
    """A word that a query put into a cell, in the language of the page; any other value as it is."""
    if value in BOUNDS:
        return told.context("bound", BOUNDS[value])
    return told.context("cell", value) if value in CELLS else value

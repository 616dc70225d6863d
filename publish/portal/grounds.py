"""Why the graph says something: for each triple the sentences that it was read from, and how sure it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg import store
from kg.errors import KgError
from kg.query import rows
from kg.store import Reader

# Both ways whole, and what is sought in a group of its own: the engine finds the statements first then, and few of
# them, where it would otherwise begin with all passages.
_GROUND = """
    GRAPH ?why { ?statement rdf:subject %s ; rdf:predicate ?predicate ; rdf:object %s }
    GRAPH ?why {
      ?statement mg:reviewStatus ?status ;
                 mg:confidence ?confidence ;
                 mg:mapper ?mapper ;
                 mg:evidence ?passage .
      ?passage nif:referenceContext ?version ;
               nif:beginIndex ?begin ;
               nif:endIndex ?end .
      ?version mg:sha256 ?sha256 .
      ?document dcterms:hasVersion ?version .
      OPTIONAL { ?version dcterms:language ?language }
      OPTIONAL { ?statement prov:wasAttributedTo ?agent . ?agent rdfs:label ?reviewer }
    }
    OPTIONAL { ?document dcterms:issued ?issued }
    OPTIONAL { ?document dcterms:temporal ?about }
"""
_COLUMNS = """?statement ?status ?confidence ?mapper ?document ?sha256 ?begin ?end ?language ?reviewer
                (COALESCE(?issued, ?about) AS ?day)"""
_GROUNDS = f"""
SELECT DISTINCT ?thing ?subject ?predicate ?object {_COLUMNS}
WHERE {{
  {{ {_GROUND % ("?thing", "?object")} }} UNION
  {{ {_GROUND % ("?subject", "?thing")} FILTER(?subject IN (%s)) }}
}}
ORDER BY ?document ?begin ?end ?statement
"""
_STATED = f"""
SELECT DISTINCT {_COLUMNS}
WHERE {{
  VALUES ?statement {{ %s }}
  {_GROUND % ("?subject", "?object")}
}}
ORDER BY ?document ?begin ?end ?statement
"""
_FIGURES = """
SELECT DISTINCT ?figure ?of ?bound ?verbatim ?unit ?period ?status ?confidence ?mapper ?document ?sha256
                ?begin ?end ?language ?day (STR(COALESCE(?period, ?about, ?issued)) AS ?time)
WHERE {
  GRAPH ?why { ?figure mg:figureOf ?of }
  GRAPH ?why {
    ?figure mg:verbatim ?verbatim ;
            mg:reviewStatus ?status ;
            mg:confidence ?confidence ;
            mg:mapper ?mapper ;
            mg:evidence ?passage .
    OPTIONAL { ?figure mg:bound ?bound }
    OPTIONAL { ?figure schema:unitText ?unit }
    OPTIONAL { ?figure dcterms:temporal ?period }
    ?passage nif:referenceContext ?version ;
             nif:beginIndex ?begin ;
             nif:endIndex ?end .
    ?version mg:sha256 ?sha256 .
    ?document dcterms:hasVersion ?version .
    OPTIONAL { ?version dcterms:language ?language }
  }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:temporal ?about }
  BIND(COALESCE(?issued, ?about) AS ?day)
}
ORDER BY ?document ?begin ?figure
OFFSET %d LIMIT %d
"""
FIGURES = 200
"""Figures that are told at a time."""
STATES = {
    "candidate": ("suggested", "○"),
    "accepted": ("accepted", "◐"),
    "verified": ("verified", "●"),
    "corrected": ("corrected", "✎"),
    "rejected": ("withdrawn", "×"),
}
"""What pages call each state of a statement, and its sign."""
UNSURE = "candidate"
"""The state of what only software suggests."""
_NUMBERED = re.compile(r"(?:[-*•]\s+)?(\d{1,3})\.\s")
_BREAK = re.compile(r"\n(?:[ \t]*\n)+|\n(?=(?:[-*•]\s+)?\d{1,3}\.\s)|\n(?=[-*•]\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One sentence that something rests on."""

    statement: str
    status: str
    confidence: float
    mapper: str
    document: str
    begin: int
    end: int
    day: str
    """Date of the document, else the year that it is about; empty where it has none."""
    quotation: str
    language: str
    """Language of the quotation as the store tells it; empty where it does not."""
    paragraph: str
    """Number of the paragraph as printed; empty where it has none."""
    reviewer: str
    """Who checked it; empty where nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of a text between blank lines or before the next number."""

    begin: int
    end: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A figure of something, with its ground."""

    row: Mapping[str, Any]
    ground: Ground
    year: str
    """Of the figure, else the one that its document is about, else that of its date; empty where none is known."""


def grounds(reader: Reader, thing: NamedNode, triples: Iterable[Triple]) -> dict[Triple, tuple[Ground, ...]]:
    """The grounds of each triple, of which the thing is subject or object, in the order of documents and text."""
    wanted = {t for t in triples if isinstance(t.object, NamedNode | Literal)}
    subjects = sorted({str(t.subject) for t in wanted if isinstance(t.subject, NamedNode)})
    found: dict[Triple, list[Ground]] = defaultdict(list)
    if subjects:
        for row in rows(reader, _GROUNDS % ", ".join(subjects), thing=thing):
            triple = Triple(row["subject"] or thing, row["predicate"], row["object"] or thing)
            if triple in wanted:
                found[triple].append(ground(reader, row, row["statement"].value))
    return {triple: tuple(told) for triple, told in found.items()}


def of_statements(reader: Reader, statements: Iterable[str]) -> dict[str, tuple[Ground, ...]]:
    """The grounds of each of these statements, in the order of documents and text."""
    wanted = sorted(set(statements))
    found: dict[str, list[Ground]] = defaultdict(list)
    if wanted:
        for row in rows(reader, _STATED % " ".join(str(NamedNode(iri)) for iri in wanted)):
            found[row["statement"].value].append(ground(reader, row, row["statement"].value))
    return {iri: tuple(found[iri]) for iri in wanted}


def figures(reader: Reader, thing: NamedNode, page: int = 1) -> tuple[Sequence[Reported], bool]:
    """A page of the figures of a thing in the order of documents and text, and whether a further page follows."""
    found = rows(reader, _FIGURES % ((page - 1) * FIGURES, FIGURES + 1), of=thing)
    told = [
        Reported(
            row=row,
            ground=ground(reader, row, row["figure"].value),
            year=row["time"].value[:4] if row["time"] else "",
        )
        for row in found[:FIGURES]
    ]
    return told, len(found) > FIGURES


def ground(reader: Reader, row: Mapping[str, Any], statement: str) -> Ground:
    """The ground that a row of a query tells."""
    begin, end = int(row["begin"].value), int(row["end"].value)
    whole = text(reader, row["sha256"].value)
    return Ground(
        statement=statement,
        status=row["status"].value.rpartition("#")[2],
        confidence=float(row["confidence"].value),
        mapper=row["mapper"].value,
        document=row["document"].value,
        begin=begin,
        end=end,
        day=row["day"].value if row["day"] else "",
        quotation=" ".join(whole[begin:end].split()),
        language=row["language"].value if row["language"] else "",
        paragraph=paragraph_of(whole, begin),
        reviewer=row["reviewer"].value if row.get("reviewer") else "",
    )


def text(reader: Reader, sha256: str) -> str:
    """A stored text; empty where the store has lost it."""
    return _read(reader.root, sha256)


@lru_cache(maxsize=64)  # a text is known by its hash
def _read(root: Path, sha256: str) -> str:
    try:
        return store.text(root, sha256)
    except (KgError, OSError):
        return ""


def paragraph_of(whole: str, place: int) -> str:
    """The number of the paragraph in which a place stands; empty where it has none."""
    return next((p.number for p in paragraphs(whole) if p.begin <= place < p.end), "")


@lru_cache(maxsize=64)
def paragraphs(whole: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order, without the blank lines between them. Offsets in code points.

    >>> [(p.number, p.begin) for p in paragraphs("Title\\n\\n1. One.\\n2. Two.")]
    [('', 0), ('1', 7), ('2', 15)]
    """
    borders = [0, *(place for found in _BREAK.finditer(whole) for place in found.span()), len(whole)]
    told = []
    for begin, end in zip(borders[::2], borders[1::2], strict=True):
        if whole[begin:end].strip():
            number = _NUMBERED.match(whole, begin)
            told.append(Paragraph(begin=begin, end=end, number=number[1] if number else ""))
    return tuple(told)

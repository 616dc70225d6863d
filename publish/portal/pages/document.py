"""A document that was read: its text by paragraphs, the sentences that statements rest on marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pyoxigraph import NamedNode

from kg.iris import DCTERMS, Base
from kg.query import rows
from kg.store import Reader
from publish.portal import finding, grounds
from publish.portal.asked import Asked
from publish.portal.grounds import Paragraph, paragraphs, text
from publish.record import Record

TEMPLATE = "document"
_VERSIONS = """
SELECT ?document ?version ?sha256 ?language
WHERE {
  ?document dcterms:hasVersion ?version .
  ?version mg:sha256 ?sha256 .
  OPTIONAL { ?version dcterms:language ?language }
}
"""
_MENTIONS = """
SELECT DISTINCT ?version ?thing ?begin ?end
WHERE {
  {
    GRAPH ?why {
      ?passage nif:referenceContext ?version ; nif:beginIndex ?begin ; nif:endIndex ?end .
      ?statement mg:subjectPassage ?passage ; rdf:subject ?thing .
    }
  } UNION {
    GRAPH ?why {
      ?passage nif:referenceContext ?version ; nif:beginIndex ?begin ; nif:endIndex ?end .
      ?statement mg:objectPassage ?passage ; rdf:object ?thing .
    }
  }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text: marked or not, the name of a thing or not, with the anchors of passages that begin there."""

    text: str
    marked: bool
    thing: str
    anchors: tuple[str, ...]


def fits(found: Record, types: set[str], base: Base) -> bool:  # noqa: ARG001 - every kind has this form
    """Whether the thing is a document whose text the store holds."""
    return any(t.predicate.value == f"{DCTERMS}hasVersion" for t in found.own)


def more(reader: Reader, found: Record, asked: Asked) -> dict[str, Any]:
    """The paragraphs in pieces, and the statements that begin in each."""
    version = next(iter(rows(reader, _VERSIONS, document=NamedNode(found.iri))), None)
    if version is None:
        return {
            "paragraphs": [],
            "marks": True,
            "own_text": "",
            "text_language": "",
            "statements_here": 0,
            "unsure": 0,
        }
    whole = text(reader, version["sha256"].value)
    every = [i for i in finding.items_of(reader, found.iri) if i.sha256 == version["sha256"].value]
    items = [i for i in every if asked.suggested or i.status != grounds.UNSURE]
    marks = asked.get("marks") != "off"
    sentences = [(item.begin, item.end) for item in items]
    spans = [
        (int(row["begin"].value), int(row["end"].value), row["thing"].value)
        for row in rows(reader, _MENTIONS, version=version["version"])
        # A date or a place in words has no page.
        if isinstance(row["thing"], NamedNode)
    ]
    told = [
        (
            p,
            pieces(whole, p, sentences, spans if marks else [], marks=marks),
            [i for i in items if p.begin <= i.begin < p.end],
        )
        for p in paragraphs(whole)
    ]
    return {
        "paragraphs": told,
        "marks": marks,
        "own_text": whole,
        "text_language": version["language"].value if version["language"] else "",
        "statements_here": len(items),
        "unsure": len(every) - len(items),
        "wanted": {iri for item in items for iri in (item.subject, item.predicate, item.object)}
        | {thing for _, _, thing in spans},
    }


def pieces(
    whole: str,
    paragraph: Paragraph,
    sentences: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int, str]],
    *,
    marks: bool,
) -> list[Piece]:
    """The paragraph cut wherever a marked sentence or the name of a thing begins or ends. Offsets in code points."""
    begin, end = paragraph.begin, paragraph.end
    near = sorted({(b, e) for b, e in sentences if b < end and e > begin})
    things = _apart([(b, e, thing) for b, e, thing in spans if begin <= b and e <= end])
    cuts = sorted(
        {
            begin,
            end,
            *(c for pair in near for c in pair if begin < c < end),
            *(c for b, e, _ in things for c in (b, e)),
        }
    )
    told = []
    for first, last in pairwise(cuts):
        starts = tuple(f"p-{b}-{e}" for b, e in near if b == first)
        thing = next((t for b, e, t in things if b <= first and last <= e), "")
        marked = marks and any(b <= first and last <= e for b, e in near)
        told.append(Piece(text=whole[first:last], marked=marked, thing=thing, anchors=starts))
    return told


def _apart(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that do not overlap: the longer of two, of equals the first."""
    kept: list[tuple[int, int, str]] = []
    for begin, end, thing in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if all(end <= b or e <= begin for b, e, _ in kept):
            kept.append((begin, end, thing))
    return sorted(kept)

"""Search and browse: words and facets, with counts, chosen ones as chips that can be taken away."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from kg.iris import Base
from kg.store import Reader
from publish.portal import finding, grounds
from publish.portal.asked import Asked, Shown, query
from publish.portal.names import names
from publish.portal.tongues import Tongue, tongue

HEADINGS = {
    "area": "Country or region", "article": "Article", "document": "Document", "group": "Cross-cutting issue",
    "keyword": "Keyword", "state": "State", "target": "SDG target", "topic": "Crime type or theme", "year": "Year",
}  # fmt: skip
_MOST = 12
"""Values of a facet that are shown at once."""
_ALL = 60
"""Values of a facet that can be unfolded."""


def show(reader: Reader, asked: Asked) -> Shown:
    """What fits the words and facets of the address; a facet without values is not shown."""
    told = tongue(asked.language)
    base = Base(reader.base)
    words = asked.get("q")[:200]
    chosen = {name: asked.all(name) for name in finding.FACETS}
    hits = finding.search(
        *(reader, words, chosen, asked.language, asked.page()),
        suggested=asked.suggested,
        all_things=asked.get("names") == "all",
    )
    iris = {
        _iri(name, value, base) for name in hits.counts for value, _ in _options(name, hits, chosen, asked)
    }
    iris |= {_iri(name, value, base) for name, values in chosen.items() for value in values}
    listed = {
        one for item in hits.items for one in (item.subject, item.predicate, item.object, item.document)
    }
    listed |= {passage.document for passage in hits.passages}
    called = names(reader, sorted({*iris, *listed} - {""}), told)

    def label(name: str, value: str) -> str:
        if name == "state":
            return told.context("state", grounds.STATES[value][0]) if value in grounds.STATES else value
        return called[iri].text if (iri := _iri(name, value, base)) in called else value

    return Shown(
        template="search",
        title=told.say("Search"),
        values={
            "words": words,
            "hits": hits,
            "sentences": sentences(hits.items),
            "why": grounds.of_statements(reader, [item.statement for item in hits.items]),
            "names": called,
            "places": {passage: _place(reader, passage) for passage in hits.passages},
            "facets": [
                one for name in finding.FACETS if (one := _facet(name, hits, chosen, asked, label, told))
            ],
            "chips": [(label(n, v), without(asked, n, v)) for n, values in chosen.items() for v in values],
            "hidden": [
                *((name, value) for name, values in chosen.items() for value in values),
                *((("suggested", "1"),) if asked.suggested else ()),
            ],
            "pages": max(1, -(-max(hits.total, hits.passages_total) // finding.SIZE)),
            "wider": [] if hits.total else _wider(reader, words, chosen, asked, label, told),
        },
    )


def sentences(items: Sequence[finding.Item]) -> list[list[finding.Item]]:
    """The statements in their order, those of one sentence together."""
    return [
        list(group) for _, group in groupby(items, key=lambda item: (item.document, item.begin, item.end))
    ]


def _place(reader: Reader, passage: Any) -> int:
    """Where the paragraph of the document's page begins that holds the sentence of a passage.

    A passage may reach over several numbered paragraphs.
    """
    whole = grounds.text(reader, passage.sha256)
    near = [p for p in grounds.paragraphs(whole) if p.begin < passage.end and passage.begin < p.end]
    said = passage.sentence.text.strip("… ")
    first = near[0].begin if near else int(passage.begin)
    if len(near) < 2:
        return first
    return next((p.begin for p in near if said in finding.plain(whole[p.begin : p.end])), first)


def _facet(
    name: str, hits: finding.Hits, chosen: Mapping[str, Sequence[str]], asked: Asked, label: Any, told: Tongue
) -> Mapping[str, Any] | None:
    options = [
        {"name": label(name, value), "count": count, "address": _with(asked, name, value)}
        for value, count in _options(name, hits, chosen, asked)
    ]
    if not options:
        return None
    left = len(hits.counts[name]) - len(options) - len(chosen[name])
    return {
        "name": name,
        "heading": told.context("facet", HEADINGS[name]),
        "options": options[:_MOST],
        "rest": options[_MOST:],
        "open": bool(chosen[name]) or asked.get("all") == name,
        "left": max(0, left),
    }


def _options(
    name: str, hits: finding.Hits, chosen: Mapping[str, Sequence[str]], asked: Asked
) -> list[tuple[str, int]]:
    """The values that a facet offers, with their counts, the most frequent first; all of them where that is asked."""
    left = [pair for pair in hits.counts[name].items() if pair[0] not in chosen[name]]
    if name == "state" and hits.suggested:
        left.append((grounds.UNSURE, hits.suggested))
    ordered = sorted(left, key=lambda pair: (-pair[1], pair[0]))
    return ordered if asked.get("all") == name else ordered[:_ALL]


def _wider(
    reader: Reader, words: str, chosen: Mapping[str, Sequence[str]], asked: Asked, label: Any, told: Tongue
) -> list[tuple[str, str, int]]:
    """What would be found without one of the facets, or without the words."""
    return [
        (
            told.say("words") if value is None else label(name, value),
            query([pair for pair in _kept(asked) if pair[0] != "q"])
            if value is None
            else without(asked, name, value),
            total,
        )
        for name, value, total in finding.nearest(reader, words, chosen, suggested=asked.suggested)
    ]


def _iri(name: str, value: str, base: Base) -> str:
    """The thing that the value of a facet stands for; empty where it is none."""
    return finding.iri(name, value, base) or ""


def _with(asked: Asked, name: str, value: str) -> str:
    return query([*_kept(asked), (name, value)])


def without(asked: Asked, name: str, value: str) -> str:
    """The address of this page without one value of a facet."""
    return query([pair for pair in _kept(asked) if pair != (name, value)])


def _kept(asked: Asked) -> Sequence[tuple[str, str]]:
    return [
        (key, value) for key, value in asked.given if key in ("q", "suggested", *finding.FACETS) and value
    ]

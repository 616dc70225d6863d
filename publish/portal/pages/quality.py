"""How complete and how sure it is: findings in words, coverage, review; nothing that was not measured."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kg.iris import Base
from kg.labels import Label
from kg.store import Reader
from publish.portal import finding
from publish.portal.asked import Asked, Shown
from publish.portal.charts import Bar, stacked
from publish.portal.grounds import STATES, UNSURE
from publish.portal.names import names
from publish.portal.pages import documents
from publish.portal.rules import said
from publish.portal.tongues import Tongue, tongue

MEASURED = (
    "Annotated documents",
    "Open passages",
    "Open passages, dense in statements",
    "Untouched passages",
)
"""What the texts are called on which confidences were measured."""
COUNTS = ("sentences", "silent", "unlinked", "open")
"""What the manifest counts of each document."""
SEVERITIES = ("violation", "warning", "info")
_CALIBRATION = Path(__file__).parents[1] / "calibration.json"


def show(reader: Reader, asked: Asked) -> Shown:
    """States of all statements, what confidences are worth, and what was read of each document."""
    told = tongue(asked.language)
    about = _manifest(reader)
    found = finding.search(reader, "", {}, size=0, suggested=True)
    states, counts = Counter(found.counts["state"]), Counter(found.counts["document"])
    read = [row["document"].value for row in documents.read(reader)]
    listed = {f"{reader.base}id/doc/{one['document']}": one for one in about.get("documents", ())}
    # As `kg coverage` counts: made when a document was read, and kept in the manifest.
    coverage = {iri: one.get("coverage") or {} for iri, one in listed.items()}
    return Shown(
        template="quality",
        title=told.say("Quality"),
        values={
            "chart": stacked(
                told.say("Statements by state"),
                [
                    Bar(told.context("state", STATES[s][0]), states[s], told.number(states[s]))
                    for s in STATES
                    if states[s]
                ],
            ),
            "reviewed": sum(states[name] for name in ("verified", "corrected")),
            "unsure": states[UNSURE],
            "total": found.total,
            "measured": measured(told.code),
            "documents": [
                {
                    "iri": iri,
                    "count": told.number(counts[finding.key("document", iri, Base(reader.base))]),
                    "coverage": [_known(coverage.get(iri, {}).get(name), told) for name in COUNTS],
                    "findings": _findings(listed.get(iri, {}).get("findings", []), told),
                }
                for iri in read
            ],
            "sentences": _sentences(coverage.values()),
            "names": names(reader, read, told),
        },
    )


def _known(count: int | None, told: Tongue) -> str:
    return "–" if count is None else told.number(count)


def _findings(found: Iterable[Mapping[str, Any]], told: Tongue) -> list[tuple[str, Label]]:
    """Severity and words of each finding."""
    return [(told.context("severity", one["severity"]), said(one, told.code)) for one in found]


def _sentences(found: Iterable[Mapping[str, int | None]]) -> tuple[int, int] | None:
    """How many sentences say something that was written down, of how many; none where nothing is known."""
    counts = [(one.get("sentences"), one.get("silent")) for one in found]
    known = [(every, silent) for every, silent in counts if every is not None and silent is not None]
    return (sum(a - b for a, b in known), sum(a for a, _ in known)) if known else None


def _manifest(reader: Reader) -> Mapping[str, Any]:
    """What the build that is served was made of; nothing where it is not kept beside its database."""
    try:
        told = json.loads((reader.path.parent / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


@cache  # files of the installation do not change while a process runs
def measured(code: str) -> Sequence[tuple[str, Markup]]:
    """How often statements of a confidence were right, in words of a language; the numbers of the documentation.

    For each kind of texts its name, and the rows of its table: a bin of confidence with counts and shares in turn.
    They stand here and not in the template because they are half of the page and no build changes them.
    """
    told = tongue(code)
    parts = json.loads(_CALIBRATION.read_bytes())
    return [(told.context("measured", part["title"]), _bins(part["bins"], told)) for part in reversed(parts)]


def _bins(found: Sequence[Mapping[str, Any]], told: Tongue) -> Markup:
    lows = [told.percent(float(one["from"])) for one in found]
    names = [told.say("from %(share)s", share=lows[0])] + [
        f"\u2066{low} – {high}\u2069" for high, low in pairwise(lows)
    ]
    cells = [[_share(one[kind], told) for kind in ("statement", "figure", "mandate")] for one in found]
    return Markup().join(_row(name, chain(*row)) for name, row in zip(names, cells, strict=True))


def _row(name: str, cells: Iterable[str]) -> Markup:
    told = Markup().join(Markup('<td class="number">{}</td>').format(cell) for cell in cells)
    return Markup('<tr><th scope="row" class="whole">{}</th>{}</tr>\n').format(name, told)


def _share(cell: Mapping[str, Any], told: Tongue) -> tuple[str, str]:
    return told.number(cell["count"]), told.percent(float(cell["right"])) if cell["right"] else "–"

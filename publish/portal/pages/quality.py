"""How complete and how sure it is: findings in words, coverage, review; nothing that was not measured."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kg.iris import Base
from kg.store import Reader
from publish.portal import finding
from publish.portal.asked import Asked, Shown
from publish.portal.charts import Bar, stacked
from publish.portal.grounds import STATES
from publish.portal.names import names
from publish.portal.pages import documents
from publish.portal.tongues import tongue


def show(reader: Reader, asked: Asked) -> Shown:
    """States of all statements, and for each document what was read and what was found wanting."""
    told = tongue(asked.language)
    about = _manifest(reader)
    found = finding.search(reader, "", {}, size=0)
    states, counts = Counter(found.counts["state"]), Counter(found.counts["document"])
    read = documents.read(reader)
    listed = {f"{reader.base}id/doc/{one['document']}": one for one in about.get("documents", ())}
    return Shown(
        template="quality",
        title=told.say("Quality"),
        values={
            "build": about.get("build", ""),
            "built": str(about.get("built", ""))[:10],
            "chart": stacked(
                told.say("Statements by state"),
                [
                    Bar(told.context("state", STATES[s][0]), states[s], told.number(states[s]))
                    for s in STATES
                    if states[s]
                ],
            ),
            "reviewed": sum(states[name] for name in ("verified", "corrected")),
            "total": found.total,
            "documents": [
                (
                    row["document"].value,
                    counts[finding.key("document", row["document"].value, Base(reader.base))],
                    listed.get(row["document"].value, {}).get("findings", []),
                )
                for row in read
            ],
            "names": names(reader, [row["document"].value for row in read], told),
        },
    )


def _manifest(reader: Reader) -> Mapping[str, Any]:
    """What the build that is served was made of; nothing where it is not kept beside its database."""
    try:
        told = json.loads((reader.path.parent / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}

"""The endpoint for a person with a browser: examples beside a plain form, and the editor where it is installed."""

from collections.abc import Mapping, Sequence
from typing import Any

from publish.portal.asked import Asked, Shown
from publish.portal.look import asset, assets
from publish.portal.tongues import tongue

_START = """SELECT ?class (COUNT(?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things)"""
_EDITOR = {"script": "yasgui.js", "style": "yasgui.css", "adapter": "editor.js"}


def shown(questions: Sequence[tuple[str, str]], asked: Asked, limits: Mapping[str, float]) -> Shown:
    """The form; `questions` are titles and queries."""
    told = tongue(asked.language)
    return Shown(
        template="sparql",
        title=told.say("SPARQL endpoint"),
        values={
            "examples": [(one, told.context("question", one[0]), "") for one in questions],
            "start": asked.get("query") or _START,
            "editor": editor(),
            **limits,
        },
    )


def editor() -> Mapping[str, Any] | None:
    """The files of the editor, where `scripts/assets` put them."""
    there = {name.partition(".")[0] + name[name.rindex(".") :] for name in assets()}
    return {part: asset(name) for part, name in _EDITOR.items()} if set(_EDITOR.values()) <= there else None

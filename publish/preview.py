"""The small box about one thing that reconciliation clients show."""

from dataclasses import dataclass
from html import escape

from kg.iris import Base
from publish.portal.asked import address


@dataclass(frozen=True, slots=True)
class Match:
    """What a reconciliation client shows of a thing."""

    name: str
    iri: str
    notes: tuple[str, ...]


def preview_page(match: Match, base: Base, root: str) -> str:
    """A small box about one thing; `root` leads from it to the front page."""
    name = escape(match.name)
    notes = "\n".join(f"<p>{escape(note)}</p>" for note in match.notes)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
</head>
<body>
<header><p><a href="{root or "./"}">MandateGraph</a></p></header>
<main>
<h1><a href="{escape(address(match.iri, base, root))}">{name}</a></h1>
{notes}
</main>
</body>
</html>
"""

"""From what a page shows to its bytes: templates, the frame around every page, files that pages need."""

import hashlib
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg import __version__
from publish.portal.asked import Asked, Shown
from publish.portal.grounds import STATES
from publish.portal.tongues import LANGUAGES, Tongue, direction, tongue

_HOME = Path(__file__).parent
_STATIC = _HOME / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Media types of the files that pages need."""
MENU = (
    ("q", "Questions"),
    ("search", "Search"),
    ("documents", "Documents"),
    ("data", "Data"),
    ("project", "About"),
)
"""Pages that every page leads to: address and name."""
FOOT = (
    ("quality", "Quality"),
    ("ns", "Terms"),
    ("shapes", "Rules"),
    ("sparql", "SPARQL"),
    ("developers", "For developers"),
    ("accessibility", "Accessibility"),
)


def written(shown: Shown, asked: Asked) -> bytes:
    """The whole page."""
    told = tongue(asked.language)
    values: dict[str, Any] = {
        "asked": asked,
        "shown": shown,
        "tongue": told,
        "_": told.say,
        "counted": told.count,
        "meant": told.context,
        "language": asked.language,
        "languages": tuple(_versions(asked)),
        "root": asked.root or "./",
        "top": asked.top,
        # A page names the same things again and again.
        "link": cache(asked.link),
        "attributes": cache(lambda language: _attributes(language, told)),
        "own": lambda context, text: "en" if told.context(context, text) == text else told.code,
        "style": f"{asked.top}static/{asset('portal.css')}",
        "sign": f"{asked.top}static/{asset('sign.svg')}",
        "menu": MENU,
        "foot": FOOT,
        "version": __version__,
        "states": STATES,
    }
    return (
        _templates()
        .get_template(f"{shown.template}.html")
        .render(values | dict(shown.values))
        .encode("utf-8", "replace")
    )


def _versions(asked: Asked) -> Any:
    """The same page in each language."""
    for code, name in LANGUAGES.items():
        yield code, name, f"{asked.top}{code}/{asked.here}"


def _attributes(language: str | None, told: Tongue) -> Markup:
    """Language and direction of a text, where they are not those of the page."""
    if not language or language.partition("-")[0] == told.code:
        return Markup("")
    own = direction(language)
    turned = f' dir="{own}"' if own != told.direction else ""
    return Markup(f' lang="{escape(language)}"{turned}')


@cache  # templates do not change while a process runs
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache  # files of the installation do not change while a process runs
def asset(name: str) -> str:
    """The name of a file with the hash of what it holds, so that it may be kept for ever."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]}.{ending}"


@cache
def assets() -> dict[str, Path]:
    """All files that pages need, by the names that pages use."""
    return {asset(path.name): path for path in sorted(_STATIC.iterdir()) if path.suffix in TYPES}

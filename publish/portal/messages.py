"""All words of the interface, as gettext knows them: taken from templates, code, tables and headers of questions.

`python -m publish.portal.messages` says which of them a catalogue lacks, and which it holds for nothing.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from kg import assets
from kg.ask import FRAMES
from kg.iris import OWL, RDF
from kg.questions import Question, listed
from kg.settings import DEFAULT_BASE
from publish.portal.grounds import STATES
from publish.portal.look import FOOT, MENU
from publish.portal.names import BOUNDS, TERMS, terms
from publish.portal.pages.quality import MEASURED, SEVERITIES
from publish.portal.pages.question import CELLS, COLUMNS, PARAMETERS
from publish.portal.pages.search import HEADINGS
from publish.portal.tongues import LANGUAGES
from publish.problems import TITLES

_HOME = Path(__file__).parent

_SPOKEN = (f"{OWL}Class", f"{DEFAULT_BASE}ns#Predicate")

Message = tuple[str | None, str | tuple[str, str]]
"""Context, none for most, and the text, or the texts for one and for many."""


def messages() -> Sequence[Message]:
    """Every message once, in the order of contexts and texts."""
    return sorted(set(_all()), key=str)


def _all() -> Iterator[Message]:
    for path in sorted((_HOME / "templates").glob("*.html")):
        yield from _in_template(path.read_text(encoding="utf-8"))
    for path in sorted(_HOME.rglob("*.py")):
        yield from _in_code(path.read_text(encoding="utf-8"))
    yield from ((None, name) for _, name in (*MENU, *FOOT))
    yield from ((None, title) for title in TITLES.values())
    yield from ((None, title) for title in ("The ontology", "The shapes"))
    tables = {
        "state": [name for name, _ in STATES.values()],
        "state explained": [name for name, _ in STATES.values()],
        "term": [*TERMS.values(), *_spoken_terms()],
        "bound": BOUNDS.values(),
        "column": COLUMNS.values(),
        "parameter": PARAMETERS.values(),
        "facet": HEADINGS.values(),
        "cell": CELLS,
        "frame": FRAMES,
        "measured": MEASURED,
        "severity": SEVERITIES,
    }
    for question in listed():
        yield from _in_question(question)
    for context, texts in tables.items():
        yield from ((context, text) for text in texts)


def _in_question(question: Question) -> Iterator[Message]:
    yield "question", question.title
    yield "asked", question.question
    yield "answer", question.answer
    yield "none", question.none
    yield from (("caveat", caveat) for caveat in question.caveats)
    yield from (("open", parameter.open) for parameter in question.parameters if parameter.open)


def _spoken_terms() -> Iterator[str]:
    """Labels of classes, predicates and states; what else the ontology holds is machinery and stays English."""
    called = terms(DEFAULT_BASE)
    for path in assets.files("ontology", "mandategraph.ttl"):
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            subject = str(getattr(quad.subject, "value", ""))
            if (
                quad.predicate.value == f"{RDF}type"
                and str(quad.object).strip("<>") in _SPOKEN
                and subject in called
            ):
                yield called[subject]


def _in_template(text: str) -> Iterator[Message]:
    for _, name, found in extract_from_ast(Environment().parse(text), gettext_functions=("_", "counted")):
        texts = (found,) if isinstance(found, str) else found or (None,)
        if name == "_" and texts[0]:
            yield None, texts[0]
        elif name == "counted" and texts[0] and texts[1]:
            yield None, (texts[0], texts[1])


def _in_code(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "say"
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield None, first.value


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    path = _HOME / "locale" / language / "LC_MESSAGES" / "portal.po"
    return read_po(BytesIO(path.read_bytes()), locale=language)


def missing(language: str) -> Sequence[Message]:
    """The messages that a language lacks; English lacks only forms for one and for many, and explanations."""
    found = catalogue(language)
    return [message for message in messages() if not _said(found, message)]


def unused(language: str) -> Sequence[str]:
    """What a catalogue holds for nothing."""
    known = {(context, text if isinstance(text, str) else text[0]) for context, text in messages()}
    return [
        f"{one.context}: {one.id}"
        for one in catalogue(language)
        if one.id and (one.context, one.id if isinstance(one.id, str) else one.id[0]) not in known
    ]


def _said(found: Catalog, message: Message) -> bool:
    context, text = message
    one = found.get(text if isinstance(text, str) else text[0], context=context)
    if one is None or not one.string:
        return False
    return all(one.string) if isinstance(one.string, tuple | list) else True


def main() -> int:
    """One line for each gap; 1 where there is any."""
    gaps = [
        *(f"{code} lacks {message}" for code in LANGUAGES if code != "en" for message in missing(code)),
        *(f"{code} holds for nothing {text}" for code in LANGUAGES for text in unused(code)),
    ]
    for line in gaps:
        print(line)
    return bool(gaps)


if __name__ == "__main__":
    sys.exit(main())

"""The ontology or the shapes: each term with what is said of it, at the anchor of its name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.iris import SH, Base
from kg.labels import Label
from publish.portal.asked import Asked, Shown
from publish.portal.names import called
from publish.portal.tongues import DEFAULT, tongue

_MESSAGE = NamedNode(f"{SH}message")
_FORMS = (("ttl", "Turtle", "text/turtle"), ("jsonld", "JSON-LD", "application/ld+json"))


@dataclass(frozen=True, slots=True)
class Value:
    """What is said of a term: words with their language, or a thing with its address."""

    text: str
    language: str | None
    address: str = ""


def shown(title: str, triples: Iterable[Triple], base: Base, asked: Asked, path: str) -> Shown:
    """All terms, in the order of their names."""
    told = sorted(triples, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    words = tongue(asked.language)
    names = called(told, base, words)
    terms = [
        {
            "iri": subject.value,
            "local": subject.value.rpartition("#")[2] or path,
            "name": names(subject.value).text,
            "language": names(subject.value).language,
            "rows": _rows(group, names, asked),
        }
        for subject, group in groupby(told, key=lambda t: t.subject)
        if isinstance(subject, NamedNode)
    ]
    return Shown(
        template="terms",
        title=words.say(title),
        values={"terms": terms},
        forms=[(f"{path}.{ending}", name, media) for ending, name, media in _FORMS],
    )


def _rows(
    group: Iterable[Triple], names: Callable[[str], Label], asked: Asked
) -> Sequence[tuple[Label, Sequence[Value]]]:
    triples = list(group)
    tongues = {
        t.object.language for t in triples if t.predicate == _MESSAGE and isinstance(t.object, Literal)
    }
    own = asked.language if asked.language in tongues else DEFAULT
    told: dict[str, list[Value]] = {}
    for triple in triples:
        # One language on a page; data hold all six.
        if triple.predicate == _MESSAGE and getattr(triple.object, "language", own) != own:
            continue
        if (value := _value(triple.object, names, asked)) is not None:
            told.setdefault(triple.predicate.value, []).append(value)
    return [(names(predicate), values) for predicate, values in told.items()]


def _value(term: object, names: Callable[[str], Label], asked: Asked) -> Value | None:
    match term:
        case NamedNode():
            web = term.value.startswith(("http://", "https://"))
            name = names(term.value)
            return Value(name.text, name.language, asked.link(term.value) if web else "")
        case Literal():
            return Value(term.value, term.language)
        case BlankNode():
            return None
        case _:
            return Value(str(term), None)

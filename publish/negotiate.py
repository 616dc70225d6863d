"""Which format answers a request: the Accept header (RFC 9110, 12.5.1) against what we can write."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_LONG = 1_000
"""Characters from which a header is too rare to be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write an answer."""

    media_type: str
    """What the Content-Type says."""
    aliases: tuple[str, ...] = ()
    """Further types that ask for it."""
    suffix: str

    @property
    def name(self) -> str:
        """The media type without parameters."""
        return self.media_type.partition(";")[0]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


RESULTS = (
    Format(
        media_type="application/sparql-results+json", aliases=("application/json", "text/json"), suffix="json"
    ),
    Format(
        media_type="application/sparql-results+xml", aliases=("application/xml", "text/xml"), suffix="xml"
    ),
    Format(media_type="text/csv; charset=utf-8", suffix="csv"),
    Format(media_type="text/tab-separated-values; charset=utf-8", suffix="tsv"),
)
"""For SELECT and ASK; the first one where the client does not mind."""

THINGS = (
    Format(media_type="text/turtle; charset=utf-8", aliases=("application/x-turtle",), suffix="ttl"),
    Format(media_type="application/n-triples", aliases=("text/plain",), suffix="nt"),
    Format(media_type="application/rdf+xml", aliases=("application/xml", "text/xml"), suffix="rdf"),
    Format(media_type="application/ld+json", aliases=("application/json",), suffix="jsonld"),
)
"""For descriptions of things."""

GRAPHS = (
    *THINGS,
    Format(media_type="application/n-quads", suffix="nq"),
    Format(media_type="application/trig", suffix="trig"),
)
"""For CONSTRUCT, DESCRIBE and whole graphs."""

PAGE = Format(media_type="text/html; charset=utf-8", aliases=("application/xhtml+xml",), suffix="html")
PROBLEM = Format(media_type="application/problem+json", aliases=("application/json",), suffix="json")


def choose(accept: str, offers: tuple[Format, ...]) -> Format | None:
    """The offer that an Accept header likes best, the first among equals; none where none fits.

    >>> choose("text/csv;q=0.5, application/json", RESULTS).suffix
    'json'
    """
    return _chosen(accept, offers) if len(accept) < _LONG else _chosen.__wrapped__(accept, offers)


@lru_cache(maxsize=1024)  # clients send the same few headers again and again
def _chosen(accept: str, offers: tuple[Format, ...]) -> Format | None:
    if not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    liked = [(_liked(offer, ranges), offer) for offer in offers]
    best = max(quality for quality, _ in liked)
    return next((offer for quality, offer in liked if quality == best), None) if best > 0 else None


def by_suffix(path: str, offers: Sequence[Format]) -> tuple[str, Format | None]:
    """The path without the suffix that names an offer, and that offer; the path as it is where none does."""
    stem, dot, suffix = path.rpartition(".")
    found = next((offer for offer in offers if dot and offer.suffix == suffix), None)
    return (stem, found) if found else (path, None)


def by_name(name: str, offers: Sequence[Format]) -> Format | None:
    """The offer that a suffix or a media type names; a blank stands for the plus sign that it was in an address."""
    return next((offer for offer in offers if name.replace(" ", "+") in (offer.suffix, *offer.names)), None)


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weights = [value for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"]
    try:
        return media, min(1.0, max(0.0, float(weights[0]))) if weights else 1.0
    except ValueError:
        return media, 0.0


def _liked(offer: Format, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of an offer; its further names count where they are named, stars mean the type that it has."""
    named = [weight for media, weight in ranges if media in offer.aliases]
    return max([_quality(offer.name, ranges), *named])


def _quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight that the most specific range gives to a type."""
    for pattern in (name, f"{name.partition('/')[0]}/*", "*/*"):
        weights = [weight for media, weight in ranges if media == pattern]
        if weights:
            return max(weights)
    return 0.0

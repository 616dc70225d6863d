"""Which format answers a request: the Accept header (RFC 9110, 12.5.1) against what we can write."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write an answer."""

    media_type: str
    """What the Content-Type says."""
    aliases: tuple[str, ...] = ()
    """Further types that ask for it."""
    suffix: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.media_type.partition(";")[0], *self.aliases)


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

GRAPHS = (
    Format(media_type="text/turtle; charset=utf-8", aliases=("application/x-turtle",), suffix="ttl"),
    Format(media_type="application/n-triples", aliases=("text/plain",), suffix="nt"),
    Format(media_type="application/rdf+xml", aliases=("application/xml", "text/xml"), suffix="rdf"),
    Format(media_type="application/ld+json", aliases=("application/json",), suffix="jsonld"),
)
"""For CONSTRUCT, DESCRIBE and descriptions of things."""


def choose(accept: str, offers: Sequence[Format]) -> Format | None:
    """The offer that an Accept header likes best, the first among equals; none where none fits.

    >>> choose("text/csv;q=0.5, application/json", RESULTS).suffix
    'json'
    """
    if not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    liked = [(max(_quality(name, ranges) for name in offer.names), offer) for offer in offers]
    best = max(quality for quality, _ in liked)
    return next((offer for quality, offer in liked if quality == best), None) if best > 0 else None


def by_suffix(path: str, offers: Sequence[Format]) -> tuple[str, Format | None]:
    """The path without the suffix that names an offer, and that offer; the path as it is where none does."""
    stem, dot, suffix = path.rpartition(".")
    found = next((offer for offer in offers if dot and offer.suffix == suffix), None)
    return (stem, found) if found else (path, None)


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weights = [value for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"]
    try:
        return media, min(1.0, max(0.0, float(weights[0]))) if weights else 1.0
    except ValueError:
        return media, 0.0


def _quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight that the most specific range gives to a type."""
    for pattern in (name, f"{name.partition('/')[0]}/*", "*/*"):
        weights = [weight for media, weight in ranges if media == pattern]
        if weights:
            return max(weights)
    return 0.0

"""What can be chosen for a parameter of a question: only what the documents speak of, by name, regions first."""

from collections.abc import Sequence

from kg.iris import Base
from kg.query import rows
from kg.store import Reader
from publish.portal.names import names
from publish.portal.tongues import Tongue

Options = Sequence[tuple[str, str]]
Groups = Sequence[tuple[str, Options]]
_KINDS = {
    "sdg": "?other mg:contributesTo ?used . ?used skos:broader* ?thing .",
    "area": "GRAPH ?g { ?v mg:mentions ?used } ?used a dcterms:Location ; skos:broader* ?thing .",
    "topic": """GRAPH ?g { ?v mg:mentions ?used } ?used skos:inScheme ?scheme . ?scheme mg:entityType "topic" .
                BIND(?used AS ?thing)""",
    "programme": "GRAPH ?g { ?v mg:mentions ?thing } ?thing a mg:Programme .",
    "organization": "GRAPH ?g { ?v mg:mentions ?thing } ?thing a <http://www.w3.org/ns/org#Organization> .",
    "instrument": "GRAPH ?g { ?v mg:mentions ?thing } ?thing a mg:Instrument .",
    "symbol": "?thing a mg:Resolution ; mg:symbol ?symbol .",
    "kind": "GRAPH ?g { ?figure mg:unitKind ?used } ?used skos:broader* ?thing .",
}
_CHOICES = (
    "SELECT DISTINCT ?thing ?wide WHERE { %s OPTIONAL { ?narrow skos:broader ?thing BIND(true AS ?wide) } }"
)
_YEARS = """
SELECT DISTINCT ?year
WHERE {
  ?document dcterms:hasVersion ?version .
  OPTIONAL { ?document dcterms:temporal ?period }
  OPTIONAL { ?document dcterms:issued ?day }
  BIND(SUBSTR(STR(COALESCE(?period, ?day)), 1, 4) AS ?year)
  FILTER(BOUND(?year))
}
ORDER BY ?year
"""


def choices(reader: Reader, kind: str, tongue: Tongue) -> Groups:
    """Groups of values and names; none for a parameter of a kind that is typed in."""
    if kind in ("year", "date"):
        years = [row["year"].value for row in rows(reader, _YEARS)]
        return [("", [(year, year) for year in years])] if kind == "year" else []
    if kind not in _KINDS:
        return []
    found = _found(reader, kind)
    called = names(reader, [iri for iri, _ in found], tongue)
    base = Base(reader.base)
    wide = sorted((called[iri].text, value_of(iri, base)) for iri, is_wide in found if is_wide)
    narrow = sorted((called[iri].text, value_of(iri, base)) for iri, is_wide in found if not is_wide)
    if kind != "area":
        return [("", [(value, name) for name, value in sorted([*wide, *narrow], key=lambda o: _order(o[0]))])]
    groups = [(tongue.say("Regions"), wide), (tongue.say("Countries and areas"), narrow)]
    return [(heading, [(value, name) for name, value in options]) for heading, options in groups if options]


def _found(reader: Reader, kind: str) -> list[tuple[str, bool]]:
    wide: dict[str, bool] = {}
    for row in rows(reader, _CHOICES % _KINDS[kind]):
        wide[row["thing"].value] = wide.get(row["thing"].value, False) or row["wide"] is not None
    return sorted(wide.items())


def value_of(iri: str, base: Base) -> str:
    """The end of the address of a thing, which says enough beside the kind of the parameter."""
    path = base.path(iri)
    return iri if path is not None and path.count("/") > 1 else iri.rpartition("/")[2]


def _order(name: str) -> tuple[tuple[int, int | str], ...]:
    """Codes such as 16.10 in the order of their numbers."""
    parts = name.split(" ", 1)[0].split(".")
    return tuple(
        (0, int(part)) if part.isascii() and part.isdecimal() else (1, part) for part in (*parts, name)
    )

"""Writes `seeds/vocab/places.ttl`: `python scripts/_places.py > seeds/vocab/places.ttl`.

Codes, official names in six languages, hierarchy and Wikidata items come from the M49 table of the reference
material, names in everyday use from CLDR (by Babel) and from `_places.tsv` beside this file, the Member States of
the United Nations from `_members.txt`. Same inputs, same bytes. What the table has wrong or old is put right here,
each with its reason.
"""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from babel import Locale

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
AREA = "http://metadata.un.org/sdg/codes/geoArea/"
WIKIDATA = "http://www.wikidata.org/entity/"
UNITED_NATIONS = "<https://w3id.org/mandategraph/id/org/un>"
HERE = Path(__file__).resolve().parent

# Names that are younger than the table: Türkiye since June 2022, North Macedonia since 2019, Eswatini since 2018,
# Czechia since 2016.
OFFICIAL = {
    ("203", "es"): "Chequia",
    ("203", "fr"): "Tchéquie",
    ("748", "es"): "Eswatini",
    ("792", "en"): "Türkiye",
    ("792", "es"): "Türkiye",
    ("792", "fr"): "Türkiye",
    ("807", "fr"): "Macédoine du Nord",
}
# The last day of areas that are no more, so that an older text can still be read with them.
ENDED = {"530": "2010-10-09", "736": "2011-07-08"}
# The alpha-3 code of the Sudan stands on two areas; the current one has the key.
KEYS = {"736": "736"}
# The table links both to one item, which is the Sudan of today; what has ended is not the same thing.
ALIKE = frozenset({"736"})
# CLDR has "Latin America" alone for 419; the others are its wording.
COMPOSED = {
    "ar": "أمريكا اللاتينية ومنطقة البحر الكاريبي",
    "es": "América Latina y el Caribe",
    "fr": "Amérique latine et Caraïbes",
    "ru": "Латинская Америка и Карибский бассейн",
    "zh": "拉丁美洲和加勒比",
}
# Where the name in the table is long, has brackets or is a claimant's, tables and charts print the one of CLDR.
BRIEF = frozenset({"BOL", "ESH", "FSM", "GBR", "IRN", "LAO", "MDA", "RUS", "SYR", "TZA", "USA", "VEN"})
# Names in CLDR that stand for something else in UN usage, or that other members have.
UNWANTED = frozenset({"Congo", "Micronesia", "world", "Latin America", "Palestinian Territories"})
# The table gives a claimant's name to the territory of Western Sahara.
CLAIMED = frozenset({"Sahrawi Arab Democratic Republic", "Сахарская Арабская Демократическая Республика"})

HEADER = """\
@prefix area: <http://metadata.un.org/sdg/codes/geoArea/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://metadata.un.org/sdg/codes/geoArea#> .
@prefix mg: <https://w3id.org/mandategraph/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/mandategraph/vocab/places>
    a skos:ConceptScheme ;
    dcterms:title "Countries, areas and regions of the M49 list"@en ;
    dcterms:description "The areas of the United Nations list for statistical use, with \
official names of countries in six languages, official names of regions in English, ISO codes, everyday and former \
names. Short labels of regions in other languages than English are ours."@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:source "Codes, official names, hierarchy, Wikidata items: Standard Country or Area Codes for \
Statistical Use (M49), United Nations Statistics Division, as published with the SDG knowledge organization system"@en ,
        "Everyday names: Unicode CLDR, by way of Babel; former names and adjectives: MandateGraph"@en ,
        "Member States of the United Nations: Unicode CLDR"@en ;
    vann:preferredNamespacePrefix "place" ;
    mg:entityType "place" .
"""


@dataclass(slots=True)
class Area:
    """One row of the table."""

    code: str
    iso2: str = ""
    iso3: str = ""
    names: dict[str, str] = field(default_factory=dict)
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    broader: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    member: bool = False
    """Whether it is a Member State of the United Nations."""


def table(path: Path) -> list[Area]:
    """The areas with a three-digit code, by code; groups such as "least developed countries" are left out."""
    areas: dict[str, Area] = {}
    for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        code = triple.subject.value.removeprefix(AREA) if isinstance(triple.subject, ox.NamedNode) else ""
        if re.fullmatch(r"\d{3}", code) and isinstance(triple.object, ox.Literal | ox.NamedNode):
            _note(areas.setdefault(code, Area(code)), triple.predicate.value, triple.object)
    return [areas[code] for code in sorted(areas)]


def _note(area: Area, predicate: str, value: ox.Literal | ox.NamedNode) -> None:
    match predicate.rpartition("#")[2]:
        case "iso2code":
            area.iso2 = value.value
        case "iso3code":
            area.iso3 = value.value
        case "prefLabel" if isinstance(value, ox.Literal) and value.language:
            area.names[value.language] = value.value
        case "altLabel" if isinstance(value, ox.Literal) and value.language:
            area.others[value.language].add(_plain(value.value))
        case "broader" if re.fullmatch(r"\d{3}", value.value.removeprefix(AREA)):
            area.broader.append(value.value.removeprefix(AREA))
        case "exactMatch" if value.value.startswith(WIKIDATA):
            area.items.append(value.value.removeprefix(WIKIDATA))


def _plain(name: str) -> str:
    """The name without the French article behind it, "Géorgie (la)", which no text prints so."""
    return re.sub(r" \((?:l'|l’|la|le|les)\)\*?$", "", " ".join(name.split()))


def further(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    """English names and adjectives by code, from the file beside this one."""
    rows = [
        row.split("\t") for row in path.read_text(encoding="utf-8").splitlines() if row[:1] not in ("", "#")
    ]
    return {code: (_listed(names), _listed(adjectives)) for code, names, adjectives in rows}


def members(path: Path) -> frozenset[str]:
    """The alpha-2 codes of the Member States, from the file beside this one."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return frozenset(code for row in rows if not row.startswith("#") for code in row.split())


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def key_of(area: Area) -> str:
    """Alpha-3 code of a country, M49 code of a region."""
    return KEYS.get(area.code) or area.iso3 or area.code


def everyday(area: Area) -> dict[str, str]:
    """The name that CLDR has, by language; nothing for areas that it lacks or that are no more."""
    if area.code in ENDED:
        return {}
    given = {
        language: Locale.parse(language).territories.get(area.iso2 or area.code) for language in LANGUAGES
    }
    named = {language: name for language, name in given.items() if name and name not in UNWANTED}
    return {"en": "Latin America and the Caribbean", **COMPOSED} if area.code == "419" else named


def block(area: Area, more: tuple[list[str], list[str]], taken: dict[tuple[str, str], str]) -> str:
    """One area as Turtle. `taken` says which area has a folded name of a language first."""
    names = area.names | {lang: name for (code, lang), name in OFFICIAL.items() if code == area.code}
    cldr = everyday(area)
    others: dict[str, set[str]] = {lang: set(area.others[lang]) | {cldr.get(lang, "")} for lang in LANGUAGES}
    others["en"] |= set(more[0])
    if area.iso3:
        for lang in LANGUAGES:
            others[lang].add(area.names.get(lang, ""))
    lines = [
        "    a dcterms:Location , skos:Concept",
        "    skos:inScheme <https://w3id.org/mandategraph/vocab/places>",
        f'    skos:notation "{area.code}"',
        f'    mg:key "{key_of(area)}"',
        *_codes(area),
        _labels("skos:prefLabel", set(names.items())),
        _labels("mg:shortLabel", set(_short(area, names, cldr).items())),
        _labels("skos:altLabel", set(_alternatives(area, others, names, cldr, taken))),
        _labels("mg:adjective", {("en", word) for word in more[1]}),
        _list("skos:broader", [f"area:{code}" for code in sorted(area.broader)]),
        _list("org:memberOf", [UNITED_NATIONS] if area.member else []),
        _list(
            f"skos:{'close' if area.code in ALIKE else 'exact'}Match",
            [f"wd:{item}" for item in sorted(area.items)],
        ),
    ]
    return f"<{AREA}{area.code}>\n" + " ;\n".join(line for line in lines if line) + " .\n"


def _codes(area: Area) -> Iterator[str]:
    if area.iso3:
        yield f'    geo:iso2code "{area.iso2}"'
        yield f'    geo:iso3code "{area.iso3}"'
    if area.code in ENDED:
        yield f'    schema:validThrough "{ENDED[area.code]}"^^xsd:date'


def _short(area: Area, names: Mapping[str, str], cldr: Mapping[str, str]) -> dict[str, str]:
    """Short labels: CLDR's name where the official one is long, and everywhere for languages that lack one."""
    chosen = {**cldr, **names} if area.iso3 not in BRIEF else {**names, **cldr}
    return {lang: min(name, names.get(lang, name), key=len) for lang, name in chosen.items()}


def _alternatives(
    area: Area,
    others: Mapping[str, set[str]],
    names: Mapping[str, str],
    cldr: Mapping[str, str],
    taken: dict[tuple[str, str], str],
) -> Iterator[tuple[str, str]]:
    """Further names that no other area has; names of regions in other languages stand as short labels alone."""
    for lang, found in others.items():
        own = {fold(names.get(lang, ""))}
        for name in sorted(found - CLAIMED - {"", names.get(lang, "")}):
            repeats = not area.iso3 and lang != "en" and name == cldr.get(lang)
            free = taken.setdefault((lang, fold(name)), area.code) == area.code
            if fold(name) not in own and free and not repeats:
                own.add(fold(name))
                yield lang, name


def fold(name: str) -> str:
    """Names that differ in case, hyphens and apostrophes alone are found alike, so one of them is enough."""
    return re.sub(r"[-‐-―\s]", " ", name.casefold()).replace("’", "'")


def _labels(predicate: str, labels: set[tuple[str, str]]) -> str:
    return _list(predicate, [f'"{name}"@{lang}' for lang, name in sorted(labels)])


def _list(predicate: str, values: list[str]) -> str:
    return f"    {predicate} " + " ,\n        ".join(values) if values else ""


def main() -> None:
    """Prints the file."""
    areas = table(Path(os.environ["MANDATEGRAPH_REFERENCE"]) / "vocab" / "m49-geoareas.ttl")
    joined = members(HERE / "_members.txt")
    for area in areas:
        area.member = area.iso2 in joined and area.code not in ENDED
    more = further(HERE / "_places.tsv")
    codes = {key for area in areas for key in (area.iso3, area.code)}
    if strange := sorted(more.keys() - codes):
        sys.exit(f"_places.tsv names areas that the table lacks: {', '.join(strange)}")
    taken = {(lang, fold(name)): area.code for area in areas for lang, name in area.names.items()}
    blocks = [block(area, more.get(key_of(area), ([], [])), taken) for area in areas]
    sys.stdout.write("\n".join([HEADER, *blocks]))


if __name__ == "__main__":
    main()

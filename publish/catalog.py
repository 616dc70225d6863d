"""What the dumps hold, for machines that look for data: VoID and DCAT, counted from the data, without clock times."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.iris import DCAT, GEO, RDF, SDG, SDGO, VOID, Base, digest, slug
from publish.fragments import Fragments
from publish.turtle import Print, head, printer

_TYPE = f"<{RDF}type>".encode()
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of our own data."""
NAME = "mandategraph"
"""Files that hold the graph are called this, and differ in the suffix."""
_MEDIA = "https://www.iana.org/assignments/media-types/"
_VOCABULARIES = {
    "dcat": DCAT,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": VOID,
}
_TARGETS = {
    "Wikidata": "http://www.wikidata.org/entity/",
    "UNBIS Thesaurus": "http://metadata.un.org/thesaurus/",
    "EuroVoc": "http://eurovoc.europa.eu/",
    "areas of the M49 standard": GEO,
    "ontology of the Sustainable Development Goals": SDGO,
    "Sustainable Development Goals": SDG,
}
"""Whom we link to. Namespaces may begin with that of the Goals, so the first that fits counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One file of the dumps."""

    name: str
    media_type: str
    title: str
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a graph holds; keys are tokens of N-Triples."""

    triples: int
    subjects: int
    entities: int
    """Subjects that have a type."""
    classes: Mapping[bytes, int]
    """Subjects of each type."""
    properties: Mapping[bytes, int]
    """Triples of each predicate."""
    links: Mapping[tuple[str, bytes], int]
    """Triples of each predicate that lead from elsewhere into the namespace of each known target."""


def count(lines: Iterable[bytes]) -> Counts:
    """The counts of a graph given as sorted N-Triples."""
    classes: Counter[bytes] = Counter()
    properties: Counter[bytes] = Counter()
    links: Counter[tuple[str, bytes]] = Counter()
    targets = [(name, f"<{space}".encode()) for name, space in _TARGETS.items()]
    heads = tuple(space for _, space in targets)
    subjects = entities = 0
    for subject, group in groupby((line.split(b" ", 2) for line in lines), key=lambda parts: parts[0]):
        subjects += 1
        typed = False
        for _, predicate, rest in group:
            properties[predicate] += 1
            if predicate == _TYPE:
                classes[rest[:-3]] += 1
                typed = True
            elif rest.startswith(heads):
                name, space = next(target for target in targets if rest.startswith(target[1]))
                links[name, predicate] += not subject.startswith(space)
        entities += typed
    return Counts(
        triples=properties.total(),
        subjects=subjects,
        entities=entities,
        classes=classes,
        properties=properties,
        links=+links,
    )


def catalog(fragments: Fragments, files: Sequence[Distribution]) -> bytes:
    """The description of the default graph and of the files, as Turtle."""
    with fragments.default.open("rb") as lines:
        counts = count(lines)
    base = Base(fragments.base)
    term = printer(base)
    rights = [_rights(*vocabulary) for vocabulary in fragments.foreign]
    added = _added(fragments, base)
    blocks = [
        _dataset(counts, files, rights, [*added], base, term),
        *_linksets(counts, base, term),
        *(_block(graph, _told(pairs, term), term) for graph, pairs in added.items()),
    ]
    return "\n".join(
        [
            head(base, _VOCABULARIES).decode(),
            *blocks,
            *(_file(f, base, term) for f in files),
            *_around(base, term),
        ]
    ).encode()


def _added(fragments: Fragments, base: Base) -> dict[bytes, list[tuple[bytes, bytes]]]:
    """What the build says of each vocabulary that was added, predicate and object, by its graph."""
    head = _token(base.graph("vocab").value + "/")[:-1]
    found: dict[bytes, list[tuple[bytes, bytes]]] = {}
    with fragments.default.open("rb") as lines:
        for line in lines:
            if line.startswith(head):
                subject, predicate, value = line.split(b" ", 2)
                found.setdefault(subject, []).append((predicate, value.rstrip()[:-2]))
    return found


def _told(pairs: Iterable[tuple[bytes, bytes]], term: Print) -> list[tuple[str, list[str]]]:
    return [
        ("a" if predicate == _TYPE else _short(predicate, term), [_short(value, term) for _, value in alike])
        for predicate, alike in groupby(pairs, key=lambda pair: pair[0])
    ]


def _short(token: bytes, term: Print) -> str:
    """The token under the prefixes of this file."""
    for prefix, space in _VOCABULARIES.items():
        if token.startswith(f"<{space}".encode()):
            return f"{prefix}:{token[len(space) + 1 : -1].decode()}"
    return _shown(token, term)


def _rights(name: str, licence: str | None) -> str:
    told = f"is under {licence}" if licence else "is not ours and declares no licence"
    text = json.dumps(f"The wording of the vocabulary {name} {told}.", ensure_ascii=False)
    return f"{text}@en"


def _dataset(
    counts: Counts,
    files: Sequence[Distribution],
    rights: Sequence[str],
    added: Sequence[bytes],
    base: Base,
    term: Print,
) -> str:
    classes = [
        f"[ void:class {_shown(kind, term)} ; void:entities {number} ]"
        for kind, number in sorted(counts.classes.items())
    ]
    properties = [
        f"[ void:property {_shown(predicate, term)} ; void:triples {number} ]"
        for predicate, number in sorted(counts.properties.items())
    ]
    rows = [
        ("a", ["dcat:Dataset", "void:Dataset"]),
        (
            "dcterms:description",
            ['"The accepted statements, without their provenance, and the vocabularies."@en'],
        ),
        ("dcterms:license", [f"<{LICENCE}>"]),
        ("dcterms:rights", rights),
        ("dcterms:title", ['"MandateGraph"@en']),
        ("dcat:distribution", [_shown(_address(file, base), term) for file in files]),
        ("void:dataDump", [_shown(_address(file, base), term) for file in files if _is_dump(file)]),
        ("void:sparqlEndpoint", [_shown(_endpoint(base), term)]),
        ("void:classPartition", classes),
        ("void:classes", [str(len(counts.classes))]),
        ("void:distinctSubjects", [str(counts.subjects)]),
        ("void:entities", [str(counts.entities)]),
        ("void:properties", [str(len(counts.properties))]),
        ("void:propertyPartition", properties),
        (
            "void:subset",
            [
                _shown(part, term)
                for part in (*(_linkset(*key, base) for key in sorted(counts.links)), *added)
            ],
        ),
        ("void:triples", [str(counts.triples)]),
        ("void:uriSpace", [f'"{base.iri}id/"']),
    ]
    return _block(_token(base.id("dataset").value), rows, term)


def _linksets(counts: Counts, base: Base, term: Print) -> Iterator[str]:
    for (target, predicate), number in sorted(counts.links.items()):
        words = f"{_shown(predicate, term)} to {target}"
        rows = [
            ("a", ["void:Linkset"]),
            ("dcterms:title", [f'"{words}"@en']),
            ("void:linkPredicate", [_shown(predicate, term)]),
            ("void:objectsTarget", [f'[ a void:Dataset ; void:uriSpace "{_TARGETS[target]}" ]']),
            ("void:subjectsTarget", [_shown(_token(base.id("dataset").value), term)]),
            ("void:triples", [str(number)]),
        ]
        yield _block(_linkset(target, predicate, base), rows, term)


def _around(base: Base, term: Print) -> Iterator[str]:
    """The catalogue that this document is, and the service that answers queries (DCAT 3, 6.3 and 6.8)."""
    document, dataset = _token(f"{base.iri}void"), _shown(_token(base.id("dataset").value), term)
    endpoint = _shown(_endpoint(base), term)
    catalogue = [
        ("a", ["dcat:Catalog", "void:DatasetDescription"]),
        ("dcterms:title", ['"Catalogue of MandateGraph"@en']),
        ("dcat:dataset", [dataset]),
        ("dcat:service", [endpoint]),
        ("foaf:primaryTopic", [dataset]),
    ]
    service = [
        ("a", ["dcat:DataService"]),
        ("dcterms:conformsTo", ["<https://www.w3.org/TR/sparql11-protocol/>"]),
        ("dcterms:title", ['"SPARQL endpoint of MandateGraph"@en']),
        ("dcat:endpointURL", [endpoint]),
        ("dcat:servesDataset", [dataset]),
    ]
    yield _block(document, catalogue, term)
    yield _block(_endpoint(base), service, term)


def _file(file: Distribution, base: Base, term: Print) -> str:
    sum_ = (
        "[ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; "
        f'spdx:checksumValue "{file.sha256}"^^xsd:hexBinary ]'
    )
    address = [_shown(_address(file, base), term)]
    rows = [
        ("a", ["dcat:Distribution"]),
        ("dcterms:description", [f'"{file.title}"@en']),
        ("dcterms:license", [f"<{LICENCE}>"]),
        ("dcterms:title", [f'"{file.name}"']),
        ("dcat:accessURL", address if _is_dump(file) else []),
        ("dcat:byteSize", [f'"{file.size}"^^xsd:nonNegativeInteger']),
        ("dcat:downloadURL", address if _is_dump(file) else []),
        ("dcat:mediaType", [f"<{_MEDIA}{file.media_type}>"]),
        ("spdx:checksum", [sum_]),
    ]
    return _block(_address(file, base), rows, term)


def _block(subject: bytes, rows: Sequence[tuple[str, Sequence[str]]], term: Print) -> str:
    told = [f"    {key} " + ",\n        ".join(values) for key, values in rows if values]
    return f"{_shown(subject, term)}\n" + " ;\n".join(told) + " .\n"


def _is_dump(file: Distribution) -> bool:
    """Whether the file holds the graph; others only help to read it."""
    return file.name.startswith(f"{NAME}.")


def _endpoint(base: Base) -> bytes:
    return _token(f"{base.iri}sparql")


def _address(file: Distribution, base: Base) -> bytes:
    return _token(base.id(f"dataset/{file.name}").value)


def _linkset(target: str, predicate: bytes, base: Base) -> bytes:
    name = re.split("[/#]", predicate.decode()[:-1])[-1]
    return _token(base.id(f"dataset/links/{slug(target)}/{name}-{digest(predicate.decode(), size=8)}").value)


def _token(iri: str) -> bytes:
    return f"<{iri}>".encode()


def _shown(token: bytes, term: Print) -> str:
    return term(token).decode()

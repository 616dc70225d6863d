"""What is wrong in a vocabulary, by the SKOS Reference and good practice, and between it and others: warnings all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.iris import OWL, SKOS
from kg.settings import DEFAULT_BASE
from kg.types import Finding

# SKOS Reference, the integrity conditions by number; the last three are good practice (qSKOS).
_CONDITIONS = (
    (
        "skos-s14-label-twice",
        "two preferred labels in one language",
        "keep one and make the other an alternative label",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:prefLabel ?a, ?b . "
        "FILTER(LANG(?a) = LANG(?b) && STR(?a) < STR(?b)) BIND(LANG(?a) AS ?value) }",
    ),
    (
        "skos-s13-label-overlap",
        "a label is both preferred and alternative",
        "drop the alternative label",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:prefLabel ?value ; skos:altLabel|skos:hiddenLabel ?value }",
    ),
    (
        "skos-s9-class-overlap",
        "a thing is both a concept and a scheme",
        "give the scheme an IRI of its own",
        "SELECT ?focus ?value WHERE { ?focus a skos:Concept, skos:ConceptScheme BIND('' AS ?value) }",
    ),
    (
        "skos-s27-related-broader",
        "a concept is related to one of its broader concepts",
        "drop the related link",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:related ?value ; "
        "(skos:broader|^skos:narrower)+ ?value }",
    ),
    (
        "skos-s46-mapping-clash",
        "an exact match is also a broader, narrower or related match",
        "keep one of the two",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:exactMatch ?value ; "
        "skos:broadMatch|skos:narrowMatch|skos:relatedMatch ?value }",
    ),
    (
        "broader-circle",
        "a concept is broader than itself",
        "break the circle",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus (skos:broader|^skos:narrower)+ ?focus BIND('' AS ?value) }",
    ),
    (
        "broader-unknown",
        "the broader concept is not in the file",
        "add it, or drop the link",
        "SELECT DISTINCT ?focus ?value WHERE { ?focus skos:broader ?value FILTER NOT EXISTS { ?value ?any ?thing } }",
    ),
    (
        "no-label",
        "a concept has no preferred label",
        "add one",
        "SELECT ?focus ?value WHERE { ?focus a skos:Concept "
        "FILTER NOT EXISTS { ?focus skos:prefLabel ?label } BIND('' AS ?value) }",
    ),
)


def defects_of(about: ox.Store, name: str) -> Iterator[Finding]:
    """A warning for each broken integrity condition, in order of condition and IRI."""
    for rule, message, remedy, query in _CONDITIONS:
        rows = about.query(query, prefixes={"skos": SKOS})
        assert isinstance(rows, ox.QuerySolutions), "each condition is a SELECT"
        pairs = sorted({(row["focus"].value, getattr(row["value"], "value", "")) for row in rows})
        for focus, value in pairs:
            yield Finding(
                severity="warning",
                rule=rule,
                message=f"{message}{f' ({value})' if value else ''}",
                remedy=remedy,
                document=f"vocabulary {name}",
                focus=focus,
                value=value or None,
            )


_DROPPED = {
    "base-direction": "{} labels or values have a base direction, which is left out",
    "triple-term": "{} triples about triples are left out",
}
_EXAMPLES = 3


def _told(name: str, rule: str, message: str, remedy: str) -> Finding:
    return Finding(
        severity="warning", rule=rule, message=message, remedy=remedy, document=f"vocabulary {name}"
    )


def left_out(dropped: Mapping[str, int], name: str) -> Iterator[Finding]:
    """A warning for each kind of thing that RDF 1.1 cannot say."""
    for rule, count in sorted(dropped.items()):
        message = _DROPPED[rule].format(count)
        yield _told(name, rule, message, "nothing has to be done; other tools could not read it")


def links(triples: Iterable[ox.Triple], name: str) -> Iterator[Finding]:
    """A warning for each predicate that only documents or nobody should bring: ours between things, `owl:sameAs`."""
    ours = f"{DEFAULT_BASE}ns#"
    found = Counter(t.predicate.value for t in triples if isinstance(t.object, ox.NamedNode))
    if same := found[f"{OWL}sameAs"]:
        message = f"it says {same} times by owl:sameAs that two things are one"
        yield _told(name, "same-as", message, "use skos:exactMatch")
    for predicate in sorted(link for link in found if link.startswith(ours)):
        message = f"it states mg:{predicate.removeprefix(ours)} {found[predicate]} times; no document is behind that"
        yield _told(name, "our-predicate", message, "use a predicate of another namespace")


def preferred(triples: Iterable[ox.Triple]) -> dict[tuple[str, str], set[str]]:
    """The preferred labels of each thing in each language."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for triple in triples:
        label = triple.object
        if triple.predicate.value == f"{SKOS}prefLabel" and isinstance(label, ox.Literal):
            found[getattr(triple.subject, "value", ""), label.language or ""].add(label.value)
    return found


def clashes(
    mine: Mapping[tuple[str, str], set[str]],
    others: Mapping[str, Mapping[tuple[str, str], set[str]]],
    name: str,
) -> Iterator[Finding]:
    """A warning for each other added vocabulary that calls the same things otherwise in the same language."""
    for other, theirs in sorted(others.items()):
        both = sorted(key for key in mine.keys() & theirs.keys() if mine[key].isdisjoint(theirs[key]))
        if both:
            some = ", ".join(f"<{iri}> ({language or 'no language'})" for iri, language in both[:_EXAMPLES])
            more = f" and {len(both) - _EXAMPLES} more" if len(both) > _EXAMPLES else ""
            message = f"{len(both)} preferred labels differ from those of vocabulary {other}: {some}{more}"
            yield _told(name, "label-clash", message, "make one of each pair an alternative label")

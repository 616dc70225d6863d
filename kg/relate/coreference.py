"""One thing under all its names within a document: short and long forms, variants of spelling, defined acronyms.

What the vocabulary knows lends its identifier to the other names of the same thing. Anaphors ("the Platform") are
no names; readings resolve them. Weaker likeness never joins two things.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.heads import LOWER_HEADS
from kg.iris import fold
from kg.iris import slug as slugify
from kg.types import Document, EntityType, Mention, Unit
from kg.vocabulary import Lexicon

FINDER = "coreference"
OPEN = frozenset({"titles", "acronyms", "events", "foreign_bodies", FINDER})
"""Finders of names that no vocabulary holds."""
_GLUE = frozenset("-/_.")
_Node = tuple[EntityType, str]
_LOWER_HEAD = re.compile(rf"(?<=[\w)]) (?:{'|'.join(sorted(LOWER_HEADS))})\Z")
_VAGUE_HEAD = re.compile(
    r"(?P<rest>(?!(?:Global|National|Regional|Joint|United|Country|International|World|Special|Technical)\b)[A-Z].*)"
    r" (?:Programme|Program|Project|Initiative|Campaign|Scheme|Course|Series)"
)
"""A name that goes on without its head: "Harbour Lens Programme", later "Harbour Lens"."""
_CAPITAL_BEHIND = re.compile(r" (?:\([A-Z]|(?:of |for |on |and |the )*[A-Z])")
_CAPITAL_BEFORE = re.compile(
    r"(?<![.!?:;] )\b(?!(?:The|In|At|For|Of|And|With|By|Under|Since)\b)[A-Z][\w’'-]* \Z"
)
_COINED = re.compile(r"[A-Z]\w*[a-z][A-Z]\w+")
_NUMBERED = re.compile(
    r"(?:[\w-]+(?:th|st|nd|rd)|(?:[\w-]+-)?(?:[Ff]irst|[Ss]econd|[Tt]hird)) (?:[a-z-]+ ){0,3}[A-Za-z]+"
    r"(?: of the (?:Conference|Commission|Committee|Council|Board|Assembly|session|programme))?"
)
_SPELLINGS = (
    (re.compile(r"\be (?=learning|government|commerce|health|evidence|agriculture)"), "e"),
    (re.compile(r"(?<=\w) 4 (?=\w)"), " for "),
    (re.compile(r"\bunited nations\b"), "un"),
    (re.compile(r"\bprogram\b"), "programme"),
    (re.compile(r"\bcenter\b"), "centre"),
    (re.compile(r"is(?=ation|ing\b|ed\b)"), "iz"),
)


def joined(
    document: Document, units: Sequence[Unit], mentions: Sequence[Sequence[Mention]], lexicon: Lexicon
) -> tuple[list[list[Mention]], dict[_Node, str]]:
    """The mentions of each unit, with repeated names added, and a key for each type and name of an open class."""
    given = _of_document([list(found) for found in mentions], document)
    named = [m for found in given for m in found if m.finder in OPEN]
    if not named:
        return given, {}
    groups = _groups([m for found in given for m in found], document.text, lexicon)
    forms = _forms(named, document.text)
    automaton = AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest)
    bare = frozenset(form for m in named if (form := _bare(m)))
    more = [
        [*found, *_repeated(unit, automaton, tuple(forms.items()), bare)]
        for unit, found in zip(units, given, strict=True)
    ]
    known = {node: one[1:] for node, (_, one) in groups.items() if one.startswith("\0")}
    keys = _keys([m for found in more for m in found], groups, known)
    return [[_identified(m, known) for m in found] for found in more], keys


@lru_cache(maxsize=2**14)
def variant(name: str) -> str:
    """The name as names are compared within a document: folded, with one spelling for variants."""
    said = fold(name)
    for pattern, plain in _SPELLINGS:
        said = pattern.sub(plain, said)
    return said


def _of_document(mentions: list[list[Mention]], document: Document) -> list[list[Mention]]:
    """With identifiers for events that only a number names: the "sixth meeting" is another one elsewhere."""
    names = {m.name.casefold() for found in mentions for m in found if m.type == "event"}

    def told(mention: Mention) -> Mention:
        if mention.finder not in OPEN or mention.id:
            return mention
        if not _NUMBERED.fullmatch(mention.name):
            return mention
        said = mention.name.casefold()
        longer = [name for name in sorted(names) if name.startswith(f"{said} ")]
        if len(longer) == 1:
            whole = next(m for found in mentions for m in found if m.name.casefold() == longer[0])
            return replace(mention, id=whole.id, name=whole.name)
        return replace(mention, id=f"{slugify(said)}-{document.version}")

    return [[told(m) if m.type == "event" else m for m in found] for found in mentions]


class _Sets:
    """Disjoint sets of names; what the vocabulary tells apart is never joined."""

    def __init__(self) -> None:
        self.up: dict[_Node, _Node] = {}

    def root(self, node: _Node) -> _Node:
        while self.up.setdefault(node, node) != node:
            node = self.up[node]
        return node

    def join(self, one: _Node, other: _Node) -> None:
        first, second = self.root(one), self.root(other)
        if first == second or (first[1].startswith("\0") and second[1].startswith("\0")):
            return
        if first[1].startswith("\0"):
            first, second = second, first
        self.up[first] = second


def _groups(every: Sequence[Mention], text: str, lexicon: Lexicon) -> dict[_Node, _Node]:
    """For each type and name, the node that stands for all names of the thing: a vocabulary key if it has one."""
    sets, bodies, concepts = _Sets(), _bodies(lexicon), _concepts(lexicon)
    for mention in every:
        node = (mention.type, variant(mention.name))
        if mention.id:
            sets.join(node, (mention.type, f"\0{mention.id}"))
        elif mention.finder in OPEN:
            sets.root(node)
            if key := concepts.get(node):
                sets.join(node, (mention.type, f"\0{key}"))
    named = [m for m in every if m.finder in OPEN]
    for mention in named:
        for short in _short_forms(mention, text):
            sets.join((mention.type, variant(mention.name)), (mention.type, variant(short)))
    wholes: defaultdict[_Node, set[str]] = defaultdict(set)
    for mention in named:
        wholes[mention.type, variant(_plain(mention.name))].add(variant(_without_brackets(mention.name)))
    for mention in named:
        node, plain = (mention.type, variant(mention.name)), (mention.type, variant(_plain(mention.name)))
        if plain in sets.up or len(wholes[plain]) == 1:
            sets.join(node, plain)
        for shorter in _unowned(plain, bodies):
            if shorter in sets.up:
                sets.join(plain, shorter)
    for part, longer in _abridged(list(sets.up)):
        if len({sets.root(whole) for whole in longer}) == 1:
            sets.join(part, longer[0])
    return {node: sets.root(node) for node in list(sets.up)}


def _short_forms(mention: Mention, text: str) -> Iterator[str]:
    """Acronyms that the name carries in brackets, or that stand for it."""
    if mention.finder == "acronyms":
        yield text[mention.begin : mention.end]
    if bare := _bare(mention):
        yield bare
    head = _LOWER_HEAD.search(mention.name)
    for short in re.findall(r"\(([A-Z0-9][\w-]+)\)", mention.name):
        yield short
        yield f"{short}{head[0] if head else ''}"


def _bare(mention: Mention) -> str | None:
    """The name of a programme without its vague head: two words that are left, or one that only a name has."""
    found = _VAGUE_HEAD.fullmatch(mention.name) if mention.type == "programme" and not mention.id else None
    rest = found["rest"] if found else ""
    words = rest.split()
    sure = len(words) > 1 and words[-1][:1].isupper()
    return rest if sure or _COINED.fullmatch(rest) else None


def _without_brackets(name: str) -> str:
    return re.sub(r" \([^)]*\)", "", name)


def _plain(name: str) -> str:
    """The name without what stands in brackets and without a noun in lower case behind it."""
    return _LOWER_HEAD.sub("", _without_brackets(name))


def _unowned(node: _Node, bodies: frozenset[str]) -> Iterator[_Node]:
    """The name without the body at its beginning."""
    words = node[1].split()
    for size in range(1, min(8, len(words) - 1)):
        if " ".join(words[:size]) in bodies:
            yield node[0], " ".join(words[size:])


def _abridged(nodes: Sequence[_Node]) -> Iterator[tuple[_Node, list[_Node]]]:
    """Short forms of two words or more, each with the longer names that end in it or have it before a link."""
    by_type: defaultdict[EntityType, list[str]] = defaultdict(list)
    for kind, name in nodes:
        if kind in ("programme", "organization") and len(name.split()) >= 2 and not name.startswith("\0"):
            by_type[kind].append(name)
    for kind, listed in by_type.items():
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for name in listed:
            head = re.split(r" (?:of|for|on|against|to) ", name)[0]
            own = len(head.split())  # a tail behind the link is what the thing is about, not the thing
            for tail in {*_tails(name)[: own - 1], *_tails(head)} - {name}:
                parts[tail].append(name)
            if head != name and len(head.split()) >= 3:
                parts[head].append(name)
        for short in listed:
            held = (n for n in listed if n.startswith((f"{short} to the ", f"{short} of the ")))
            if whole := sorted({*parts[short], *held}):
                yield (kind, short), [(kind, name) for name in whole]


def _tails(name: str) -> list[str]:
    words = name.split()
    return [" ".join(words[at:]) for at in range(1, len(words) - 1)]


def _forms(named: Sequence[Mention], text: str) -> dict[str, EntityType]:
    """What to look for in the rest of the document: names of two words or more, and short forms."""
    forms: dict[str, EntityType] = {}
    for mention in named:
        if mention.type == "event" and mention.finder != "titles":
            continue
        for form in (mention.name, _plain(mention.name), *_short_forms(mention, text)):
            if (" " in form and form[:1].isupper()) or sum(c.isupper() for c in form) >= 2:
                forms.setdefault(form, mention.type)
    return forms


def _repeated(
    unit: Unit, automaton: AhoCorasick, forms: Sequence[tuple[str, EntityType]], bare: frozenset[str]
) -> Iterator[Mention]:
    """Where a name that the document uses elsewhere stands in this unit; a bare one never as part of a longer name."""
    text = unit.view.text
    for pattern, begin, end in automaton.find_matches_as_indexes(text):
        before, after = text[max(0, begin - 1) : begin], text[end : end + 1]
        if before.isalnum() or before in _GLUE or after.isalnum() or after in ("_", "/"):
            continue
        span = unit.view.span(begin, end)
        form, kind = forms[pattern]
        if form in bare and (_CAPITAL_BEHIND.match(text, end) or _CAPITAL_BEFORE.search(text, 0, begin)):
            continue
        yield Mention(begin=span.begin, end=span.end, type=kind, finder=FINDER, name=form)


def _keys(
    mentions: Iterable[Mention], groups: Mapping[_Node, _Node], known: Mapping[_Node, str]
) -> dict[_Node, str]:
    """The entity's key for each type and name: the vocabulary's, else a slug of the fullest name."""
    names: defaultdict[_Node, set[str]] = defaultdict(set)
    for mention in mentions:
        node = (mention.type, variant(mention.name))
        if node in groups and node not in known:
            names[groups[node]].add(mention.name)
    return {
        (root[0], name): f"{root[0]}-{slugify(max(called, key=lambda n: (len(n), n)))}"
        for root, called in names.items()
        for name in called
    }


def _identified(mention: Mention, known: Mapping[_Node, str]) -> Mention:
    """With the identifier that the vocabulary gives another name of the same thing."""
    if mention.id is not None or mention.finder not in OPEN:
        return mention
    key = known.get((mention.type, variant(mention.name)))
    return replace(mention, id=key) if key else mention


@cache
def _bodies(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        variant(label) for c in lexicon.concepts if c.type == "organization" for label in c.labels
    )


@cache
def _concepts(lexicon: Lexicon) -> dict[_Node, str]:
    return {(c.type, variant(label)): c.key for c in reversed(lexicon.concepts) for label in c.labels}

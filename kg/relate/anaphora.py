"""Who is meant by words that are no name: "the Programme", "the Office", "we", "it".

Annotation rule: such words are no mentions, but what is said of them is said of whom they mean. Offsets are code
points in the sentence, end excluded.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kg.anyof import AnyOf
from kg.heads import KINDS
from kg.iris import fold
from kg.relate.sentences import Sentence
from kg.types import Basis, Entity, Referent, Support
from kg.verbs import SAYING


def _any_of(words: Iterable[str]) -> str:
    """A pattern of whole words that tries a first letter once for all words that begin with it."""
    by_letter = groupby(sorted(words), key=lambda word: word[0])
    letters = (f"{first}(?:{'|'.join(word[1:] for word in group)})" for first, group in by_letter)
    return f"(?:{'|'.join(letters)})"


_KIND = _any_of(KINDS)
_POINTERS = AnyOf(("the ", "The ", "this ", "This ", "our ", "Our "))
_ANAPHOR = re.compile(
    r"(?P<word>[TtOo](?<!\w.)(?:(?<=[Tt])h(?:e(?: same)?|is)|(?<=[Oo])ur)) "
    rf"(?P<noun>(?:[Gg]lobal )?(?i:{_KIND})|[Ss]ecretariat"
    r"|(?:(?:Working|Executive|Expert|Technical|Trust|Task|Advisory|Governing|Standing|Special|Joint) )?"
    r"[A-Z][a-z]{3,})\b"
    r"(?![ -][A-Z])"
)
_GOES_ON = re.compile(
    r" (?:of|for|on|against|to) [A-Z]| (?:of|on|against|entitled|titled|called|known as|named) | [\"“'‘]"
)
_HARD = (
    r"(?:im)?(?:portant|possible|necessary|expected|hoped|proposed|intended|easy|easier|difficult|hard|vital|essential"
    r"|crucial|recommended|useful|good|time|likely|better|best|understood|said|reported|known)"
)
"""What "it is … to" is said with, of nobody."""
_PRONOUN = re.compile(
    r"\A(?:[A-Z][a-z]+ (?=It |They ))?(?:\w+ |(?:At|By|During|In|On|Since|So) (?:\w+ ){1,2}|\w+, )?"
    rf"(?P<word>[Ii]t|[Tt]hey|Its|Their)\b(?! (?:is|was|has been) (?:\w+ that\b|that\b|{_HARD} to\b"
    r"|(?:not|observ|stat|stress|said|agreed|suggest|recall|felt|emphasi|recommend|conclud|point|propos|highlight|decid)"
    r"\w* (?:out )?by\b|by\b))"
)
_FRONTED = re.compile(
    r"\A(?:[A-Z][a-z]+ )?(?:Pursuant|Under|In|Through|With|By|Acting|As|Working|During|Since|After|At|On|For|Within"
    r"|[A-Z][a-z]+ed|Led|Run|Set up|Built)\b"
    rf"[^;.]{{0,200}}?, (?P<word>it|they)\b(?! (?:is|was|has been) (?:\w+ that\b|{_HARD} to\b|that\b))"
)
_WITH_IT = re.compile(
    r"\A(?:(?:Together|Jointly) with|With) (?:the )?[A-Z][^;.,]{0,120}?[\w)] (?P<word>it|they) [a-z]+"
    r"(?<!is)(?<!was)(?<!will)(?<!would)\b"
)
_FIRST_PERSON = re.compile(r"[WwOoUuMm](?<!\w.)(?:(?<=[Ww])e|(?<=[Oo])ur|(?<=[Uu])s|(?<=m)e|(?<=[Mm])y)\b")
_I = re.compile(
    r"(?:\A|(?<=, )|(?<=that )|(?<=and )|(?<=which )|(?<=whom ))I(?= [a-z])(?! (?:and|or|to|of)\b)"
)
_CALLED = re.compile(r"([a-z]+) (?:known as|called|entitled|titled|named) (?:the )?[\"“'‘]?\Z")
_KIND_BEHIND = re.compile(
    r"(?: \([A-Z][\w ]*\))?[\"”’]?(?:,| is| was)?(?: an?)?"
    rf"(?: (?!(?:the|this|that|its|our|their|which|such|same)\b)[a-z][\w-]*){{0,3}}? ({_KIND})\b"
)
_BODY_NOUNS = frozenset({"office", "organization", "agency", "department", "fund", "secretariat"})
_ORGANS = frozenset(
    {"assembly", "council", "commission", "committee", "conference", "congress", "board", "party"}
)
"""Nouns of bodies that documents speak of without meaning the one that was named last."""
_BOTH = re.compile(r"\A(?P<word>Both)(?: (?P<noun>[a-z]+))?(?= [a-z])")
_GOES_BY = re.compile(r" (?:[a-z]+(?:ed|un|ilt|eld|ade) by|led by|of|for|that|which)\b")
_COMMA = re.compile(r"[\"”]?(?: \([^()]*\))?, ")
_OF_TWO = re.compile(
    r"\A(?P<word>The (?P<which>former|latter))\b(?! (?:[a-z]+ )?(?:resolution|decision|report)\b)"
)
_CITED = re.compile(
    r"\b(?:[Tt]hat|[Tt]he (?:same|said|aforementioned|latter)) (?:resolution|decision)\b(?! \d)"
)
_ANSWERED = re.compile(
    r"[ra](?:(?<=\bIn .)(?:esponse|eply|nswer)(?=, )|(?<=\bin .)(?:esponse|eply|nswer)(?=[,.;]| and ))"
    r"|t(?<=\bto .)h(?:is|at|e) (?:request|mandate|call)(?=[,.;]| and )"
)
"""What somebody acted in response to, where a resolution was named before."""
_SAID = re.compile(
    rf", (?:the )?(?:(?:[A-Z]\w*|of|for|the|on|and) ){{1,8}}(?:{SAYING}|cancelled|refused|declined)\b"
)
"""Who talks in reply to a vote, or calls something off, acts under no resolution."""
_VAGUE = frozenset({"programme", "initiative", "project"})
_ONLY = re.compile(
    r"tool|system|platform|database|scheme|exercise|portal|network|register|registry|archive|ledger|map|campaign|game"
    r"|app|application|observatory|hub|desk"
)
"""Kinds that mean the only programme of a text, whatever else it is called."""
_LINK = re.compile(r" (?:of|for|on|against|to|in|with|at|from)\b")
_MANY = 2**12
"""Things whose folded names are remembered."""
_NEAR = 120
"""Characters beside a name that rules look at."""
_COMMON = re.compile(
    r"[AaOo](?<!\w.)(?<!\bis .)(?<!\bare .)(?<!\bwas .)(?<!\bwere .)(?<!\bas .)(?<!\bremains .)(?<!\bbecame .)"
    r"(?<!\bsuch .)(?<!\b[Tt]his .)(?<!\bit .)"
    r"(?:(?<=[Aa])(?:n?|nother| second| third)|(?<=[Oo])ne) (?:(?!(?:of|for|in|on|to|with|by|and|that|which)\b)"
    rf"[a-z$€£\d][\w.,’'-]* ){{0,5}}?(?P<noun>{_KIND})\b"
    r"(?! (?:called|known|entitled|named|titled|[\"“'‘A-Z]))(?!, (?:the )?[\"“'‘A-Z])(?!s? of (?:the )?[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Those whom the words of a document may mean."""

    entities: Mapping[str, Entity]
    author: str | None
    worker: str | None
    """The author, where it does work of its own."""
    heads: Mapping[str, frozenset[str]]
    """Of each programme and organization: the nouns that its names end in, folded."""
    words: frozenset[str]
    """All words of their names, folded: one of them is what any noun repeats."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What has been named before a sentence: entity keys, the last one last."""

    recent: Mapping[str, None]
    """In the whole document, each once, where it was named last."""
    local: Sequence[str]
    """In the paragraph."""
    before: Sequence[Referent]
    """The programmes and organizations of the nearest sentence that has some."""
    kinds: Mapping[str, str]
    """What kind of thing the text says a programme is."""
    topic: str | None
    """What the heading puts in force."""
    common: frozenset[str] = frozenset()
    """Nouns of things without a name that the paragraph told of last: "a project on salt"."""


def cast_of(entities: Sequence[Entity], author: str | None, worker: str | None = None) -> Cast:
    """The entities of a document with the nouns that they go by."""
    actors = [entity for entity in entities if entity.type in ("programme", "organization")]
    heads = {e.key: frozenset(h for name in (e.name, *e.aliases) for h in _heads(name)) for e in actors}
    return Cast(
        entities={entity.key: entity for entity in entities},
        author=author,
        worker=worker,
        heads=heads,
        words=frozenset().union(*heads.values(), *(_folded((e.name, *e.aliases)) for e in actors)),
    )


def _heads(name: str) -> Iterator[str]:
    """ "Window" of "Kilimo Climate Window", "Centre" of "Centre for Crime Data", "Operation" of "Operation Silver"."""
    plain = re.sub(r" \([^)]*\)|[\"“”]", "", name)
    words = _LINK.split(plain)[0].split()
    for word in {words[-1], words[0]} if words else ():
        if len(word) > 3 and not word.isupper():
            yield fold(word)


def anaphors(sentence: Sentence, named: Sequence[Referent], heard: Heard, cast: Cast) -> list[Referent]:
    """ "The Programme", "the Office", "we", where it is plain who is meant."""
    found = list(_nouns(sentence, named, heard, cast))
    taken = [(r.begin, r.end) for r in found]
    persons = list(_FIRST_PERSON.finditer(sentence.text)) if cast.author else []
    persons += _I.finditer(sentence.text) if cast.author and "I " in sentence.text else ()
    for match in persons:
        if cast.author and not any(begin <= match.start() < end for begin, end in taken):
            found.append(_spoken(sentence, match.span(), cast.entities[cast.author], "first-person"))
    return found


def _nouns(sentence: Sentence, named: Sequence[Referent], heard: Heard, cast: Cast) -> Iterator[Referent]:
    # Every match begins with one of these words and a blank, and none can begin inside another one.
    tried = (_ANAPHOR.match(sentence.text, place) for place in _POINTERS.places_in(sentence.text))
    for match in filter(None, tried):
        this = match["word"] in ("This", "this")
        taken = any(r.begin < match.end() and match.start() < r.end for r in named)
        if taken or (not this and _GOES_ON.match(sentence.text, match.end())):
            continue
        if not this and _apposed(sentence.text, match, named):
            continue
        own = [r.entity for r in named if r.end <= match.start()]
        noun = match["noun"].split()[-1]
        if noun.casefold() in heard.common and not own:
            continue
        meant = _pointed(noun, heard, cast) if this else None
        if meant := meant or _meant(noun, [*heard.local, *own], own, heard, cast):
            yield _spoken(sentence, match.span(), cast.entities[meant], "anaphor")


def _apposed(text: str, match: re.Match[str], named: Sequence[Referent]) -> bool:
    """Whether the words only say what the programme before the comma is: "the Alliance, the network led by …"."""
    behind = _GOES_BY.match(text, match.end())
    return bool(behind) and any(
        r.type == "programme" and r.end < match.start() and _COMMA.fullmatch(text, r.end, match.start())
        for r in named
    )


def pronouns(sentence: Sentence, heard: Heard, cast: Cast) -> Iterator[Referent]:
    """ "It", "they" at the head of a sentence: the programme of the sentence before, else its organization."""
    if both := _BOTH.match(sentence.text):
        last = [key for key in _backwards(heard) if cast.entities[key].type == "programme"]
        noun = both["noun"] or ""
        kind = noun.removesuffix("s") in KINDS or noun in ("efforts", "activities", "schemes")
        for key in last[:2] if len(last) > 1 and (kind or not re.search(r"[^s]s\Z", noun)) else ():
            yield _spoken(sentence, both.span("word"), cast.entities[key], "anaphor")
        return
    if pair := _OF_TWO.match(sentence.text):
        last = list(dict.fromkeys(k for k in heard.local if cast.entities[k].type == "programme"))[-2:]
        if len(last) == 2:
            yield _spoken(
                sentence, pair.span("word"), cast.entities[last[pair["which"] == "latter"]], "anaphor"
            )
        return
    if not heard.before:
        return
    if (
        match := _PRONOUN.match(sentence.text)
        or _FRONTED.match(sentence.text)
        or _WITH_IT.match(sentence.text)
    ):
        meant = next((r for r in heard.before if r.type == "programme"), heard.before[0])
        yield _spoken(sentence, match.span("word"), cast.entities[meant.entity], "anaphor")


def cited(
    sentence: Sentence, named: Sequence[Referent], last: str | None, answered: str | None, cast: Cast
) -> Iterator[Referent]:
    """ "That resolution": the one that was named last; "in response": the one that the paragraph named last.

    In a resolution's own paragraphs such words may mean itself.
    """
    if sentence.unit.kind in ("preambular", "operative"):
        return
    if last is None and not any(r.type == "resolution" for r in named):
        return
    for pattern, known in ((_CITED, last), (_ANSWERED, answered)):
        for match in pattern.finditer(sentence.text):
            if pattern is _ANSWERED and _SAID.match(sentence.text, match.end()):
                continue
            before = (r.entity for r in reversed(named) if r.type == "resolution" and r.end <= match.start())
            if meant := next(before, known):
                yield _spoken(sentence, match.span(), cast.entities[meant], "anaphor")


def kinds_of(sentence: Sentence, named: Iterable[Referent]) -> dict[str, str]:
    """What kind of thing the sentence says a programme is: "the training network known as …" is a network."""
    kinds = {}
    for referent in (r for r in named if r.type == "programme"):
        found = _CALLED.search(sentence.text, max(0, referent.begin - _NEAR), referent.begin)
        found = found or _KIND_BEHIND.match(sentence.text, referent.end)
        if found:
            kinds[referent.entity] = found[1]
    return kinds


def common(text: str) -> frozenset[str]:
    """The nouns of things that the sentence tells of without naming them: "a $10.3 million climate project".

    What it only says of somebody ("it is a project") or gives a name to ("a project called X") is none of them.
    """
    return frozenset(match["noun"].casefold() for match in _COMMON.finditer(text))


def _spoken(sentence: Sentence, place: tuple[int, int], entity: Entity, basis: Basis) -> Referent:
    begin, end = place
    span = sentence.unit.view.span(sentence.begin + begin, sentence.begin + end)
    return Referent(
        entity=entity.key, type=entity.type, begin=begin, end=end, support=Support(basis=basis, span=span)
    )


def _backwards(heard: Heard) -> list[str]:
    """Those named in the document so far, the last one first."""
    return list(heard.recent)[::-1]


def _pointed(noun: str, heard: Heard, cast: Cast) -> str | None:
    """ "This observatory": the programme that was named right before, whatever its name calls it."""
    last = [key for key in heard.local if cast.entities[key].type == "programme"][-1:]
    return last[0] if last and noun in KINDS else None


def _meant(noun: str, here: Sequence[str], own: Sequence[str], heard: Heard, cast: Cast) -> str | None:
    """Who is meant: named in the same paragraph, then what the heading is about, then the last of that kind.

    A noun of the name itself says most; a vague one ("the initiative") also means the programme named last. `own`
    are those that the sentence itself names: "X is part of the project" speaks of another one.
    """
    head = noun.casefold()
    last_first = _backwards(heard)
    # Most nouns are no part of anybody's name, and then nobody need be asked.
    called_so = last_first if head in cast.words or head in heard.kinds.values() else []

    def called(key: str | None, kind: str) -> bool:
        if key is None or cast.entities[key].type != kind:
            return False
        words = _words(cast.entities[key], noun, cast.heads[key])
        return head == heard.kinds.get(key) or head in words or head.replace("isation", "ization") in words

    if head.replace("isation", "ization") in _BODY_NOUNS:
        near = (heard.topic, *reversed(here)) if head in KINDS else ()
        if programme := next((key for key in near if called(key, "programme")), None):
            return programme
        named = next((key for key in (cast.author, *called_so) if called(key, "organization")), None)
        return named or (cast.worker if noun[0].isupper() and noun != "Secretariat" else None)
    programmes = [key for key in reversed(here) if cast.entities[key].type == "programme"]
    if exact := next((key for key in (*programmes, heard.topic) if called(key, "programme")), None):
        return exact
    exact = next((key for key in called_so if called(key, "programme")), None)
    if head in _VAGUE and (programmes or heard.topic):
        last = programmes[0] if programmes else heard.topic
        return exact if exact and last in own else last
    if exact:
        return exact
    known = [key for key in last_first if cast.entities[key].type == "programme"]
    if head in _VAGUE or (_ONLY.fullmatch(noun) and len(known) == 1):
        return next(iter(known), None)
    if noun[0].isupper() and head in _ORGANS:
        named = next((k for k in (cast.worker, cast.author) if called(k, "organization")), None)
        return named or _only(head, cast)
    if noun[0].isupper():
        return next((key for key in (cast.author, *called_so) if called(key, "organization")), None)
    return None


def _only(head: str, cast: Cast) -> str | None:
    """The one body of the document whose name has that noun for its head; none where there are two."""
    found = [
        key
        for key, heads in cast.heads.items()
        if head in heads and cast.entities[key].type == "organization"
    ]
    return found[0] if len(found) == 1 else None


def _words(entity: Entity, noun: str, heads: frozenset[str]) -> frozenset[str]:
    """The words that the noun may repeat: any of a name for the usual nouns, the head of a name for others."""
    usual = noun.casefold() in KINDS or noun.casefold().replace("isation", "ization") in _BODY_NOUNS
    return _folded((entity.name, *entity.aliases)) if usual else heads


@lru_cache(maxsize=_MANY)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(" ".join(names)).split())

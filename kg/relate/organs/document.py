"""What the whole document tells of the organ of a bare number: its own organ, its terms, its other citations."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg import symbols
from kg.relate.organs.acts import (
    FAR,
    GENERIC,
    NOUN,
    ORGAN_NOUNS,
    OTHER,
    act_of,
    concept_of,
    first_of,
    letters_of,
    organs_of,
    owners_of,
)
from kg.relate.sentences import Sentence
from kg.types import Fact, Mention
from kg.vocabulary import Lexicon

_TAIL = re.compile(r"(?:/|EA\.(?P<session>\d+)/)(?P<act>RES|DEC)[/.](?P<number>.+)\Z")
_HEAD = re.compile(r"\b(Commission|Committee) (?:for|on) ")
_FIRST_SHARED = 31
"""Sessions from which a number may be the Assembly's as well as another body's."""
_FIRST_DECISION, _FIRST_ASSEMBLY_DECISION = 101, 301
_TITLES = ("heading", "cover")
_USUAL = {"Assembly": "A", "Council": "E"}
"""Whom the noun means in papers of the United Nations where the document names nobody else whose number it can be."""


@dataclass(frozen=True, slots=True)
class Own:
    """An organ whose paper the document is; `session` and `year` are those of the paper, where it tells them."""

    prefix: str
    session: int | None
    year: int | None
    adopted: bool
    """Whether the paper is itself a resolution or decision."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole document tells about organs."""

    lexicon: Lexicon
    named: Mapping[str, Counter[str]]
    """Prefixes of the organs that a noun may mean here, with how often each is named."""
    own: tuple[Own, ...]
    headed: frozenset[Mention] = frozenset()
    """What is named in the title right above a preamble."""


def headed(sentences: Sequence[Sentence]) -> frozenset[Mention]:
    """The acts by whose number and title an organ begins to speak."""
    titles = [a for a, b in pairwise(sentences) if b.unit.kind == "preambular" and a.unit.kind in _TITLES]
    return frozenset(m for title in titles for _, _, m in title.mentions if m.type == "resolution")


def own_organs(facts: Iterable[Fact], lexicon: Lexicon) -> Iterator[Own]:
    """The organs of the document's symbols and its author, the most special body first, and what stands above it."""
    given = list(facts)
    session = next(
        (int(str(f.value)) for f in given if f.field == "session" and str(f.value).isdigit()), None
    )
    found: dict[str, Own] = {}
    for fact in given:
        for symbol in symbols.parse(str(fact.value)) if fact.field == "symbol" else ():
            adopted = symbol.kind in ("resolution", "decision")
            prefix = symbols.organ_prefix(symbol.organ) or symbol.organ
            root = prefix.partition("/")[0]  # "DP/FPA": one board for several funds
            prefix = prefix if adopted or lexicon.organ(prefix) or root in ("A", "E") else root
            own = symbol.session or ""
            told = int(own) if own.isdigit() else session
            if adopted or lexicon.organ(
                prefix
            ):  # a series that no organ is known by lends its letters to no resolution
                found.setdefault(prefix, Own(prefix, told, symbol.year, adopted))
            for above in ("A", "E"):
                if symbol.organ.startswith(f"{above}/"):
                    found.setdefault(above, Own(above, None, symbol.year, adopted=False))
    author = next((str(fact.value) for fact in given if fact.field == "author"), "")
    act = any(fact.field == "type" and fact.value == "resolution" for fact in given)
    for concept in lexicon.concepts if not set(ORGAN_NOUNS).isdisjoint(author.split()) else ():
        if concept.prefix and author in concept.labels:
            found.setdefault(concept.prefix, Own(concept.prefix, session, None, adopted=act))
    yield from sorted(found.values(), key=lambda own: own.prefix in ("A", "E"))


def defined_terms(sentences: Iterable[Sentence], lexicon: Lexicon) -> dict[str, Counter[str]]:
    """What "the Conference", "the Council" … may mean here: the organs so called.

    The noun is the first or last word of the name, or the one that a subject follows ("Economic and Social
    Commission for …"): but a "Conference on Trade" that became an agency is no "Conference".
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for _, _, mention in sentence.mentions:
            organ = concept_of(mention, lexicon)
            if organ and organ.prefix:
                words = mention.name.split()
                followed = _HEAD.search(mention.name)
                heads = {words[0], words[-1], followed[1] if followed else ""}
                for noun in heads.intersection(ORGAN_NOUNS):
                    counts[noun][organ.prefix] += 1
    return dict(counts)


def meant(noun: str, mention: Mention, context: Context) -> Iterator[str]:
    """The organ that the noun means: of those whose number it can be the one named most, else the document's own.

    Of two that are named as often it is the document's own.
    """
    seen = Counter({p: n for p, n in context.named.get(noun, Counter()).items() if first_of(mention, [p])})
    ranked = seen.most_common(2)
    if len(ranked) == 1 or (ranked and ranked[0][1] > ranked[1][1]):
        yield ranked[0][0]
    elif ranked:
        yield from (own.prefix for own in context.own if seen[own.prefix] == ranked[0][1])
    else:
        own = (context.lexicon.organ(own.prefix) for own in context.own)
        yield from (organ.prefix for organ in own if organ and organ.prefix and noun in organ.name.split())
        yield from (_USUAL[noun],) if noun in _USUAL else ()
        yield from (OTHER,) if noun == "Board" else ()


def acts_elsewhere(sentences: Iterable[Sentence], closed: Mapping[Mention, Mention]) -> dict[str, set[str]]:
    """Symbols by act and number, for all acts that the document names with their organ."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for _, _, mention in sentence.mentions:
            symbol = closed.get(mention, mention).id if mention.type == "resolution" else None
            if symbol and (tail := _TAIL.search(symbol)):
                number = f"{tail['session']}/{tail['number']}" if tail["session"] else tail["number"]
                told[f"{tail['act']} {number}"].add(symbol)
                if "(" in number:
                    told[f"{tail['act']} {number.partition('(')[0]}"].add(symbol)
    return told


def repeated(mention: Mention, elsewhere: Mapping[str, set[str]]) -> Mention | None:
    """The mention as the one act with that number that the document names with its organ or year."""
    acts = (act_of(mention),) if NOUN.search(mention.name) else ("RES", "DEC")
    symbols_told = {told for act in acts for told in elsewhere.get(f"{act} {mention.number}", ())}
    bodies = GENERIC.search(f"{NOUN.split(mention.name)[0]}")
    if len(symbols_told) != 1 or (bodies and not mention.name.startswith("Security")):
        return None
    return replace(mention, id=next(iter(symbols_told)), score=FAR)


def of_document(sentence: Sentence, mention: Mention, context: Context) -> Mention | None:
    """The mention as an act of the document's own organ, unless the words name another that it can be of."""
    head = NOUN.split(mention.name)[0].strip() if NOUN.search(mention.name) else ""
    heads = heads_decision(mention, context)
    if not NOUN.search(mention.name) and not any(one.adopted for one in context.own):
        if not (heads or _counts_decisions(mention)):
            return None  # nothing tells a resolution from a decision
        mention = replace(mention, name=f"decision {mention.name}")
    own = {own.prefix for own in context.own}
    owners = owners_of(sentence, organs_of(sentence, context.lexicon), len(sentence.text))
    rivals = [prefix for prefix in owners if prefix not in own and first_of(mention, [prefix])]
    if head or (rivals and not heads):
        return None
    for one in context.own:
        if _may_issue(one, mention, context):
            organ = context.lexicon.organ(one.prefix)
            letters = [one.prefix, *([letters_of(organ) or ""] if organ else [])]
            if found := first_of(mention, letters, FAR):
                return found
    return None


def heads_decision(mention: Mention, context: Context) -> bool:
    """Whether the number heads an act in a paper of a board: boards adopt decisions, whomever a title names."""
    own = (context.lexicon.organ(one.prefix) for one in context.own)
    board = any(organ is not None and "Executive Board" in organ.name for organ in own)
    return board and mention in context.headed and not NOUN.search(mention.name)


def _counts_decisions(mention: Mention) -> bool:
    """Whether the number is one that only a commission's decisions have: they count from 101 at each session."""
    count = (mention.number or "").partition("/")[2]
    shape = symbols.number_shape(mention.number or "")
    return shape == "session" and _FIRST_DECISION <= _count(count) < _FIRST_ASSEMBLY_DECISION


def _may_issue(own: Own, mention: Mention, context: Context) -> bool:
    """Whether a number without any organ in a paper of that body is plainly one of its own.

    From session 31 on numbers may be the Assembly's too, so that a commission claims those of its own session
    only, the Human Rights Council those up to its own.
    """
    number = mention.number or ""
    if own.adopted:
        return True
    first, _, count = number.partition("/")
    match symbols.number_shape(number):
        case "session" if own.prefix == "A":
            named = context.named
            councils = named.get("Council", Counter())["A/HRC"]
            beyond = any(one.prefix == "A/HRC" and one.session for one in context.own)
            late = act_of(mention) == "RES" or _count(count) >= _FIRST_ASSEMBLY_DECISION
            return late and (beyond or councils <= named.get("Assembly", Counter())["A"])
        case "session":
            session = int(first)
            known = own.session is not None and session <= own.session
            early = act_of(mention) == "DEC" and _count(count) < _FIRST_ASSEMBLY_DECISION
            at_home = own.prefix == "A/HRC" or session == own.session
            return session < _FIRST_SHARED or early or (known and at_home)
        case "year":
            return not own.prefix.startswith("E/CN") or int(first) == own.year
        case "special":
            return own.prefix in ("A", "A/HRC")
        case "roman":
            return own.prefix in ("A", "E")
    return False


def _count(number: str) -> int:
    return int(re.sub(r"[A-Z]", "", number))

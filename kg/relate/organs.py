"""Which organ issued a resolution that the text names by its bare number.

The order of the symbol rules: organ words beside the number, the document's defined term for "the Conference",
"its" and the organ of the sentence, the same number with its organ elsewhere in the document, and last the
document's own organ, as its symbol and session tell it. A body that numbers as it likes gives a local key. Where
all that stays open, the number stays open; it is never guessed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg import symbols
from kg.relate.sentences import Sentence
from kg.types import Fact, Finding, Mention
from kg.vocabulary import Concept, Lexicon

_ORGAN_NOUNS = ("Conference", "Commission", "Committee", "Assembly", "Council", "Board")
_NOUNS = "|".join(_ORGAN_NOUNS)
_DATED = r"(?:, (?:on|at) [^,;.()]{1,70},)?"
_LEFT = re.compile(
    rf"\)?(?: ?\([A-Z][\w-]*\))?(?:'s|’s)?{_DATED},?(?: (?:requested|decided|noted|stated|recalled))?"
    r"(?: \(?(?:in|by|through|under|see))?(?: (?:having )?adopt(?:s|ed|ing))?"
    r"(?: (?:operative )?para(?:graph|\.)s? [\d ,()a-z]{1,20} of)?(?: (?:its|their|the))?(?: \()?\s*\Z"
)
_LIST_TAIL = r"(?:,? (?:and )?[\d/()A-Z.-]+)*"
_WHEN = r"(?:,? (?:adopted )?(?:of|on) \d{1,2} [A-Z][a-z]+(?: \d{4})?)?"
_RIGHT = re.compile(rf"{_LIST_TAIL}{_WHEN}\)?,? (?:adopted by|of) (?:the )?\Z")
_SUBJECT_BEHIND = re.compile(rf"{_LIST_TAIL}{_WHEN},? (?:the )?\Z")
_ACTS = re.compile(r"(?: \([A-Z][\w-]*\))?,? [a-z]+(?:ed|took|s)? ")
_GENERIC = re.compile(rf"\b({_NOUNS})(?:'s|’s)? \Z")
_NOUN = re.compile(r"\b(?:[Rr]esolution|[Dd]ecision)s?\b|\b(?:RESOLUTION|DECISION)S?\b")
_WITHIN = re.compile(r"\b(?:[Ii]n|[Bb]y|[Aa]dopt(?:ed|ing)) \Z")
_POSSESSIVE = re.compile(r"\b[Ii]ts \Z")
_ASIDE = re.compile(r"\((?:[Ss]ee )?\Z|\b[Ss]ee \Z|\b(?:chap|sect)\. [A-Z]+, \Z")
_GENERIC_BEHIND = re.compile(
    rf"{_LIST_TAIL}{_WHEN}\)?,? (?:adopted by|of) the ({_NOUNS})\b(?! (?:of|on|for|to) )"
)
_SUBJECT = re.compile(
    rf"\b[Tt]he ({_NOUNS})\b(?:(?<=Conference) of the (?:States )?Parties\b(?! to\b)|"
    r"(?! (?:of(?! the United Nations\b)|on|for|to) ))"
)
_TOGETHER = re.compile(r",? (?:and|or|as well as|together with)(?: (?:in|by|with))?(?: (?:its|their))? ")
_NAMES = re.compile(r"(?:The )?(?:[A-Z][a-z]+-[a-z]+ )?")
_TAIL = re.compile(r"(?:/|EA\.(?P<session>\d+)/)(?P<act>RES|DEC)[/.](?P<number>.+)\Z")
_BODY = re.compile(rf"(?:^|(?:[A-Z][\w’'-]* ){{1,4}})(?:{_NOUNS}|Meeting|Congress)(?: of| on| for| to|$)")
"""What a body that decides is called; its name may go on behind the noun."""
_NAMELESS = re.compile(
    rf"(?:[Tt]he )?(?:(?:Executive|General|Governing|Annual|Special) )?(?:{_NOUNS}|Meeting)"
    r"(?: of the (?:States )?Parties)?"
)
"""What only the document's own words can tell whose it is."""
_OTHER = ""
"""The prefix of bodies that number as they like: nobody else may claim what they adopt."""
_BOARD = re.compile(r"(?:the )?Executive Board(?:['’]s)? ")
_OF_BOARD = re.compile(r"(?:,? (?:and )?[\d/]+)*,? (?:adopted by|of) the (?:Executive )?Board\b")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_FIRST_SHARED = 31
"""Sessions from which a number may be the Assembly's as well as another body's."""
_FIRST_ASSEMBLY_DECISION = 301
_USUAL = {"Assembly": "A", "Council": "E"}
"""Whom the noun means in papers of the United Nations where the document names nobody else whose number it can be."""
_NO_ORGANS = frozenset({"ST"})
"""Prefixes of those who adopt nothing: the Secretariat."""
_REGIONAL = re.compile(r"E/[A-Z]+")
_NEAR, _FAR = Decimal("0.85"), Decimal("0.75")


@dataclass(frozen=True, slots=True)
class _Own:
    """An organ whose paper the document is; `session` and `year` are those of the paper, where it tells them."""

    prefix: str
    session: int | None
    year: int | None
    adopted: bool
    """Whether the paper is itself a resolution or decision."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the whole document tells about organs."""

    lexicon: Lexicon
    named: Mapping[str, Counter[str]]
    """Prefixes of the organs that a noun may mean here, with how often each is named."""
    own: tuple[_Own, ...]


def resolved(
    sentences: Sequence[Sentence], lexicon: Lexicon, facts: Sequence[Fact] = ()
) -> tuple[list[Sentence], list[Finding]]:
    """The sentences with every number that has an organ closed, and a finding for each that stays open."""
    context = _Context(lexicon, _defined_terms(sentences, lexicon), tuple(_own(facts, lexicon)))
    closed: dict[Mention, Mention] = {}
    previous: str | None = None
    speaking: str | None = None
    for sentence in sentences:
        organs, starts = _organs(sentence, lexicon), _list_starts(sentence)
        speaking = _speaks(sentence, organs) or speaking
        near = speaking if sentence.unit.kind in ("preambular", "operative") else None
        for place, mention in _open(sentence):
            for start in _chain(sentence, place, starts, closed):
                told = _told(sentence, place, start, organs, context, near or previous, speaks=bool(near))
                if found := _first(mention, told):
                    closed[mention] = found
                    break
        closed |= dict(_local(sentence, context))
        previous = next((prefix for _, _, prefix in organs), previous)
    elsewhere = _elsewhere(sentences, closed)
    findings = []
    for sentence in sentences:
        for _, mention in _open(sentence):
            if mention in closed:
                continue
            if found := _repeated(mention, elsewhere) or _of_document(sentence, mention, context):
                closed[mention] = found
            elif not _is_count(mention):
                findings.append(_open_number(mention))
                if (mention.number or "").isdigit():  # the Council's; only the year stays open
                    closed[mention] = replace(mention, number=None)
    return [_closed(sentence, closed) for sentence in sentences], findings


def _closed(sentence: Sentence, closed: Mapping[Mention, Mention]) -> Sentence:
    """The sentence with its numbers closed; only what has no identifier yet can have got one."""
    if not any(not m.id and (m.number or m.type == "resolution") for _, _, m in sentence.mentions):
        return sentence
    return replace(sentence, mentions=tuple((b, e, closed.get(m, m)) for b, e, m in sentence.mentions))


def _speaks(sentence: Sentence, organs: Sequence[tuple[int, int, str]]) -> str | None:
    """The organ of "The General Assembly,": it speaks in all that follows."""
    alone = sentence.unit.kind == "preambular" and len(organs) == 1 and sentence.text.rstrip().endswith(",")
    named = (
        alone
        and _NAMES.fullmatch(sentence.text[: organs[0][0]])
        and organs[0][1] + 2 >= len(sentence.text.rstrip())
    )
    return organs[0][2] if named else None


def _open(sentence: Sentence) -> Iterator[tuple[int, Mention]]:
    return ((i, m) for i, (_, _, m) in enumerate(sentence.mentions) if m.number and not m.id)


def _is_count(mention: Mention) -> bool:
    """Whether this is "resolution 1080" and no more, which is seldom a resolution at all."""
    named = "Council" in mention.name or re.match(r"(?:UN)?SCR", mention.name)
    return (mention.number or "").isdigit() and not named


def _act(mention: Mention) -> symbols.Act:
    nouns = _NOUN.findall(mention.name)
    return "DEC" if nouns and nouns[-1].lower().startswith("dec") else "RES"


def _first(mention: Mention, prefixes: Iterable[str], score: Decimal = _NEAR) -> Mention | None:
    """The mention with the symbol of the first body whose number this can be; without, where that has none."""
    for prefix in prefixes:
        if prefix == _OTHER:
            return replace(mention, number=None, score=score)
        letters = prefix.removeprefix("E/") if _REGIONAL.fullmatch(prefix) else prefix
        if found := symbols.resolve(mention.number or "", _act(mention), letters):
            return replace(mention, id=found.canonical, score=score)
    return None


# What the document tells ----------------------------------------------------------------------------------


def _own(facts: Iterable[Fact], lexicon: Lexicon) -> Iterator[_Own]:
    """The organs of the document's symbols and its author, the most special body first, and what stands above it."""
    given = list(facts)
    session = next(
        (int(str(f.value)) for f in given if f.field == "session" and str(f.value).isdigit()), None
    )
    found: dict[str, _Own] = {}
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
                found.setdefault(prefix, _Own(prefix, told, symbol.year, adopted))
            for above in ("A", "E"):
                if symbol.organ.startswith(f"{above}/"):
                    found.setdefault(above, _Own(above, None, symbol.year, adopted=False))
    author = next((str(fact.value) for fact in given if fact.field == "author"), "")
    act = any(fact.field == "type" and fact.value == "resolution" for fact in given)
    for concept in lexicon.concepts if not set(_ORGAN_NOUNS).isdisjoint(author.split()) else ():
        if concept.prefix and author in concept.labels:
            found.setdefault(concept.prefix, _Own(concept.prefix, session, None, adopted=act))
    yield from sorted(found.values(), key=lambda own: own.prefix in ("A", "E"))


def _defined_terms(sentences: Iterable[Sentence], lexicon: Lexicon) -> dict[str, Counter[str]]:
    """What "the Conference", "the Council" … may mean here: the organs so called.

    The noun is the first or last word of the name: a "Conference on Trade" that became an agency is no "Conference".
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for _, _, mention in sentence.mentions:
            organ = _concept(mention, lexicon)
            if organ and organ.prefix:
                words = mention.name.split()
                for noun in _ORGAN_NOUNS:
                    if noun in (words[0], words[-1]):
                        counts[noun][organ.prefix] += 1
    return dict(counts)


def _meant(noun: str, mention: Mention, context: _Context) -> Iterator[str]:
    """The organ that the noun means: of those whose number it can be the one named most, else the document's own."""
    seen = Counter({p: n for p, n in context.named.get(noun, Counter()).items() if _first(mention, [p])})
    ranked = seen.most_common(2)
    if len(ranked) == 1 or (ranked and ranked[0][1] > ranked[1][1]):
        yield ranked[0][0]
    elif not ranked:
        own = (context.lexicon.organ(own.prefix) for own in context.own)
        yield from (organ.prefix for organ in own if organ and organ.prefix and noun in organ.name.split())
        yield from (_USUAL[noun],) if noun in _USUAL else ()
        yield from (_OTHER,) if noun == "Board" else ()


def _concept(mention: Mention, lexicon: Lexicon) -> Concept | None:
    return lexicon.find(mention.type, mention.id) if mention.type == "organization" and mention.id else None


def _organs(sentence: Sentence, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    return [
        (begin, end, organ.prefix)
        for begin, end, mention in sentence.mentions
        if (organ := _concept(mention, lexicon)) and organ.prefix and organ.prefix not in _NO_ORGANS
    ]


# What the sentence tells ----------------------------------------------------------------------------------


def _told(
    sentence: Sentence,
    place: int,
    start: int,
    organs: Sequence[tuple[int, int, str]],
    context: _Context,
    previous: str | None,
    *,
    speaks: bool = False,
) -> Iterator[str]:
    """The organs that the words tell for the bare number at `place`, the plainest first.

    `start` is where the list begins that the number belongs to; `previous` the organ that was named before, which
    in a resolution `speaks`: "its" means that organ there.
    """
    _, end, mention = sentence.mentions[place]
    bodies = sorted([*organs, *_others(sentence, context.lexicon)])
    before = [prefix for _, stop, prefix in organs if stop <= start]
    after = [prefix for first, _, prefix in organs if first >= end]
    head = _head(sentence, start, end)
    yield from _beside(sentence, bodies, start, end, within=bool(_WITHIN.search(head)))
    if generic := _GENERIC.search(head) or _GENERIC_BEHIND.match(sentence.text, end):
        yield from _meant(generic[1], mention, context)
    elif _POSSESSIVE.search(head):
        own = [own.prefix for own in context.own]
        adopted = [own.prefix for own in context.own if own.adopted]
        subject = list(_subject(head, mention, context))
        owners = _owners(sentence, bodies, start) or before
        last = [previous] if previous else []
        others = [*last, *after[:1]] if speaks else [*after[:1], *last]
        yield from (subject or owners[-1:] or [*adopted, *others, *own])
    elif _WITHIN.search(head) or _ASIDE.search(head):
        yield from before[:1] if len(set(before)) == 1 else ()
        yield from _subject(head, mention, context)
    yield from _committee(sentence, mention)


def _others(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Bodies that no prefix is known of: boards, conferences of parties, assemblies of agencies."""
    for begin, end, mention in sentence.mentions:
        named = mention.type == "organization" and _BODY.search(mention.name)
        if named and not _NAMELESS.fullmatch(mention.name):
            organ = _concept(mention, lexicon)
            if not (organ and organ.prefix):
                yield begin, end, _OTHER


def _committee(sentence: Sentence, mention: Mention) -> Iterator[str]:
    """The Assembly, where the sentence cites a paper of its committees at the session of the number."""
    session = (mention.number or "").partition("/")[0]
    for _, _, m in sentence.mentions:
        if m.type == "document" and m.id and re.match(rf"A/C\.\d/{session}/", m.id):
            yield "A"


def _owners(sentence: Sentence, organs: Sequence[tuple[int, int, str]], start: int) -> list[str]:
    """The organs before `start` that are more than the first words of "General Assembly resolution 60/251"."""
    phrases = [(b, e) for b, e, m in sentence.mentions if m.type == "resolution" and b < start]
    return [
        prefix
        for begin, stop, prefix in organs
        if stop <= start and not any(b <= begin < e for b, e in phrases)
    ]


def _beside(
    sentence: Sentence, organs: Sequence[tuple[int, int, str]], start: int, end: int, *, within: bool
) -> Iterator[str]:
    """The organ at the noun or right before, or right behind the list: "of the …", the subject of "in resolution …"."""
    text = sentence.text
    for begin, stop, prefix in reversed(organs):
        if start <= begin < end or (stop <= start and _LEFT.fullmatch(text[stop:start])):
            yield prefix
    for begin, stop, prefix in organs:
        between = text[end:begin] if begin >= end else "-"
        follows = within and _SUBJECT_BEHIND.fullmatch(between) and _ACTS.match(text, stop)
        if follows or _RIGHT.fullmatch(between):
            yield prefix


def _subject(head: str, mention: Mention, context: _Context) -> Iterator[str]:
    """The organ that "the Council", named last before the number, stands for."""
    nouns = _SUBJECT.findall(head)
    yield from _meant(nouns[-1], mention, context) if nouns else ()


def _head(sentence: Sentence, start: int, end: int) -> str:
    """The words before "resolution" of the list that begins at `start`."""
    noun = _NOUN.search(sentence.text, start, end)
    return sentence.text[: noun.start() if noun else start]


def _list_starts(sentence: Sentence) -> dict[int, int]:
    """For each resolution, where its list begins: later members of a list have no noun of their own."""
    starts: dict[int, int] = {}
    last: int | None = None
    for place, (begin, _, mention) in enumerate(sentence.mentions):
        if mention.type == "resolution":
            if last is None or _NOUN.search(_surface(sentence, place)):
                last = begin
            starts[place] = last
    return starts


def _chain(
    sentence: Sentence, place: int, starts: Mapping[int, int], closed: Mapping[Mention, Mention]
) -> Iterator[int]:
    """Where the list begins, then the list before that it is tied to: "resolutions 8/1 and decision 8/2"."""
    start = starts[place]
    yield start
    before = [p for p in starts if p < place and starts[p] < start]
    if before and _TOGETHER.fullmatch(sentence.text[sentence.mentions[before[-1]][1] : start]):
        earlier = sentence.mentions[before[-1]][2]
        if closed.get(earlier, earlier).id:
            yield starts[before[-1]]


def _surface(sentence: Sentence, place: int) -> str:
    begin, end, _ = sentence.mentions[place]
    return sentence.text[begin:end]


# Bodies that number as they like --------------------------------------------------------------------------


def _local(sentence: Sentence, context: _Context) -> Iterator[tuple[Mention, Mention]]:
    """Mentions of acts of a board or agency that the text names, with our own key where its letters are known."""
    for begin, end, mention in sentence.mentions:
        if mention.type != "resolution" or mention.id or mention.number:
            continue
        noun = list(_NOUN.finditer(mention.name))
        number = re.sub(r"\s|[Nn]os?\.", "", mention.name[noun[-1].end() :]) if noun else ""
        for letters in _boards(sentence, begin, end, context):
            if found := symbols.resolve(number, _act(mention), letters):
                yield mention, replace(mention, id=found.canonical, score=_NEAR)
                break


def _boards(sentence: Sentence, begin: int, end: int, context: _Context) -> Iterator[str]:
    """The letters of the bodies named at the act, else of the document's own board for a mere "Executive Board"."""
    named = [
        organ
        for first, stop, m in sentence.mentions
        if (organ := _concept(m, context.lexicon))
        and (begin <= first < end or (first >= end and _RIGHT.fullmatch(sentence.text[end:first])))
    ]
    if named:
        yield from (letters for organ in named if (letters := _letters(organ)))
    elif _BOARD.match(sentence.text, begin) or _OF_BOARD.match(sentence.text, end):
        own = (context.lexicon.organ(own.prefix) for own in context.own)
        yield from (
            letters for organ in own if organ and "Board" in organ.name and (letters := _letters(organ))
        )


def _letters(organ: Concept) -> str | None:
    """The prefix of the organ's symbols where a key can begin with it, else the acronym in its names."""
    prefix = (organ.prefix or "").removesuffix("/C")  # treaty bodies: "CAT/C"
    if prefix and "/" not in prefix:
        return prefix
    words = (word for label in organ.labels for word in label.split())
    return next((word for word in words if _ACRONYM.fullmatch(word)), None)


# What stands elsewhere ------------------------------------------------------------------------------------


def _elsewhere(sentences: Iterable[Sentence], closed: Mapping[Mention, Mention]) -> dict[str, set[str]]:
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


def _repeated(mention: Mention, elsewhere: Mapping[str, set[str]]) -> Mention | None:
    """The mention as the one act with that number that the document names with its organ or year."""
    acts = (_act(mention),) if _NOUN.search(mention.name) else ("RES", "DEC")
    symbols_told = {told for act in acts for told in elsewhere.get(f"{act} {mention.number}", ())}
    bodies = _GENERIC.search(f"{_NOUN.split(mention.name)[0]}")
    if len(symbols_told) != 1 or (bodies and not mention.name.startswith("Security")):
        return None
    return replace(mention, id=next(iter(symbols_told)), score=_FAR)


def _of_document(sentence: Sentence, mention: Mention, context: _Context) -> Mention | None:
    """The mention as an act of the document's own organ, unless the words name another that it can be of."""
    head = _NOUN.split(mention.name)[0].strip() if _NOUN.search(mention.name) else ""
    own = {own.prefix for own in context.own}
    owners = _owners(sentence, _organs(sentence, context.lexicon), len(sentence.text))
    rivals = [prefix for prefix in owners if prefix not in own and _first(mention, [prefix])]
    if head or rivals:
        return None
    for one in context.own:
        if _may_issue(one, mention, context):
            organ = context.lexicon.organ(one.prefix)
            letters = [one.prefix, *([_letters(organ) or ""] if organ else [])]
            if found := _first(mention, letters, _FAR):
                return found
    return None


def _may_issue(own: _Own, mention: Mention, context: _Context) -> bool:
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
            late = _act(mention) == "RES" or _count(count) >= _FIRST_ASSEMBLY_DECISION
            return late and (beyond or councils <= named.get("Assembly", Counter())["A"])
        case "session":
            session = int(first)
            known = own.session is not None and session <= own.session
            early = _act(mention) == "DEC" and _count(count) < _FIRST_ASSEMBLY_DECISION
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


def _open_number(mention: Mention) -> Finding:
    return Finding(
        severity="warning",
        rule="open-organ",
        message=f"the organ of {mention.name} is not told",
        remedy="name the organ in a decision, or leave the number open",
        begin=mention.begin,
        end=mention.end,
        value=mention.number,
    )

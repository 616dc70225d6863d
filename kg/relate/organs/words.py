"""What the words of its sentence tell of the organ of a bare number, and the list that the number belongs to."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.relate.organs.acts import GENERIC, LIST_TAIL, NOUN, ORGANS, OTHER, RIGHT, WHEN, concept_of, owners_of
from kg.relate.organs.document import Context, meant
from kg.relate.sentences import Sentence
from kg.types import Mention
from kg.vocabulary import Lexicon

_DATED = r"(?:, (?:on|at) [^,;.()]{1,70},)?"
_LEFT = re.compile(
    rf"\)?(?: ?\([A-Z][\w-]*\))?(?:'s|’s)?{_DATED},?(?: (?:requested|decided|noted|stated|recalled))?"
    r"(?: \(?(?:in|by|through|under|see))?(?: (?:having )?adopt(?:s|ed|ing))?"
    r"(?: (?:operative )?para(?:graph|\.)s? [\d ,()a-z]{1,20} of)?(?: (?:its|their|the))?(?: \()?\s*\Z"
)
_SUBJECT_BEHIND = re.compile(rf"{LIST_TAIL}{WHEN},? (?:the )?\Z")
_ACTS = re.compile(r"(?: \([A-Z][\w-]*\))?,? [a-z]+(?:ed|took|s)? ")
_WITHIN = re.compile(r"\b(?:[Ii]n|[Bb]y|[Aa]dopt(?:ed|ing)) \Z")
_POSSESSIVE = re.compile(r"\b[Ii]ts \Z")
_ASIDE = re.compile(r"\((?:[Ss]ee )?\Z|\b[Ss]ee \Z|\b(?:chap|sect)\. [A-Z]+, \Z")
_GENERIC_BEHIND = re.compile(
    rf"{LIST_TAIL}{WHEN}\)?,? (?:adopted by|of) the ({ORGANS})\b(?! (?:of|on|for|to) )"
)
_SUBJECT = re.compile(
    rf"\b[Tt]he ({ORGANS})\b(?:(?<=Conference) of the (?:States )?Parties\b(?! to\b)|"
    r"(?! (?:of(?! the United Nations\b)|on|for|to) ))"
)
_TOGETHER = re.compile(r",? (?:and|or|as well as|together with)(?: (?:in|by|with))?(?: (?:its|their))? ")
_BODY = re.compile(rf"(?:^|(?:[A-Z][\w’'-]* ){{1,4}})(?:{ORGANS}|Meeting|Congress)(?: of| on| for| to|$)")
"""What a body that decides is called; its name may go on behind the noun."""
_BOARD_OF = re.compile(
    r"\b(?:Executive|Governing|Administrative) (?:Board|Council|Body|Committee) of (?:the )?\Z"
)
_CLOSE = 40
"""Code points: "Administrative Committee of the "."""
_NAMELESS = re.compile(
    rf"(?:[Tt]he )?(?:(?:Executive|General|Governing|Annual|Special) )?(?:{ORGANS}|Meeting)"
    r"(?: of the (?:States )?Parties)?"
)
"""What only the document's own words can tell whose it is."""


def organs_told(
    sentence: Sentence,
    place: int,
    start: int,
    organs: Sequence[tuple[int, int, str]],
    context: Context,
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
    if generic := GENERIC.search(head) or _GENERIC_BEHIND.match(sentence.text, end):
        yield from meant(generic[1], mention, context)
    elif _POSSESSIVE.search(head):
        own = [own.prefix for own in context.own]
        adopted = [own.prefix for own in context.own if own.adopted]
        subject = list(_subject(head, mention, context))
        owners = owners_of(sentence, bodies, start) or ([] if speaks else before)
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
        known = concept_of(mention, lexicon)
        board = _BOARD_OF.search(sentence.text, max(0, begin - _CLOSE), begin) if known else None
        if board and not (known and known.prefix):
            yield board.start(), end, OTHER
        named = mention.type == "organization" and _BODY.search(mention.name)
        if named and not _NAMELESS.fullmatch(mention.name):
            organ = concept_of(mention, lexicon)
            if not (organ and organ.prefix):
                yield begin, end, OTHER


def _committee(sentence: Sentence, mention: Mention) -> Iterator[str]:
    """The Assembly, where the sentence cites a paper of its committees at the session of the number."""
    session = (mention.number or "").partition("/")[0]
    for _, _, m in sentence.mentions:
        if m.type == "document" and m.id and re.match(rf"A/C\.\d/{session}/", m.id):
            yield "A"


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
        if follows or RIGHT.fullmatch(between):
            yield prefix


def _subject(head: str, mention: Mention, context: Context) -> Iterator[str]:
    """The organ that "the Council", named last before the number, stands for."""
    nouns = _SUBJECT.findall(head)
    yield from meant(nouns[-1], mention, context) if nouns else ()


def _head(sentence: Sentence, start: int, end: int) -> str:
    """The words before "resolution" of the list that begins at `start`."""
    noun = NOUN.search(sentence.text, start, end)
    return sentence.text[: noun.start() if noun else start]


def list_starts(sentence: Sentence) -> dict[int, int]:
    """For each resolution, where its list begins: later members of a list have no noun of their own."""
    starts: dict[int, int] = {}
    last: int | None = None
    for place, (begin, _, mention) in enumerate(sentence.mentions):
        if mention.type == "resolution":
            if last is None or NOUN.search(_surface(sentence, place)):
                last = begin
            starts[place] = last
    return starts


def chain(
    sentence: Sentence, place: int, starts: Mapping[int, int], closed: Mapping[Mention, Mention]
) -> Iterator[int]:
    """Where the list begins, then the list before that it is tied to: "resolutions 8/1 and decision 8/2"."""
    start = starts[place]
    yield start
    if GENERIC.search(_head(sentence, start, sentence.mentions[place][1])):
        return  # "Commission resolutions 75/2" names a body of its own
    before = [p for p in starts if p < place and starts[p] < start]
    if before and _TOGETHER.fullmatch(sentence.text[sentence.mentions[before[-1]][1] : start]):
        earlier = sentence.mentions[before[-1]][2]
        if closed.get(earlier, earlier).id:
            yield starts[before[-1]]


def _surface(sentence: Sentence, place: int) -> str:
    begin, end, _ = sentence.mentions[place]
    return sentence.text[begin:end]

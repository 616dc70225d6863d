"""Acts of boards and agencies that number as they like: a key of our own where their letters are known."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg import symbols
from kg.relate.organs.acts import NEAR, NOUN, RIGHT, act_of, concept_of, letters_of
from kg.relate.organs.document import Context
from kg.relate.organs.words import list_starts
from kg.relate.sentences import Sentence
from kg.types import Mention

_BOARD = re.compile(r"(?:the )?Executive Board(?:['’]s)? ")
_OF_BOARD = re.compile(r"(?:,? (?:and )?[\d/]+)*,? (?:adopted by|of) the (?:Executive )?Board\b")


def local_acts(sentence: Sentence, context: Context) -> Iterator[tuple[Mention, Mention]]:
    """Mentions of acts of a board or agency that the text names, with our own key where its letters are known."""
    starts = list_starts(sentence)
    for place, (_, end, mention) in enumerate(sentence.mentions):
        if mention.type != "resolution" or mention.id or mention.number:
            continue
        noun = list(NOUN.finditer(mention.name))
        number = re.sub(r"\s|[Nn]os?\.", "", mention.name[noun[-1].end() :]) if noun else ""
        for letters in _boards(sentence, starts[place], end, context):
            if found := symbols.resolve(number, act_of(mention), letters):
                yield mention, replace(mention, id=found.canonical, score=NEAR)
                break


def _boards(sentence: Sentence, begin: int, end: int, context: Context) -> Iterator[str]:
    """The letters of the bodies named at the act, else of the document's own board for a mere "Executive Board"."""
    named = [
        organ
        for first, stop, m in sentence.mentions
        if (organ := concept_of(m, context.lexicon))
        and (begin <= first < end or (first >= end and RIGHT.fullmatch(sentence.text[end:first])))
    ]
    if named:
        yield from (letters for organ in named if (letters := letters_of(organ)))
    elif _BOARD.match(sentence.text, begin) or _OF_BOARD.match(sentence.text, end):
        own = (context.lexicon.organ(own.prefix) for own in context.own)
        yield from (
            letters for organ in own if organ and "Board" in organ.name and (letters := letters_of(organ))
        )

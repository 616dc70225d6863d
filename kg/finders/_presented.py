"""Sentences that are nothing but a name, which the sentence behind explains ("Reef Watch. This tool counts.")."""

import re
from collections.abc import Iterator, Sequence

from kg.finders._bare import end_of, named_properly
from kg.finders._words import LONGEST, Known, Name, Token, bare, words_in

_SECTIONS = words_in("""summary overview introduction conclusion conclusions results achievements highlights impact
    challenges context description objective objectives rationale findings recommendations lessons outlook
    activities scope budget methodology background partners outputs outcome outcomes""")
"""What a part of a sheet or report is called."""
_THIS = re.compile(
    r" (?:This|The) (?:[a-z-]+ ){0,2}?(?:programme|initiative|project|network|platform|portal|tool|"
    r"database|campaign|"
    r"course|series|observatory|app|service|scheme|system|map|registry|archive|helpline|hotline|game)\b"
    r"| This (?:is|was) (?:an?|our|its|the) (?:[a-z]+ ){0,2}(?:programme|initiative|project|network|"
    r"platform|campaign|scheme|course)\b"
)
_LED = re.compile(
    r" (?:Led|Run|Managed|Coordinated|Operated|Implemented) by [^.]{2,80}, (?:this|the) (?:component|"
    r"pillar|strand|"
    r"programme|initiative|project|network|platform|tool|campaign|course|scheme)\b"
)
_BEGAN = re.compile(
    r" (?:(?:Launched|Implemented|Managed|Run|Hosted|Funded|Financed|Coordinated|Led|Piloted) by "
    r"(?:the |an? )?[A-Za-z]|"
    r"(?:Launched|Approved|Started|Piloted|Funded|Running|Active) (?:in |since )?(?:[A-Z][a-z]+ )?(?:19|"
    r"20)\d\d\b|"
    r"(?:Supports?|Supporting|Serves|Serving|Advances|Advancing|Contributes to|Contributing to|Furthers|"
    r"Linked to) "
    r"(?:SDGs?|Goals?|[Tt]argets?) \d)"
)
"""What a sheet tells of the programme that the line above it names."""
_OPENS = (
    " Led ",
    " Run",
    " Man",
    " Coo",
    " Ope",
    " Imp",
    " Lau",
    " Hos",
    " Fun",
    " Fin",
    " Pil",
    " App",
    " Sta",
    " Act",
    " Sup",
    " Ser",
    " Adv",
    " Con",
    " Fur",
    " Lin",
)
_IT = re.compile(
    r" It (?:is|was) (?:co-|jointly )?(?:run|operated|managed|led|implemented|piloted|launched)\b"
)
_ITEM = re.compile(r"\(?(?:[a-z]{1,3}|\d{1,3}(?:\.\d{1,2})*)[).]? (?=[A-Z])")
"""The letter or number of an item."""


def explains(text: str, at: int) -> bool:
    """Whether the sentence that begins at `at` may say what the one before it names."""
    if text.startswith((" This ", " The "), at):
        return True
    if text.startswith(" It ", at):
        return bool(_IT.match(text, at))
    return text.startswith(_OPENS, at) and bool(_LED.match(text, at) or _BEGAN.match(text, at))


def presented(text: str, begin: int, end: int, tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """ "Reef Watch. This observatory counts fish.": a sentence that is a name, explained by the one behind it."""
    item = _ITEM.match(text, begin, end)
    begin = item.end() if item else begin
    tokens = [token for token in tokens if token.begin >= begin]
    if not tokens or tokens[0].begin != begin or len(tokens) > LONGEST:
        return
    if len(tokens) < 2 and (bare(tokens[0]) in _SECTIONS or not text.startswith(" This ", end)):
        return
    if not _THIS.match(text, end) and (
        len(tokens) < 2 or not (_LED.match(text, end) or _IT.match(text, end) or _BEGAN.match(text, end))
    ):
        return
    last = end_of(text, tokens, 0, words)
    if (
        last == len(tokens) - 1
        and text[tokens[last].end : end] in ("", ".")
        and named_properly(tokens, 0, last, words)
    ):
        yield Name(begin, tokens[last].end, "programme")

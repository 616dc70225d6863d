"""Names without a head noun: capitals that only what is done with them shows to be a programme or a publication.

"ILO launched Safe Decks", "Under Safe Decks, 40 crews met", "Safe Decks, piloted in 2020, ended". The words that
tell are looked for in one pass over the text; a sentence without any costs nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.finders._evidence import OWN, Cue
from kg.finders._words import (
    CALENDAR,
    CAMEL,
    COINED,
    HEADS,
    LATE,
    LONGEST,
    OPENERS,
    PARTICLES,
    ROLES,
    STOPS,
    YEAR,
    Known,
    Name,
    Token,
    bare,
    dated,
    generic,
    said,
    spelled,
    words_in,
)
from kg.heads import MODIFIERS
from kg.types import EntityType

_YEAR = re.compile(r" \((?:19|20)\d\d\)")
_HEADINGS = words_in("title meeting publication event reading result mandate partner programme background")
_FOLLOWED = re.compile(
    r"[,.;:)”\"’]|\Z|\n| \(| [–—-] | (?:in|on|at|with|to|for|and|or|by|from|across|as|during|when|which|that|while|"
    r"after|before|since|until|through|throughout|under|jointly|together|where|is|was|has|have|had|will|within|via|"
    r"between|found|shows?|says|finds|warns|covers|lists)\b"
)
_SHORT = re.compile(r" \((?:[A-Z][\w&-]{1,11}|phases? [\w ]{1,9}|(?:for|with|on) [a-z][a-z ]{2,30})\)\Z")
_COUNTED = re.compile(r"(?:(?:more than|over|nearly|almost|some|about|around|at least|up to) )?\d")
BESIDE = re.compile(r"[,;] and |[,;] | and (?:the )?")
"""Between the names of a list."""
_DEED = re.compile(r"(?:ing|tion|sion|ment|ance)\Z")
_ARTICLES = frozenset(("The", "A", "An", "This", "These", "Its", "Their", "Our", "Some", "See"))
_COUNTS = words_in("one two three four five six seven ten every each many no all")
_FREE = PARTICLES | words_in(
    """of for on against before after without beyond behind over across above below inside outside not nor who is
    are our my your towards per every"""
)
_TIED = words_in("in at by with from under over into through between")
JOINING = _FREE | _TIED | frozenset({"and", "that", "or", "to", "the", "a", "an", "its", "their", "&", "4"})
_SEAS = words_in("sea ocean")
_WATERS = words_in("gulf horn sea lake river strait")
_LANDS = words_in("""gulf delta region province district basin valley republic sea islands coast horn sahel mountains
    river lake capital pacific caribbean arctic middle global department county""")
_COMMON = (
    ROLES
    | CALENDAR
    | words_in("""member members states state governments parties party goal goals target targets article annex rule
    phase group mr ms mrs dr professor statement opinion no standards total health resolution act acts
    law code day decade regulations general assembly council commission rapporteur sheet card
    coordinators ministers presidents directors officers peoples table figure box chapter part section strategies plans
    north south internet covid-19 sdg sdgs""")
)


def told(text: str, found: Sequence[Cue], tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """The names that the cues of one sentence tell of."""
    begins = [token.begin for token in tokens] if found else []
    for cue in found:
        if cue.side not in ("behind", "ground"):
            yield from _before(text, cue, tokens, begins, words)
        if cue.side in ("behind", "ground", "either", "both") and (own := OWN.match(text, cue.end)):
            at = bisect_left(begins, own.end())
            at += at < len(tokens) and foreign(tokens[at])
            if at < len(tokens) and begins[at] >= own.end():
                yield from _behind(text, cue, tokens, at, words)


def _behind(text: str, cue: Cue, tokens: Sequence[Token], at: int, words: Known) -> Iterator[Name]:
    """The name behind the cue, and those that stand beside it in one list."""
    at = _partner(text, tokens, at, words, cue)
    while (last := _whole(text, tokens, at, words, cue)) is not None:
        kind: EntityType = (
            "publication" if text.find(": ", tokens[at].begin, tokens[last].end) > 0 else cue.type
        )
        article = kind == "publication" and at > 0 and tokens[at - 1].text == "The"
        stop = dated(text, tokens[last].end) if kind == "publication" else tokens[last].end
        yield Name(tokens[at - article].begin, stop, kind)
        beside = BESIDE.match(text, stop)
        at = next((i for i in range(last + 1, len(tokens)) if beside and tokens[i].begin == beside.end()), 0)
        at += at > 0 and tokens[at].text in _ARTICLES
        if not at or at >= len(tokens) or not tokens[at].capital:
            return


def _partner(text: str, tokens: Sequence[Token], at: int, words: Known, cue: Cue) -> int:
    """The index where the second partner begins, if a head noun already tells that the first is a body."""
    last = end_of(text, tokens, at, words)
    headed = HEADS.get(bare(tokens[last])) == "organization"
    beside = BESIDE.match(text, tokens[last].end) if cue.type == "organization" and headed else None
    after = last + 1 + bool(beside and tokens[last + 1 : last + 2] and tokens[last + 1].text in ("and", "or"))
    after += after < len(tokens) and tokens[after].text == "the"
    told = beside and after < len(tokens) and tokens[after].begin == beside.end()
    return after if told and tokens[after].capital else at


def _whole(text: str, tokens: Sequence[Token], at: int, words: Known, cue: Cue) -> int | None:
    last = end_of(text, tokens, at, words)
    stop = dated(text, tokens[last].end) if cue.type == "publication" else tokens[last].end
    if not _FOLLOWED.match(text, stop) or not named_properly(tokens, at, last, words):
        return None
    alone = cue.side == "behind" or (cue.side == "both" and COINED.search(tokens[at].text))
    if last == at and not (alone and cue.type == "programme" and _single(tokens[at])):
        return None
    return last


def _before(
    text: str, cue: Cue, tokens: Sequence[Token], begins: Sequence[int], words: Known
) -> Iterator[Name]:
    """The capitals that end where the cue begins; a short form in brackets may stand between."""
    stop = unshortened(text, cue.begin)
    last = bisect_left(begins, stop) - 1
    if last >= 0 and text[tokens[last].end : stop] == "," and CAMEL.fullmatch(tokens[last].text):
        stop -= 1  # "its fourth round, ROP4E, is managed by"
    if last < 0 or tokens[last].end != stop:
        return
    first = start_of(text, tokens, last, words)
    article = first > 0 and tokens[first - 1].text in ("The", "the")
    if cue.side == "year":
        first -= article and tokens[first - 1].text == "The"
        printed = first <= 1 and _YEAR.match(text, cue.begin)
        article = bool(printed) or text.endswith("; ", 0, tokens[first].begin)
    colon = text.rfind(": ", tokens[first].begin, stop) if cue.type == "programme" else -1
    first = bisect_left(begins, colon + 2) if colon > 0 else first
    named = tokens[first : last + 1]
    coined = any(COINED.search(t.text) and not t.acronym for t in named)
    counted = cue.side != "before" and _COUNTED.match(text, cue.end) and any(t.text in JOINING for t in named)
    lone = (
        first == last and cue.side == "before" and cue.type == "programme" and CAMEL.fullmatch(named[0].text)
    )
    if lone and not words.body(named, 0):
        yield Name(tokens[first].begin, stop, cue.type)
    if (
        first < last
        and named_properly(tokens, first, last, words)
        and (article or coined or counted or cue.side in ("before", "both"))
    ):
        yield Name(tokens[first].begin, stop, cue.type)


def unshortened(text: str, stop: int) -> int:
    """Where the words end that a short form in brackets follows, which ends at `stop`."""
    short = _SHORT.search(text, max(0, stop - 40), stop)
    return short.start() if short else stop


def owned(tokens: Sequence[Token], at: int, last: int, words: Known) -> int:
    """The last word before "of" and whose it is: a body, or a second "of the" behind a first joint."""
    for index in range(at + 2, last):
        if tokens[index].text != "of":
            continue
        article = tokens[index + 1].text == "the"
        joined = article and any(t.text in JOINING for t in tokens[at + 1 : index])
        if joined or words.body(tokens, index + 1 + article):
            return index - 1
    return last


def start_of(text: str, tokens: Sequence[Token], last: int, words: Known) -> int:
    """The index of the first word of a name of capitals that ends at `last`: the farthest that reaches it."""
    for first in range(max(0, last - LONGEST), last):
        doing = bare(tokens[first]) in STOPS and tokens[first].text.endswith("ing")
        able = tokens[first].capital and not (doing or foreign(tokens[first])) and opens(text, tokens, first)
        if able and end_of(text, tokens[: last + 1], first, words) == last:
            return first
    return last


def foreign(token: Token) -> bool:
    """Whether the word is an article or whose the name is, and no part of it."""
    whose = token.text.endswith(("'s", "’s")) and (
        bare(token) in HEADS or bare(token) in ROLES or token.text[:2].isupper()
    )
    return token.text in _ARTICLES or whose


def opens(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a name may begin here: no capital that belongs to it stands right before."""
    if at == 0 or text[tokens[at - 1].end : tokens[at].begin] != " ":
        return True
    before = tokens[at - 1]
    if tokens[at].text in OPENERS or labels(before, tokens[at]):
        return True
    return not before.capital or bare(before) in STOPS or before.text.endswith(("'s", "’s"))


def end_of(text: str, tokens: Sequence[Token], at: int, words: Known, *, listed: bool = False) -> int:
    """The index of the last word of a name of capitals that begins at `at`; in a list "and" parts two names."""
    last = at
    while last + 1 < len(tokens) and last - at < LONGEST:
        gap, following = text[tokens[last].end : tokens[last + 1].begin], tokens[last + 1]
        if gap in (" ", ": ") and (
            (following.capital and (gap == ": " or following.text not in OPENERS)) or _number(text, following)
        ):
            last += 1
        elif gap == " " and listed and last > at and following.text in ("and", "or"):
            break
        elif gap == " " and (ahead := _ahead(text, tokens, at, last, words)):
            last = ahead
        elif gap == ", " and not listed and following.capital and _echoed(tokens[at], following):
            last += 1
        else:
            break
    return last


def _echoed(first: Token, following: Token) -> bool:
    """Whether the second half of "Every Dam, Every Drop", "Two Seas, One Net" begins as the first does."""
    return bare(following) == bare(first) or (bare(following) in _COUNTS and bare(first) in _COUNTS)


def labels(before: Token, token: Token) -> bool:
    """Whether the word before is the capitals of a label or heading that the line end has been lost of."""
    if not before.text.isupper() or token.text.isupper():
        return False
    said = before.text.lower().removesuffix("s")
    return said in HEADS or said in _HEADINGS


def _number(text: str, token: Token) -> bool:
    """Whether a number closes the name ("Route 77"), and counts nothing that follows."""
    return (
        token.text[:1].isdigit()
        and token.text.replace(".", "").isdigit()
        and not YEAR.fullmatch(token.text)
        and bool(_FOLLOWED.match(text, token.end))
        and text[token.end : token.end + 4] != " per"
    )


def _ahead(text: str, tokens: Sequence[Token], at: int, last: int, words: Known) -> int | None:
    """The index of the capital that joining words hold together with those before, or none."""
    ahead = last + 1
    while ahead < len(tokens) and tokens[ahead].text in JOINING and ahead - last < 4:
        ahead += 1
        if ahead >= len(tokens) or text[tokens[ahead - 1].end : tokens[ahead].begin] != " ":
            return None
    if ahead == last + 1 or ahead >= len(tokens) or not tokens[ahead].capital:
        return None
    run = ahead
    while (
        run + 1 < len(tokens)
        and tokens[run + 1].capital
        and text[tokens[run].end : tokens[run + 1].begin] == " "
    ):
        run += 1
    strange = words.body(tokens, ahead) or tokens[ahead].acronym or bare(tokens[ahead]) in CALENDAR
    if strange or any(_head(tokens[i]) for i in range(ahead, run + 1)):
        return None
    return ahead if _holds(text, tokens, at, last, ahead, run, words) else None


def _holds(
    text: str, tokens: Sequence[Token], at: int, last: int, ahead: int, run: int, words: Known
) -> bool:
    link, alone = tokens[last + 1].text, last == at or (last == at + 1 and bare(tokens[at]) in JOINING)
    place, article = words.place(tokens, ahead), tokens[last + 2].text in ("the", "a", "an")
    if link in ("and", "or", "&"):
        side = last > at and tokens[last - 1].capital
        own = (
            run + 1 < len(tokens)
            and tokens[run + 1].text in _FREE | _TIED
            and not _DEED.search(tokens[ahead].text)
        )
        return not (place or (side and link != "&") or (own and not alone) or (run > ahead and alone))
    if link in _TIED:
        land = bare(tokens[run]) in _LANDS or bare(tokens[ahead]) in _LANDS
        return not place and not land and (article or (alone and (_many(tokens[at]) or run > ahead)))
    if link == "that":
        return (
            not place
            and alone
            and run == ahead
            and bare(tokens[last]).endswith("s")
            and not _head(tokens[last])
        )
    if link == "to":
        return not place and (alone or not tokens[last - 1].capital)
    return not (place and last > at and link != "of")


def _many(token: Token) -> bool:
    return bare(token).endswith("s") or bare(token) in ("women", "men", "youth", "children", "people")


def _head(token: Token) -> bool:
    one = bare(token).removesuffix("s")
    return (bare(token) in HEADS or one in HEADS) and one not in LATE and bare(token) not in LATE


def common(token: Token) -> bool:
    """Whether a word in capitals is an office, an act, a day or a word of every document."""
    return bare(token) in _COMMON or bare(token).removesuffix("s") in ROLES


def _beyond(named: Sequence[Token], words: Known) -> bool:
    """Whether a thing closes the name that a sea of two words opens ("Black Sea Kites")."""
    sea = len(named) == 3 and bare(named[1]) in _SEAS and spelled(said(named[:2])) in words.places
    return sea and not _head(named[2])


def _whole_body(named: Sequence[Token], words: Known) -> bool:
    return spelled(said(named)) in words.bodies


def _single(token: Token) -> bool:
    """Whether one word alone may be a name: a made one ("eHarvest", "Score4Reefs") or a plain capital."""
    return len(token.text) > 3 and not token.acronym


def named_properly(tokens: Sequence[Token], first: int, last: int, words: Known) -> bool:
    """Whether the words may name a programme or a title: no office, body, place, act or day among them."""
    named = tokens[first : last + 1]
    state = named[0].text == "State" and last > first and named[1].text == "of"
    plain = HEADS.get(bare(named[-1])) == "programme" and (
        last == first or (len(named) == 2 and bare(named[0]) in MODIFIERS)
    )
    if bare(named[0]) in STOPS | _WATERS or plain or generic(named) or any(map(common, named[state:])):
        return False
    if (words.place(tokens, first) and not _beyond(named, words)) or (
        len(named) != 2 and (words.body(tokens, first) or named[0].acronym)
    ):
        return False
    if len(named) == 2 and (named[1].acronym or words.body(tokens, first + 1) or _whole_body(named, words)):
        return False
    kinds = [
        None
        if bare(t) in LATE or bare(t).removesuffix("s") in LATE
        else HEADS.get(bare(t), HEADS.get(bare(t).removesuffix("s")))
        for t in named
    ]
    bodies = [
        i in (0, len(named) - 1) or not named[i + 1].capital
        for i, kind in enumerate(kinds)
        if kind == "organization" or (kind == "event" and bare(named[i]) in HEADS)
    ]
    return "instrument" not in kinds and not any(bodies)

"""What marks a title without any head noun in it: quotation marks, slanted type, "called", apposition.

A noun beside the title tells what it is (annotation rule book: titled games, courses and campaigns are programmes,
titled guides and studies publications). Resolutions and agenda items have titles too; these are no publications.
All offsets are those of the unit's view, end excluded.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.anyof import AnyOf
from kg.finders._bare import BESIDE, common, end_of, foreign, owned, start_of, unshortened
from kg.finders._complement import title_end
from kg.finders._nouns import ACT_NOUNS, CALLED, NOUN, NOUNS, TITLED_NOUN, any_of
from kg.finders._words import (
    CAMEL,
    CODED,
    COINED,
    COMMON_LETTERS,
    HEADS,
    INNER,
    LATE,
    PARTICLES,
    STOPS,
    YEAR,
    Known,
    Name,
    Token,
    bare,
    generic,
    said,
    spelled,
    words_in,
)
from kg.heads import MODIFIERS
from kg.types import EntityType, Span

_CALLS = AnyOf(
    (
        *("titled", "called", "named", "known as", "under the", "branded", "dubbed", "“"),
        *("he first, ", "he second, ", "he third, ", "he fourth, ", "he fifth, ", "he last, ", "he other, "),
        *("organization ", "charity ", "exercise ", "game", "series ", "ublication"),
    )
)
"""One of these stands in a sentence that introduces a title without marks."""
_UNQUOTED = re.compile(
    rf"\b(?P<noun>{NOUN})(?P<called>{CALLED}) (?=[A-Z])"
    rf"|\b(?P<subject>{TITLED_NOUN})(?: (?:of|by|for|in) [^,;.:“\"]{{1,50}})? (?:is|was) (?:called|named|"
    rf"known as) "
    r"(?:the )?(?=[A-Z])"
    r"|\b(?P<bare>organization|charity|exercise|game|series|publications?) (?=[A-Z])"
)
_EXPLAINED = re.compile(
    r"(?:,| is| was) an? (?:[\w-]+ ){0,4}?"
    r"(game|cartoon|podcast|(?:picture |comic |hand)?book|textbook|web-based platform|portal|app)\b"
)
_SURE = words_in("""programme program project initiative network platform portal tool database campaign app scheme
    facility game cartoon podcast course website hotline helpline dashboard chatbot mechanism
    fellowship scholarship series competition challenge module bootcamp masterclass curriculum simulator
    simulation calculator toolbox register registry repository partnership undertaking""")
"""What no person and no town is."""
_KNOWN = re.compile(
    r"\b(?!(?:groups?|organi[sz]ations?|militias?|areas?|regions?|islands?|city|cities|town|towns|"
    r"villages?|rivers?|party|"
    r"parties|company|companies|states?|countries|country|people|man|woman|men|women|disease|virus|"
    r"drugs?|substances?|"
    r"species|convention|agreement|treaty|law|act|resolution|decision|is|was|are|were|been|also|now|what|"
    r"commonly)\b)"
    r"(?P<noun>[a-z]+),? (?:known as|called|branded|dubbed|nicknamed) (?=[A-Z])"
)
_AT_START = "|".join(noun.capitalize() for noun in TITLED_NOUN.split("|"))
_MANY = AnyOf(
    (": ", "s,", "s:", "s such as", "s including", "s called", "s entitled", "s named", "s are", "s were")
)
"""One of these stands where a list of titles is announced."""
_LISTS = re.compile(
    r"s(?:[,:]|, namely| such as|,? including| called| entitled| named| are| were) (?:the )?[A-Z]|"
    r": (?:the )?[A-Z]"
)
LISTED = re.compile(
    rf"\b(?P<noun>{TITLED_NOUN}|{_AT_START})s(?:,|:|, namely| such as|,? including| called| entitled|"
    rf" named| are| were|"
    r"[^.;:,“]{1,60}:) "
    r"(?:the )?(?=[A-Z])"
)
_BODILY = re.compile(
    r", an? (?:(?!an? )[\w’'-]+ ){0,4}?(organi[sz]ation|charity|association|foundation|company|agency|"
    r"think tank|"
    r"non-profit|institution|federation|trade union)\b"
)
_DESCRIBED = re.compile(
    rf"(?:(?:,| is| was| [–—]) an?|(?:,| [–—]) (?:the|its|their|our|another|(?:[Tt]he [a-z]+|"
    rf"[A-Z][\w-]*)[’']s)) "
    rf"(?:(?!(?:an?|of|for|to|from|who) )[\w’'-]+ ){{0,5}}?({TITLED_NOUN})"
    r"(?= (?:for|on|to|of|that|which|in|by|with|where|between|among|across|run|led|built|kept|"
    r"held|set|made|and|[a-z]+(?:ed|ing))\b"
    r"|[,.;]| [–—])"
    r"|, (?:an?|the) (?:[a-z]+ ){0,2}(?:arm|component|pillar|strand|offshoot|successor|forerunner) (?:of|to)"
    r"(?= (?:the )?[A-Z])"
)
_SECOND = re.compile(rf" and (?:[a-z-]+ )?({TITLED_NOUN})\b")
"""The later of two nouns that explain: "an online catalogue and lending portal"."""
_OPEN_ENDED = re.compile(
    r"\b(?P<noun>podcast series|series|game|campaign|programme|initiative) “(?=[A-Z])(?![^”]{1,120}”)"
)
_APPOSED = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[’']s) (?:[a-z\d-]+ ){0,3}"
    rf"(?P<noun>{TITLED_NOUN})(?: (?:of|for|on|by) [a-z][a-z -]{{2,40}}, (?:the )?|, (?:the )?| )(?=[A-Z])"
)
_WING = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur|[’']s) (?:{any_of(sorted(MODIFIERS))}) (?P<noun>arm|wing|"
    rf"branch|offshoot), "
    r"(?:the )?(?=[A-Z])"
)
_PARTED = re.compile(r"\b[Tt]he (?P<noun>first|second|third|fourth|fifth|last|other), (?:the )?(?=[A-Z])")
_PARTS = re.compile(
    r"\b(?:two|three|four|five|six|seven) (?:[a-z-]+ )?(?:tracks|components|pillars|strands|parts|"
    r"projects|programmes|"
    r"initiatives|windows|branches|lines|campaigns|tools)\b"
)
"""What is announced before its items are told one by one ("The first, Low Tide, is …")."""
_FAR = 300
_SHUT = re.compile(r", (?:was|is|has|had|will|which|now|also)\b")
_LETTERED = re.compile(r"[.;)]|, (?:which|whose|an?|the|has|is|was|in)\b| (?:is|was|has|in|for|runs)\b")
_OF_SOMEBODY = ("its ", "their ", "our ", "’s ", "'s ")
_MADE = re.compile(rf"[A-Z]\w*[a-z][A-Z]\w+|{CODED.pattern}|{CAMEL.pattern}")
_ENDED = re.compile(
    r"[,.;:)?]| [–—] | [a-z]+(?:s|ed|es)\b| (?:came|went|won|grew|drew|ran|rose|fell|shows?)\b|\Z| \(|"
    r" (?:was|is|has|in|by|and|which|that|as|at|on|were|for|from|with)\b"
)
_YEARLY = re.compile(
    r"\b(?:Assessment|Barometer|Index|Monitor|Overview|Profiles?|Prospects|Review|Snapshot|Statistics|Trends|"
    r"Update) 20\d\d\b(?![-–/])"
)
_STATE = re.compile(r"\b(?:The )?State of (?=(?:the )?[A-Z])")
_BODIES = """organization organisation charity association foundation company agency think non-profit institution
    federation trade web-based arm component pillar strand offshoot successor forerunner wing branch"""
_BEHIND = re.compile(r"(?: (?:of|for|on|by) [a-z][a-z -]{2,40}, (?:the )?|, (?:the )?| )(?=[A-Z])")
_ARTICLES = AnyOf(
    (
        ", a",
        " is a",
        " was a",
        "– a",
        "– the ",
        "– its ",
        ", the ",
        ", its ",
        ", their ",
        ", our ",
        "’s ",
        "'s ",
    )
)
"""What stands before a noun that explains a name."""
_PERSONAL = PARTICLES | {"of", "and", "the"}
"""What may stand in the name of a person or a town."""
_AGAINST = frozenset({"by", "with", "for", "of", "on"})
"""What stands before the name of a tool or a programme as it does before any body."""
_THROUGH = frozenset({"through", "under", "via", "as", "launched", "called"})


def nouns(text: str) -> list[Span]:
    """Where the nouns stand that an apposition or an explanation has, left to right."""
    found = _nouns().find_matches_as_indexes(text, overlapping=True)
    return sorted(Span(begin, end) for _, begin, end in found)


@cache
def _nouns() -> AhoCorasick:
    words = [*TITLED_NOUN.split("|"), *_BODIES.split()]
    return AhoCorasick([f" {word}" for word in words], matchkind=MatchKind.Standard)


def unmarked(text: str, begin: int, end: int, near: Sequence[Span]) -> list[re.Match[str]]:
    """Where a title without marks may begin, behind the words that introduce it; `near` are the nouns in between."""
    sentence = text[begin:end]
    titled, listed = _CALLS.stands_in(sentence), _MANY.stands_in(sentence)
    apposed = any(_BEHIND.match(text, noun.end) for noun in near)
    found = [*_UNQUOTED.finditer(text, begin, end), *_OPEN_ENDED.finditer(text, begin, end)] if titled else []
    return [
        *found,
        *(_APPOSED.finditer(text, begin, end) if apposed else ()),
        *(LISTED.finditer(text, begin, end) if listed and _LISTS.search(text, begin, end) else ()),
        *(_KNOWN.finditer(text, begin, end) if titled else ()),
        *(_WING.finditer(text, begin, end) if apposed else ()),
        *(_items(text, begin, end) if titled else ()),
    ]


def _items(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """Where "the first, " names an item of what was announced shortly before."""
    if _PARTS.search(text, max(0, begin - _FAR), end):
        yield from _PARTED.finditer(text, begin, end)


def introduced(
    text: str, found: Sequence[re.Match[str]], tokens: Sequence[Token], words: Known
) -> Iterator[Name]:
    """Titles without quotation marks behind "entitled", "known as" or the bare noun, and unclosed quotations."""
    if not found:
        return
    starts = {token.begin: index for index, token in enumerate(tokens)}
    for match in found:
        named = match.groupdict()
        kind = NOUNS.get((named.get("noun") or named.get("subject") or named["bare"]).lower().split()[-1])
        at = starts.get(match.end())
        if match.re is _KNOWN and kind is None and named["noun"] not in ACT_NOUNS:
            kind = NOUNS.get(named["noun"].removesuffix("s"), "programme")
        if match.re in (_WING, _PARTED):
            kind = "programme"
        if kind is None or at is None or tokens[at].text.endswith(("'s", "’s")):
            continue
        if match.re is LISTED:
            yield from _each(text, tokens, at, kind, words, told=match[0].endswith("ed "))
            continue
        last = title_end(text, tokens, at)
        last = owned(tokens, at, last, words) if match.re is _APPOSED else last
        stop = tokens[last].end
        if year := YEAR.match(text, stop + 1) if text[stop : stop + 1] == " " else None:
            stop = year.end()
        owned_by = match.re is _APPOSED and not last - at and match[0].lower().startswith(_OF_SOMEBODY)
        if owned_by and _lettered(text, match["noun"], tokens[at], words):
            yield Name(tokens[at].begin, stop, kind)
            continue
        if match.re is _APPOSED and _shut(text, match, tokens[at], last - at, words):
            yield Name(tokens[at].begin, stop, kind)
            continue
        slogan = named.get("noun") == "campaign" and last > at + 1
        if match.re in (_APPOSED, _WING, _PARTED) and not _title(
            text, tokens[at : last + 1], stop, words, placed=slogan
        ):
            continue
        if (last > at or tokens[at].acronym or COINED.search(tokens[at].text)) and (
            slogan or not words.place(tokens, at)
        ):
            yield Name(tokens[at].begin, stop, kind)


def _shut(text: str, match: re.Match[str], token: Token, more: int, words: Known) -> bool:
    """Whether one word between two commas is the name of the tool before them ("The portal, Loanline, was …")."""
    told = match["noun"] in _SURE and match[0].endswith((", ", ", the ")) and not more
    free = told and not (token.acronym or common(token) or bare(token) in HEADS)
    return (
        free
        and bool(_SHUT.match(text, token.end))
        and not words.place([token], 0)
        and not words.body([token], 0)
    )


def _lettered(text: str, noun: str, token: Token, words: Known) -> bool:
    """Whether letters that no body and no place has name the tool beside them ("its portal NETIS, which …")."""
    tool = noun in _SURE and noun != "website"
    own = tool and token.text.isalpha() and token.acronym and len(token.text) > 3
    free = (
        own
        and token.text not in COMMON_LETTERS
        and not words.body([token], 0)
        and not words.place([token], 0)
    )
    return free and bool(_LETTERED.match(text, token.end))


def _each(
    text: str, tokens: Sequence[Token], at: int, kind: EntityType, words: Known, *, told: bool
) -> Iterator[Name]:
    """Each title of a list ("Two guides, Open Seas and Closed Ports, …")."""
    ends = [token.begin for token in tokens]
    while at < len(tokens) and tokens[at].capital:
        last = end_of(text, tokens, at, words, listed=True)
        stop = len(text) if told else tokens[last].end
        if not _title(text, tokens[at : last + 1], stop, words):
            return
        yield Name(tokens[at].begin, tokens[last].end, kind)
        beside = BESIDE.match(text, tokens[last].end)
        if not beside or beside.end() not in ends:
            return
        at = ends.index(beside.end())


def _title(text: str, named: Sequence[Token], stop: int, words: Known, *, placed: bool = False) -> bool:
    """Whether capitals behind a bare noun are its title: two or more, that name nobody, with an end to be seen."""
    if (
        sum(t.capital for t in named) < 2
        or all(common(t) or generic([t]) for t in named)
        or not _ENDED.match(text, stop)
    ):
        return False
    placed = placed and not words.place(named, len(named) - 1) and spelled(said(named)) not in words.places
    return not any(
        (words.place(named, i) and (i > 0 or not placed))
        or words.body(named, i)
        or (t.acronym and (i > 0 or t.text not in COMMON_LETTERS))
        or (HEADS.get(bare(t)) == "organization" and bare(t) not in LATE and i == len(named) - 1)
        for i, t in enumerate(named)
    )


def explanations(text: str, begin: int, end: int, near: Sequence[Span]) -> list[re.Match[str]]:
    """Where ", a campaign" or "is a game" explains what stands before; `near` are the nouns in between."""
    articles = _ARTICLES.found_in(text[begin:end]) if near else ()
    if not articles:
        return []
    one = ", a" in articles or " is a" in articles or " was a" in articles
    return [
        *(_EXPLAINED.finditer(text, begin, end) if one else ()),
        *_DESCRIBED.finditer(text, begin, end),
        *(_BODILY.finditer(text, begin, end) if ", a" in articles else ()),
    ]


_END = attrgetter("end")


def explained(
    text: str, found: Sequence[re.Match[str]], tokens: Sequence[Token], words: Known
) -> Iterator[Name]:
    """ "The Silent Buoy, a picture book": capitals that an apposition or "is a" explains."""
    for match in found:
        end = unshortened(text, match.start())
        stop = bisect_left(tokens, end, key=_END)
        if stop == len(tokens) or tokens[stop].end != end:
            continue
        strict = match.re is not _EXPLAINED
        first = min(begin_of(text, tokens, stop, joined=strict), start_of(text, tokens, stop, words))
        while first < stop and tokens[first].text.endswith(("'s", "’s")):
            first += 1
        while strict and first < stop and foreign(tokens[first]):
            first += 1
        while strict and first < stop and bare(tokens[first]) in STOPS and tokens[first].text != "The":
            first += 1
        named = [t for t in tokens[first : stop + 1] if t.text != "The"]
        noun = match[1] or ""
        sole = strict and len(named) == 1 and match.re is _DESCRIBED
        if sole and (_made_up(named[0], words) or _lettered(text, noun, named[0], words)):
            yield Name(named[0].begin, named[0].end, NOUNS.get(match[1] or "", "programme"))
            continue
        if len(named) < 2 or not named[0].capital or not named[-1].capital:
            continue
        owner = first > 0 and tokens[first - 1].text.endswith(("'s", "’s"))
        article = owner or any(t.text in ("The", "the") for t in tokens[max(0, first - 1) : first + 1])
        sure = article or (match[1] or "programme") in _SURE
        if strict and text[match.start()] == "," and stop - first < 2 and not sure:
            continue  # two capitals before a comma are a person or a town more often than a title
        dashed = text.startswith((" –", " —"), match.start())
        titled = len(named) > 3 or any(not t.capital and t.text not in _PERSONAL for t in named)
        sole = match.re is _BODILY or dashed or titled or (match[1] or "programme") in _SURE
        alone = first <= 1 and sole
        agent = first > 0 and tokens[first - 1].text in _AGAINST and (match[1] or "") in _SURE
        if strict and not (
            (alone or agent or _stands(tokens, first))
            and _title(text, named, match.start(), words, placed=(match[1] or "") in _SURE)
        ):
            continue
        second = _SECOND.match(text, match.end()) if strict else None
        noun = (second or match)[1] or ""
        kind: EntityType = "publication" if noun.endswith("book") else NOUNS.get(noun, "programme")
        kind = "organization" if match.re is _BODILY else kind
        begin = named[0].begin if strict and kind != "publication" else tokens[first].begin
        yield Name(begin, tokens[stop].end, kind)


def _made_up(token: Token, words: Known) -> bool:
    """Whether nobody writes the word but as a name ("TideWatch")."""
    return bool(_MADE.fullmatch(token.text)) and not words.body([token], 0) and not words.place([token], 0)


def begin_of(text: str, tokens: Sequence[Token], stop: int, *, joined: bool) -> int:
    """The index where the capitals that end at `stop` begin, with the words between them if they may be joined."""
    first = at = stop
    while at > 0 and text[tokens[at - 1].end : tokens[at].begin] == " ":
        at -= 1
        if at and tokens[at].text == "by" and tokens[at - 1].text == "and":
            break  # the second of two who do it
        if tokens[at].capital:
            first = at
            if tokens[at].text == "The":
                break
        elif not joined or tokens[at].text not in INNER:
            break
    return first


def _stands(tokens: Sequence[Token], first: int) -> bool:
    """Whether the word before leaves room for a title: no preposition of place, no title cut in two."""
    before = tokens[first - 1].text if first else ""
    return (
        (first > 0 and not (before in INNER and before != "the"))
        or before in _THROUGH
        or tokens[first].text == "The"
    )


def yearly(text: str, begin: int, end: int) -> list[re.Match[str]]:
    """Where a title that comes out every year ends in its year, or begins with "State of"."""
    years = _YEARLY.finditer(text, begin, end) if text.find(" 20", begin, end) >= 0 else ()
    states = _STATE.finditer(text, begin, end) if text.find("State of ", begin, end) >= 0 else ()
    return [*years, *states]


def dated(text: str, found: Sequence[re.Match[str]], tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """ "Global Soil Assessment 2021", "The State of the World’s Wells 2020"."""
    if not found:
        return
    starts = {token.begin: index for index, token in enumerate(tokens)}
    for match in found:
        at = starts.get(match.start())
        if at is None:
            continue
        if match.re is _YEARLY:
            first = begin_of(text, tokens, at, joined=True)
            while first < at and (bare(tokens[first]) in STOPS or _possessor(tokens[first])):
                first += 1
            if not generic(tokens[first:at]) and at - first >= 2:
                yield Name(tokens[first].begin, match.end(), "publication")
        elif (of := starts.get(match.end())) is not None and not words.place(tokens, of):
            last = title_end(text, tokens, of)
            year = YEAR.match(text, tokens[last].end + 1)
            if year or any(bare(t) == "world" for t in tokens[of : last + 1]):
                yield Name(match.start(), year.end() if year else tokens[last].end, "publication")


def _possessor(token: Token) -> bool:
    return token.text.endswith(("'s", "’s")) and token.text[:-2].isupper()

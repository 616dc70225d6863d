"""What marks a title without any head noun in it: quotation marks, slanted type, "called", apposition.

A noun beside the title tells what it is (annotation rule book: titled games, courses and campaigns are programmes,
titled guides and studies publications). Resolutions and agenda items have titles too; these are no publications.
All offsets are those of the unit's view, end excluded.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.finders._grammar import title_end
from kg.finders._words import HEADS, INNER, STOPS, YEAR, Known, Name, Token, bare, generic
from kg.types import EntityType, Span, Unit

_BY_TYPE: dict[EntityType, str] = {
    "programme": """programme program project initiative network platform portal tool database series campaign game
        cartoon podcast course app application partnership hub repository scheme helpline hotline fund facility
        mechanism scholarship fellowship alliance coalition challenge contest competition prize award curriculum
        movement website dashboard chatbot accelerator observatory drive""",
    "publication": """report publication publications study guide guides handbook manual toolkit paper brief book
        booklet brochure volume module survey assessment factsheet magazine newsletter bulletin textbook compendium
        primer""",
    "event": "conference congress workshop meeting seminar symposium webinar event exercise forum",
    "instrument": "declaration strategy compact",
    "organization": "organization association foundation",
}
_NOUNS: dict[str, EntityType] = {word: kind for kind, listed in _BY_TYPE.items() for word in listed.split()}
_ACTS = "resolution resolutions decision item items section chapter paragraph annex statement"
_NOT = frozenset(_ACTS.split())


def _any(words: Iterator[str] | Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NOUN = _any([*_NOUNS, *_NOT])
_TITLED_NOUN = _any([word for word, kind in _NOUNS.items() if kind in ("programme", "publication")])
_CALLED = (
    r"(?:,? (?:(?:which|that) (?:is|was) )?(?:entitled|titled|called|named|branded(?: as)?|dubbed|known as|"
    r"under the title|under the name)(?: the)?)"
)
_OPEN = "“\"‘'"
_CLOSE = "”\"’'"
_QUOTED = re.compile(rf"(?<![^\s(\[])[{_OPEN}](?=[^\s{_OPEN}])([^“”\"]{{3,200}}?)(?:[{_CLOSE}](?![^\W_]))")
_BEFORE_TITLE = re.compile(
    rf"\b({_NOUN})s?(?:{_CALLED}|,| on| of [^,;:.“\"]{{1,60}} on| on (?:the )?topic)?,? \Z", re.IGNORECASE
)
_TITLED = re.compile(rf"{_CALLED} \Z")
_ACT = re.compile(r"\b(?:[Rr]esolutions?|[Dd]ecisions?|[Ii]tems?)\b")
_KNOWN_AS = re.compile(
    r"\b(initiative|network|programme|project)\b[^.;“\"]{0,40} (?:is )?known as \Z", re.IGNORECASE
)
_AFTER_TITLE = re.compile(rf"(?:,| is| was) an? (?:[\w-]+ ){{0,4}}?({_NOUN})\b", re.IGNORECASE)
_NEXT = re.compile(
    rf" (?:\([^()]{{2,12}}\) )?(?:(?!{_any(sorted(INNER))}|is|was|are|under|which|a )[a-z][a-z-]* )?"
    rf"({_any([word for word, kind in _NOUNS.items() if kind != 'organization'])})\b(?![-’'])"
)
_ITS_NOUN = re.compile(rf",? (?:the|this) ({_TITLED_NOUN})\b")
_NAMED_FIRST = re.compile(r"(?:^|, )(?:[Kk]nown as|[Cc]alled|[Nn]amed|[Dd]ubbed|[Ee]ntitled) (?:the )?\Z")
_SO_CALLED = re.compile(r"\bso-called \Z")
_ISSUED = re.compile(r"\b(?:issued|published|released) \Z")
_PRINTED = re.compile(r" \((?:[A-Z][^()]{2,60}, )?(?:19|20)\d\d\)")
_WRITER = re.compile(r"(?:^|[\s(])[A-Z][\w.’-]*, \Z")
_SIBLING = re.compile(rf"[{_CLOSE}]?(?:,| and|, and| or) [{_OPEN}]?")
_SUBTITLED = re.compile(
    rf": (?:an? )?(?:[\w’'-]+ ){{0,3}}({_any(_BY_TYPE['publication'].split())})\b", re.IGNORECASE
)
_MARK = re.compile(f"[{_OPEN}]")
_CUE = re.compile(
    r"titled|called|named|known as|under the|branded|dubbed|organization [A-Z]|exercise [A-Z]|"
    r"[gs][ae][mr][ie]|ublication|“"
)
_UNQUOTED = re.compile(
    rf"\b(?P<noun>{_NOUN})(?P<called>{_CALLED}) (?=[A-Z])"
    rf"|\b(?P<subject>{_TITLED_NOUN})(?: (?:of|by|for|in) [^,;.:“\"]{{1,50}})? (?:is|was) (?:called|named|known as) "
    r"(?:the )?(?=[A-Z])"
    r"|\b(?P<bare>organization|exercise|game|series|publications?) (?=[A-Z])"
)
_EXPLAINED = re.compile(
    r"(?:,| is| was) an? (?:[\w-]+ ){0,4}?"
    r"(game|cartoon|podcast|(?:picture |comic |hand)?book|textbook|web-based platform|portal|app)\b"
)
_DESCRIBED = re.compile(
    rf"(?:,| is| was) an? (?:(?!an? )[\w-]+ ){{0,3}}?({_TITLED_NOUN})"
    r"(?= (?:for|on|to|of|that|which|in|by|with|designed|aim(?:ed|ing)|supported|launched|run|led|developed|used)\b"
    r"|[,.;])"
)
_OPEN_ENDED = re.compile(
    r"\b(?P<noun>podcast series|series|game|campaign|programme|initiative) “(?=[A-Z])(?![^”]{1,120}”)"
)
_APPOSED = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[’']s) (?:[a-z-]+ ){0,3}"
    rf"(?P<noun>{_TITLED_NOUN})(?:, | )(?=[A-Z])"
)
_ENDED = re.compile(r"[,.;:)]|\Z| \(| (?:was|is|has|in|by|and|which|that|as|at|on|were|for|from|with)\b")
_TAGGED = re.compile(
    r"\b(?:campaign|initiative|challenge),? (?P<behind>#[A-Z]\w+)"
    r"|(?P<before>#[A-Z]\w+) (?=campaign|initiative|challenge)"
)
_DATED = re.compile(r", (?:19|20)\d\d\)")
_CITED = re.compile(
    r", (?P<title>[A-Z][^,()“”;]{8,150}(?:, [a-z][^,()“”;]{1,80}){0,3}) \([A-Z][^()\d]{2,60}, (?:19|20)\d\d\)"
)
_EDITORS = re.compile(r", (?:eds?|vols?|Nos?)\b")
_YEARLY = re.compile(
    r"\b(?:Assessment|Barometer|Index|Monitor|Overview|Profiles?|Prospects|Review|Snapshot|Statistics|Trends|"
    r"Update) 20\d\d\b(?![-–/])"
)
_STATE = re.compile(r"\b(?:The )?State of (?=(?:the )?[A-Z])")
_THROUGH = frozenset({"through", "under", "via", "as", "launched", "called"})


def slanted(unit: Unit) -> list[Span]:
    """What stands between marks of emphasis, which the view leaves out: the map back jumps by as many signs twice."""
    text, found = unit.view.text, []
    jumps = [
        (there[0], there[1] - there[0] - here[1] + here[0])
        for here, there in pairwise(((0, unit.first.begin), *unit.view.anchors))
    ]
    for (begin, mark), (end, close) in pairwise((*jumps, (len(text), 0))):
        opened = (
            mark in (1, 2) and text[begin : begin + 1].isupper() and text[begin - 1 : begin] in ("", " ", "(")
        )
        closed = close == mark and not text[end : end + 1].isalnum() and not text[end - 1 : end].isspace()
        if opened and closed:
            found.append(Span(begin, end))
    return found


def marked(text: str, begin: int, end: int, emphasised: Sequence[Span]) -> list[Name]:
    """Titles in quotation marks or slanted type that a noun before or behind them types."""
    found: list[Name] = []
    places = (
        [(m.span(1), m.span()) for m in _QUOTED.finditer(text, begin, end)]
        if _MARK.search(text, begin, end)
        else []
    )
    places += [((s.begin, s.end), (s.begin, s.end)) for s in emphasised if begin <= s.begin and s.end <= end]
    last: Name | None = None
    for (start, stop), (outer, after) in sorted(places):
        before = text[max(begin, outer - 160) : outer]
        if _TITLED.search(before) and _ACT.search(before):
            continue
        title = text[start:stop]
        kind = _introduction(before) or _following(text, title, before, after, end)
        if kind is None and last and title[0].isupper() and _SIBLING.fullmatch(text, last.end, start):
            kind = last.type
        if kind is None and outer == start:
            kind = _printed(text, title, before, after, end)
        if kind and kind != "organization" and len(title.split()) <= 30:
            last = Name(start, stop - len(title) + len(title.rstrip(" ,.;")), kind)
            found.append(last)
    return found


def _introduction(before: str) -> EntityType | None:
    """The type that the words before a title give it."""
    if match := _KNOWN_AS.search(before) or _BEFORE_TITLE.search(before):
        return _NOUNS.get(match[1].lower())
    return None


def _following(text: str, title: str, before: str, after: int, end: int) -> EntityType | None:
    """The type that the words behind a title, its own subtitle or the verb of its publisher give it."""
    if _NAMED_FIRST.search(before) and (match := _ITS_NOUN.match(text, after, end)):
        return _NOUNS.get(match[1].lower())
    if not (title[0].isupper() or title[0].isdigit()) or _TITLED.search(before) or _SO_CALLED.search(before):
        return None
    if match := _AFTER_TITLE.match(text, after, end) or _NEXT.match(text, after, end):
        return _NOUNS.get(match[1].lower())
    if " " in title and (_SUBTITLED.search(title) or _ISSUED.search(before)):
        return "publication"
    return None


def _printed(text: str, title: str, before: str, after: int, end: int) -> EntityType | None:
    """A slanted title of three words or more with a year in it, or between its writer and its year, is a book's."""
    words = [word for word in re.findall(r"[\w’'-]+", title) if word.lower() not in INNER]
    if len(words) < 3 or sum(word[0].isupper() or word[0].isdigit() for word in words) < len(words) - 1:
        return None
    told = YEAR.fullmatch(words[-1]) or _PRINTED.match(text, after, end) or _WRITER.search(before)
    return "publication" if told else None


def unmarked(text: str, begin: int, end: int) -> list[re.Match[str]]:
    """Where a title without marks may begin, behind the words that introduce it."""
    titled = _CUE.search(text, begin, end)
    found = [*_UNQUOTED.finditer(text, begin, end), *_OPEN_ENDED.finditer(text, begin, end)] if titled else []
    return [*found, *_APPOSED.finditer(text, begin, end)]


def introduced(
    text: str, found: Sequence[re.Match[str]], tokens: Sequence[Token], words: Known
) -> Iterator[Name]:
    """Titles without quotation marks behind "entitled", "known as" or the bare noun, and unclosed quotations."""
    starts = {token.begin: index for index, token in enumerate(tokens)}
    for match in found:
        named = match.groupdict()
        kind = _NOUNS.get((named.get("noun") or named.get("subject") or named["bare"]).lower().split()[-1])
        at = starts.get(match.end())
        if kind is None or at is None or tokens[at].text.endswith(("'s", "’s")):
            continue
        last = title_end(text, tokens, at)
        stop = tokens[last].end
        if year := YEAR.match(text, stop + 1) if text[stop : stop + 1] == " " else None:
            stop = year.end()
        if match.re is _APPOSED and not _title(text, tokens[at : last + 1], stop, words):
            continue
        if (last > at or tokens[at].acronym) and not words.place(tokens, at):
            yield Name(tokens[at].begin, stop, kind)


def _title(text: str, named: Sequence[Token], stop: int, words: Known) -> bool:
    """Whether capitals behind a bare noun are its title: two or more, that name nobody, with an end to be seen."""
    if sum(t.capital for t in named) < 2 or not _ENDED.match(text, stop):
        return False
    return not any(
        words.place(named, i) or words.body(named, i) or t.acronym or HEADS.get(bare(t)) == "organization"
        for i, t in enumerate(named)
    )


def explanations(text: str, begin: int, end: int) -> list[re.Match[str]]:
    """Where ", a campaign" or "is a game" explains what stands before."""
    return [*_EXPLAINED.finditer(text, begin, end), *_DESCRIBED.finditer(text, begin, end)]


def explained(
    text: str, found: Sequence[re.Match[str]], tokens: Sequence[Token], words: Known
) -> Iterator[Name]:
    """ "The Silent Buoy, a picture book": capitals that an apposition or "is a" explains."""
    for match in found:
        stop = next((i for i, t in enumerate(tokens) if t.end == match.start()), None)
        if stop is None:
            continue
        strict = match.re is _DESCRIBED
        first = _begin(text, tokens, stop, joined=strict)
        while first < stop and tokens[first].text.endswith(("'s", "’s")):
            first += 1
        named = [t for t in tokens[first : stop + 1] if t.text != "The"]
        if len(named) < 2 or not named[0].capital or not named[-1].capital:
            continue
        if strict and text[match.start()] == "," and stop - first < 2:
            continue  # two capitals before a comma are a person or a town more often than a title
        if strict and not (_stands(tokens, first) and _title(text, named, match.start(), words)):
            continue
        kind: EntityType = "publication" if match[1].endswith("book") else _NOUNS.get(match[1], "programme")
        yield Name(tokens[first].begin, tokens[stop].end, kind)


def _begin(text: str, tokens: Sequence[Token], stop: int, *, joined: bool) -> int:
    """The index where the capitals that end at `stop` begin, with the words between them if they may be joined."""
    first = at = stop
    while at > 0 and text[tokens[at - 1].end : tokens[at].begin] == " ":
        at -= 1
        if tokens[at].capital:
            first = at
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


def tagged(text: str, begin: int, end: int) -> Iterator[Name]:
    """ "the campaign #QuietSeas"."""
    if text.find("#", begin, end) >= 0:
        for match in _TAGGED.finditer(text, begin, end):
            yield Name(*match.span(match.lastgroup or 0), "programme")


def cited(text: str, begin: int, end: int) -> Iterator[Name]:
    """ "Writer, Title (Town, 2021)": what a note cites."""
    if not _DATED.search(text, begin, end):
        return
    for match in _CITED.finditer(text, begin, end):
        start, title = match.start("title"), match["title"]
        comma = text.rfind(", ", begin, match.start())
        before = text[comma + 2 : match.start()]
        whole = ": " in before and not re.search(r": |\d{4}", title)
        if comma >= 0 and (whole or (before.isalpha() and before.istitle())):
            start = comma + 2  # a comma inside the title itself
        if " " in title and not _EDITORS.search(title):
            yield Name(start, match.end("title"), "publication")


def yearly(text: str, begin: int, end: int) -> list[re.Match[str]]:
    """Where a title that comes out every year ends in its year, or begins with "State of"."""
    years = _YEARLY.finditer(text, begin, end) if text.find(" 20", begin, end) >= 0 else ()
    states = _STATE.finditer(text, begin, end) if text.find("State of ", begin, end) >= 0 else ()
    return [*years, *states]


def dated(text: str, found: Sequence[re.Match[str]], tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """ "Global Soil Assessment 2021", "The State of the World’s Wells 2020"."""
    starts = {token.begin: index for index, token in enumerate(tokens)}
    for match in found:
        at = starts.get(match.start())
        if at is None:
            continue
        if match.re is _YEARLY:
            first = _begin(text, tokens, at, joined=True)
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

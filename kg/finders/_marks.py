"""Titles that quotation marks, slanted type, a tag or a note's form set off, typed by the nouns beside them.

Resolutions and agenda items have titles too; these are no publications. All offsets are those of the unit's view,
end excluded.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.finders._nouns import BY_TYPE, CALLED, NOUN, NOUNS, TITLED_NOUN, any_of
from kg.finders._weighed import explained_behind
from kg.finders._words import INNER, YEAR, Name
from kg.types import EntityType, Span, Unit

_OPEN = "“\"‘'"
_CLOSE = "”\"’'"
_QUOTED = re.compile(rf"(?<![^\s(\[])[{_OPEN}](?=[^\s{_OPEN}])([^“”\"]{{3,200}}?)(?:[{_CLOSE}](?![^\W_]))")
_BEFORE_TITLE = re.compile(
    rf"\b({NOUN})s?(?:(?: is| was| are| were)?{CALLED}|,| on| of [^,;:.“\"]{{1,60}} on|"
    rf" on (?:the )?topic)?,? \Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:Project|Programme|Phase|Window|Component|Strand|Track|Pillar|Grant)(?: [Nn]o\.?)? "
    r"(?:[\dIVX][\w.-]{0,11}|[A-Z])[.,:]? \Z"
)
"""What stands before the quoted names of the numbered parts and projects of a whole."""
_BRACKETED = re.compile(
    r"\b(?:programme|project|initiative|campaign|network|platform) (?:on|for|of|to|"
    r"that) [^.;“”()]{8,160} \(\Z"
)
_TITLED = re.compile(rf"{CALLED} \Z")
_ACT = re.compile(r"\b(?:[Rr]esolutions?|[Dd]ecisions?|[Ii]tems?)\b")
_KNOWN_AS = re.compile(
    r"\b(initiative|network|programme|project)\b[^.;“\"]{0,40} (?:is )?known as \Z", re.IGNORECASE
)
_AFTER_TITLE = re.compile(
    rf"(?:(?:,| [–—]|(?:, (?:by contrast|in turn|in contrast|however|too|meanwhile|"
    rf"for its part),)? (?:is|was)) an?| (?:is|was) the|, (?:its|their|the|"
    rf"[A-Z][\w-]*[’']s)) (?:[\w-]+ ){{0,4}}?({NOUN})\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf" (?:\([^()]{{2,12}}\) )?(?:(?!{any_of(sorted(INNER))}|is|was|are|under|which|a )[a-z][a-z-]* )?"
    rf"({any_of([word for word, kind in NOUNS.items() if kind != 'organization'])})\b(?![-’'])"
)
_ITS_NOUN = re.compile(rf",? (?:the|this) ({TITLED_NOUN})\b")
_NAMED_FIRST = re.compile(r"(?:^|, )(?:[Kk]nown as|[Cc]alled|[Nn]amed|[Dd]ubbed|[Ee]ntitled) (?:the )?\Z")
_SO_CALLED = re.compile(r"\bso-called \Z")
_ISSUED = re.compile(r"\b(?:issued|published|released) \Z")
_BEGUN = re.compile(
    r"\b(?:launched|piloted|rolled out|scaled up|runs|ran|introduced|unveiled|concluded)(?: its| the)? \Z"
)
_DONE = re.compile(
    r",? (?:was|is|has been|which was|which is) (?:launched|piloted|rolled out|scaled up|implemented|led|"
    r"run|managed|"
    r"funded|financed|coordinated|delivered|carried out)\b"
)
_LETTERS = re.compile(r" \([A-Z][\w&-]{1,11}\)(?= is | was |, | [–—] )")
_PRINTED = re.compile(r" \((?:[A-Z][^()]{2,60}, )?(?:19|20)\d\d\)")
_SPOKEN = re.compile(
    r"\b(?:speech|speeches|articles?|lectures?|addresses|address|films?|books?|terms?|words?|rules?|clauses?|songs?"
    r"|poems?|concepts?|themes?|theme|slogans?|mottos?|motto|panels?|sessions?|debates?|headings?|phrases?|principles?"
    r"|questions?|resolutions?|items?|columns?|stor(?:y|ies)|plays?|essays?|sermons?|talks?)(?: on|,)? \Z"
)
"""Nouns before a quotation that make it no programme's name, whatever is told behind it."""
_GOALED = re.compile(
    r" \((?:SDG|Goal|[Tt]arget)s? \d| [–—-] [^“”]{0,120}\b(?:SDG|Goal|[Tt]arget)s? \d"
    r"| \((?:partners?|with|led by|run by|implemented by)\b"
)
_LASTED = re.compile(r"[,.]? \((?:19|20)\d\d[–-](?:(?:19|20)\d\d|\d\d)\)")
"""Projects have a first and a last year, publications one."""
_LINED = re.compile(
    rf" ({any_of([word.capitalize() for word, kind in NOUNS.items() if kind == 'programme'])}) (?:of|for|"
    rf"on|in) [a-z]"
)
"""The next line says what the title above it names."""
_UNDERTAKING = re.compile(
    r": (?:an? )?(?:[\w’'-]+ ){0,3}(?:project|programme|initiative|campaign|course|contest|game)\Z",
    re.IGNORECASE,
)
_WRITER = re.compile(r"(?:^|[\s(])[A-Z][\w.’-]*, \Z")
_SIBLING = re.compile(rf"[{_CLOSE}]?(?:,| and|, and| or) [{_OPEN}]?")
_TREATISES = (
    "review",
    "analysis",
    "introduction",
    "overview",
    "inventory",
    "synthesis",
    "lessons",
    "evidence",
)
"""What else the subtitle of a publication says that it is."""
_SUBTITLED = re.compile(
    rf": (?:an? )?(?:[\w’'-]+ ){{0,3}}({any_of([*BY_TYPE['publication'].split(), *_TREATISES])})\b",
    re.IGNORECASE,
)
_MARK = re.compile(f"[{_OPEN}]")
_TAGGED = re.compile(
    r"\b(?:campaign|initiative|challenge),? (?P<behind>#[A-Z]\w+)"
    r"|(?P<before>#[A-Z]\w+)(?: |, an? (?:[a-z]+ ){0,3}?)(?=campaign|initiative|challenge)"
)
_DATED = re.compile(r", (?:19|20)\d\d\)")
_CITED = re.compile(
    r", (?P<title>[A-Z][^,()“”;]{8,150}(?:, [a-z][^,()“”;]{1,80}){0,3}) \([A-Z][^()\d]{2,60}, (?:19|20)\d\d\)"
)
_AUTHOR = re.compile(r"(?:\A|[a-z)\]A-Z], |[;:.] |\b[Ss]ee(?: also)? )\Z")
_IMPRINT = re.compile(
    r",? ?(?:in )?(?:[A-Z][^“”;()]{0,140}?(?:, )?)?(?:\bvol\. \d|\bNo\. \d|"
    r"\((?:[A-Z][^()]{1,60}, )?(?:19|20)\d\d\)|"
    r"\b[Pp]apers?, (?:19|20)\d\d|(?<=, )(?:19|20)\d\d\.(?=\s|\Z))"
)
"""Journal and volume, or town and year: what a note has behind the title that it cites."""
_SOLD = re.compile(
    r"(?P<title>[A-Z][^;:()“”.]{6,160}?(?:: [A-Z][^;:()“”.]{6,100}?)?)"
    r"(?:, vols?\. [^;()]{1,30})?(?:, [A-Z][^;(),]{2,40}, \d{1,2}(?:[–-]\d{1,2})? [^;()]{3,40}\d{4})? ?"
    r"\(United Nations publication\b"
)
"""What the Organization sells is cited with its title, or with the place and the days of a conference behind it."""
_NOTED = re.compile(r"(?<![\w–-])(?<![,\w–-] )[\d¹²³⁴⁵⁶⁷⁸⁹⁰*]+\s?|; (?:and )?|\b[Ss]ee (?:also )?(?:the )?")
"""What a note may have before the title that it cites."""
_HOUSE = re.compile(r"\A[A-Z]{3,}(?:-[A-Z]+)?(?: and [A-Z]{3,}(?:-[A-Z]+)?)?, ")
"""The letters of the body that wrote what a note cites."""
_WORD = re.compile(r"\w[\w’'-]*")
_EDITORS = re.compile(r", (?:eds?|vols?|Nos?)\b")


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
        if kind is None and outer < start and _AUTHOR.search(before) and not _ACT.search(before):
            kind = "publication" if _IMPRINT.match(text, after, end) else None
        if kind is None and outer == start:
            kind = _printed(text, title, before, after, end)
        if kind and kind != "organization" and len(title.split()) <= 30:
            last = Name(start, stop - len(title) + len(title.rstrip(" ,.;")), kind)
            found.append(last)
    return found


def _introduction(before: str) -> EntityType | None:
    """The type that the words before a title give it."""
    if match := _KNOWN_AS.search(before) or _BEFORE_TITLE.search(before):
        return NOUNS.get(match[1].lower())
    return "programme" if _NUMBERED.search(before) or _BRACKETED.search(before) else None


def _following(text: str, title: str, before: str, after: int, end: int) -> EntityType | None:
    """The type that the words behind a title, its own subtitle or the verb of its publisher give it."""
    if _NAMED_FIRST.search(before) and (match := _ITS_NOUN.match(text, after, end)):
        return NOUNS.get(match[1].lower())
    if not (title[0].isupper() or title[0].isdigit()) or _TITLED.search(before) or _SO_CALLED.search(before):
        return None
    if short := _LETTERS.match(text, after, end):
        after = short.end()
    if match := _AFTER_TITLE.match(text, after, end) or _NEXT.match(text, after, end):
        return NOUNS.get(match[1].lower())
    if " " in title and not _UNDERTAKING.search(title) and _SUBTITLED.search(title):
        return "publication"
    if match := _LINED.match(text, after, end):
        return NOUNS.get(match[1].lower())
    told = any(found.match(text, after, end) for found in (_DONE, _GOALED, _LASTED))
    if (
        told
        or (
            " " in title
            and title[-1] not in "?!."
            and not _SPOKEN.search(before)
            and explained_behind(text, after)
        )
        or _BEGUN.search(before)
    ):
        return "programme"
    return "publication" if " " in title and _ISSUED.search(before) else None


def _printed(text: str, title: str, before: str, after: int, end: int) -> EntityType | None:
    """A slanted title of three words or more with a year in it, or between its writer and its year, is a book's."""
    words = [word for word in re.findall(r"[\w’'-]+", title) if word.lower() not in INNER]
    if len(words) < 3 or sum(word[0].isupper() or word[0].isdigit() for word in words) < len(words) - 1:
        return None
    told = YEAR.fullmatch(words[-1]) or _PRINTED.match(text, after, end) or _WRITER.search(before)
    return "publication" if told else None


def tagged(text: str, begin: int, end: int) -> Iterator[Name]:
    """ "the campaign #QuietSeas"."""
    if text.find("#", begin, end) >= 0:
        for match in _TAGGED.finditer(text, begin, end):
            yield Name(*match.span(match.lastgroup or 0), "programme")


def sold(text: str, begin: int, end: int) -> Iterator[Name]:
    """ "Global Net Survey (United Nations publication, …)": what a note gives a sales number."""
    at = text.find(" (United Nations publication", begin, end)
    if at < 0:
        return
    starts = [begin, *(m.end() for m in _NOTED.finditer(text, begin, at))]
    found = (_SOLD.match(text, start, end) for start in reversed(starts))
    match = next((m for m in found if m and " " in m["title"]), None)
    if match:
        start, title = match.span("title")[0], match["title"]
        start += len(title) - len(_own_words(title, prose=start == begin))
        if " " in text[start : match.end("title")]:
            yield Name(start, match.end("title"), "publication")


def _own_words(title: str, *, prose: bool) -> str:
    """The title without its writer, and in a sentence without the words that lead up to it."""
    title = _HOUSE.sub("", title)
    words = list(_WORD.finditer(title))
    plain = [at for at, word in enumerate(words) if word[0][0].islower() and word[0] not in INNER]
    own = words[plain[-1] + 1 :] if prose and plain else words
    first = next((word.start() for word in own if not word[0][0].islower()), len(title))
    return title[first:]


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

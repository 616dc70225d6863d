"""Names that several signs tell together: what stands before and behind the capitals, where they stand, how they look.

No sign is enough alone but a clear apposition. Each side gives points for what it says; a title that joins its words
as no person and no office does ("Lanterns without Oil") gives one more.
"""

import re
from collections.abc import Iterator, Sequence

from kg.finders._bare import end_of, foreign, named_properly, opens, owned
from kg.finders._nouns import NOUNS, any_of
from kg.finders._words import COMMON_LETTERS, STOPS, Known, Name, Token, bare, words_in

_NEEDED = 2
_BODILY = words_in(
    "alliance coalition movement fund facility mechanism service system directory exchange map drive"
)
"""Nouns that explain bodies, books and plain things as well."""
_MORE = words_in("work undertaking venture effort endeavour forum fair exercise inventory offering stream")
_WORKS = any_of(
    [*(noun for noun, kind in NOUNS.items() if kind == "programme" and noun not in _BODILY), *_MORE]
)
_OWNER = r"(?:another|our|an?|one|its|their|the(?: [\w-]+[’']s)?|[A-Z][\w-]*[’']s)"
_ASIDE = r"(?: \((?!C\.|[^()]*\b(?:19|20)\d\d)[^()]{2,50}\))?(?: in [A-Z][^,.;:()]{2,40}(?=,))?"
"""Where it runs, or for whom, between the name and what tells of it."""
_APPOSED = re.compile(
    rf"{_ASIDE}(?:,| [–—]) {_OWNER} (?:(?!(?:of|for|to|from|who|which|that|with|by|"
    rf"in)\b)[\w’'-]+ ){{0,5}}?(?:{_WORKS})"
    r"(?= (?:of|for|on|in|to|that|which|with|by|between|among|where|across|run|led|kept|built|held|made|"
    r"set)\b|[,.;:]| [–—])"
    rf"|{_ASIDE}(?:,| [–—]) (?:our|its|their|the) (?:programme|project|initiative|campaign|scheme|portal|"
    rf"platform|network)[’']s "
    r"(?:[a-z-]+ ){0,2}[a-z-]+(?=,| (?:for|on|of|in|that|which)\b)"
)
_KEEPING = (
    r"(?:run|ran|kept|keep|keeps|set up|sets up|share|shared|launched|started|began|founded|built|opened|"
    r"created|"
    r"developed|managed|manages?|funds?|funded|finances?|financed|hosts?|hosted|operates?|operated|"
    r"piloted|introduced|"
    r"maintains?|maintained|established|carried out)"
)
_KEPT = re.compile(
    rf"{_ASIDE}, which (?:we|they|it|(?:the )?[A-Z][\w-]*(?: (?:of |and |the )*[A-Z][\w-]*){{0,5}}) "
    rf"(?:(?:have|has|had|first|jointly|also|now) ){{0,2}}{_KEEPING}\b"
)
_WHOSE = re.compile(
    rf"{_ASIDE}, whose (?:[a-z-]+ ){{0,2}}?(?:toolkits?|courses?|pupils|learners|users|lessons|modules?|"
    rf"curriculum|website|"
    r"graduates|participants|phases?|budget|beneficiaries|data|maps?|kits?|trainers|app|subject|pilot)\b"
)
_GOAL = r"(?:SDGs?|Goals?|[Tt]argets?|Sustainable Development Goals?|indicators?|action lines?) [\dC]"
_TOWARDS = (
    r"(?:supports?|supported|serves?|served|advances?|advanced|contributes? to|contributed to|speaks? to|"
    r"answers? to|"
    r"responds? to|counts? towards?|counts? under|falls? under|furthers?|promotes?|backs?|feeds? into|"
    r"is linked to|"
    r"is aligned with|helps? (?:to )?(?:achieve|reach|meet)|(?:would|will|can|could|"
    r"may) (?:also )?(?:help(?: to)? "
    r"(?:achieve|reach|meet)|contribute to|support|serve|advance))"
)
_GOALED = re.compile(
    rf"{_ASIDE} (?:(?:also|directly|now|mainly|thereby) )?{_TOWARDS} (?:[a-z]+ ){{0,2}}{_GOAL}|"
    rf"{_ASIDE}, [^,.;()]{{3,60}}, {_TOWARDS} {_GOAL}|,? under which (?:[\w.]+ )?{_GOAL}"
)
_RUNNING = re.compile(
    rf"{_ASIDE},? (?:(?:also|now|still|already|currently) )?(?:"
    r"(?:has|have) (?:now |since |already |so far )?(?:moved|trained|reached|helped|brought|run|grown|"
    r"spread|opened|put|cut|"
    r"lent|taught|placed|connected|linked|delivered|served|planted|built|given|shown|made|drawn|enrolled|"
    r"been (?:run|"
    r"running|carried|extended|renewed|used|opened|closed))|"
    r"runs?|ran|works (?:in|with|through)|shows|covers|deals with|is (?:now |also )?(?:a|an|one|run|used|"
    r"carried|executed|"
    r"operated|offered|open|active|in its|part|mandated|financed|funded|implemented|led|managed|kept)\b|"
    r"was (?:run|"
    r"opened|launched|prepared|built|piloted|financed|funded|extended|designed)|"
    r"trains|teaches|reached|trained|connects|links|brings|lends|offers|helps|receives|gives|lets|serves|"
    r"speaks|maps|"
    r"[a-z]+(?:ed|[st]) (?:in |out |up )?(?:(?:over|nearly|almost|some|about|more than|"
    r"around) )?(?:US\$ ?)?\d[\d,.]*|"
    r"tracks|made|drew|taught|put|installed|placed|enrolled|goes back|rests|came|will (?:end|run|open|"
    r"close))\b"
)
_THINGLY = re.compile(
    rf"{_ASIDE},? (?:(?:also|now|still|already|currently) )?(?:shows|maps|lists|tracks|covers \d[\d,.]*|"
    rf"deals with|is (?:now |also )?"
    r"(?:used|read|played|worn|sung|taught|offered|available|open|in its|in use|found|kept|run|hosted|"
    r"operated|executed|part of) "
    r"(?:in|by|at|to|on|with|under|for|across|\w+ (?:year|phase|round|edition|season|month))|runs (?:in|"
    r"on|until|from|through)|consists of|is made up of|"
    r"comes to an end|came to an end|has no (?:meaning|budget|end date)|goes back to|can be (?:used|read|"
    r"played|heard))\b"
)
"""What is said of things, and of no body and no person."""
_SUBJECT = re.compile(
    r"(?:\A|[.;:?!] )(?:\(?\w{1,3}[.)] |[•·–—*-] )?(?:(?!(?:The|An?|Its|Our|Their|His|Her)\b)[A-Z][a-z]+"
    r"(?: [^,.;:()]{1,40})?, )?(?:[Tt]he )?\Z|\b(?:that|and|where|because) (?:the )?\Z"
)
_CALLED = re.compile(
    r"(?:\b(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir)|[’']s) (?:[a-z-]+ ){0,2}(?:programme|project|initiative|"
    r"campaign|scheme|platform|"
    r"portal|course|podcast) \Z|\b(?:(?:line|strand|piece|stream|area) of work|vehicle), (?:the )?\Z"
    r"|\b(?:SDGs?|Goals?|[Tt]argets?) [\d.a-c]+(?:(?:, | and )[\d.a-c]+){0,4} (?:is|"
    r"are) (?:also )?(?:served|supported|pursued|"
    r"advanced|backed) by (?:the )?\Z"
)
_PART_OF = (
    r"(?:(?:entry|sheet|file|record|note|page|asked|applied|applications?|successor|umbrella|roll-out|rollout|phase"
    r"|basis|ground|aims?|purpose|budget|costs?|donors?|results|lessons|users|host|evaluation|participants?|pupils"
    r"|graduates|charge|work) (?:on|for|to|of|under|in)"
    r"|(?:product|flagship|answer|vehicle|contribution|undertaking|effort) (?:here )?(?:is|was))"
)
_LED = re.compile(
    rf"(?:\A|[.;] )(?:Its|Our|Their|The|A|An) (?:[a-z-]+ ){{0,3}}(?:{_WORKS}|edition|version|twin|sister|"
    rf"product), (?:the )?\Z"
    rf"|\b{_PART_OF} (?:the )?\Z"
    r"|\b(?:programme|project|initiative|scheme|campaign)(?: (?:of|for|on|to) [^.;()]{1,40})? \(\Z"
)
_SPOKEN = re.compile(
    rf"{_ASIDE},? (?:(?:also|has|have|had) )?(?:informs?|informed|reports?|reported|states?|stated|said|"
    rf"says|notes?|noted|"
    r"recommends?|recommended|welcomes?|welcomed|calls?|called|requests?|requested|expressed|believes?|"
    r"considers?|"
    r"submitted|submits?|urges?|urged|remains?|are|were|decided|adopted|agreed|met|discussed)\b"
)
"""What bodies and persons do, and several things."""
_JOINTS = words_in(
    "on without for that under with before after behind beyond between against over across through into from not"
)
_THEMES = words_in(
    """gender equality climate change action health education water energy food security peace justice trade women
    girls youth children child persons people human rights resources development cooperation south-south triangular
    sustainable innovation science technology data statistics finance financing employment skills environment
    biodiversity agriculture nutrition migration disaster risk reduction resilience culture media transport tourism
    governance accountability partnerships partnership capacity building digital transformation social protection
    universal coverage early warning literacy sanitation hygiene safety work decent disability inclusion empowerment
    law rule prevention response preparedness humanitarian affairs economic policy research training learning oceans"""
)
"""Words of fields of work: of them alone no name is made."""
_HOUSES = words_in("clinic lab laboratory academy college museum")
_WHERE = words_in("behind under before without beyond against after on")
"""Where no institution says that it is."""
_THINGS = words_in(
    """road street town city river valley lake mountain war wars list book hall mosque church temple season tax web
    times quarter semester area currency software intelligence sensing data learning press radio airlines port"""
)
"""Heads of places, works, times and plain things."""
_OF_PERSONS = words_in(
    "mr mr. ms ms. mrs mrs. dr dr. sir madam prof. professor ambassador president minister judge author"
)
"""Right before a person's name."""
_FAR = 90
_SIGNS = (
    (_APPOSED, 2),
    (_KEPT, 2),
    (_GOALED, 2),
    (_WHOSE, 1),
    (_SPOKEN, -2),
)
_LEADS = ((_CALLED, 2), (_LED, 1))
_PLACED = words_in("in at from near into with by between among")
"""Behind these an explained name is a town's or a body's."""


_ASIDES = re.compile(r"[,–—] (?:an?|another|our|one|its|their|the|which|whose|[A-Z][\w-]*[’']s) ")
_HINTS = re.compile(
    r"\b(?:(?:SDGs?|Goals?|[Tt]argets?) \d|"
    r"(?:programme|project|initiative|campaign|scheme|platform|portal|course|podcast) \(?[A-Z]|"
    r"[a-z]+, (?:the )?[A-Z][\w’'-]* [^,.;]{2,40}, (?:is|was|has|runs|reached)\b|"
    rf"{_PART_OF} (?:the )?[A-Z])"
)


def hinted(text: str, begin: int, end: int) -> bool:
    """Whether any sign may stand in the sentence: a clause behind a comma, a goal, a title that runs at its head."""
    return bool(
        _ASIDES.search(text, begin, end) or _HEAD.match(text, begin, end) or _HINTS.search(text, begin, end)
    )


_HEAD = re.compile(
    r"(?:\(?\w{1,3}[.)] |[•·–—*-] )?(?:[Tt]he )?[A-Z][\w’'-]*(?: [\w’'&-]+){0,10}? [A-Z][\w’'-]*"
    rf"(?:{_THINGLY.pattern}|{_RUNNING.pattern})"
)


def weighed(text: str, begin: int, end: int, tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """The capitals of one sentence that enough signs show to be a programme."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not token.capital or foreign(token) or not opens(text, tokens, at) or bare(token) in STOPS:
            at += 1
            continue
        last = owned(tokens, at, end_of(text, tokens, at, words), words)
        first = _paired(text, tokens, at, words)
        if (
            last > at
            and _points(text, begin, tokens, first, last) >= _NEEDED
            and _able(tokens, at, last, words)
        ):
            yield Name(tokens[first].begin, tokens[last].end, "programme")
        at = last + 1


def _points(text: str, begin: int, tokens: Sequence[Token], first: int, last: int) -> int:
    """How much tells that the words name a programme."""
    start, stop = tokens[first].begin, tokens[last].end
    before = text[max(begin, start - _FAR) : start]
    placed = first > 0 and tokens[first - 1].text in _PLACED
    behind = sum(points for sign, points in _SIGNS if sign.match(text, stop))
    led = sum(points for sign, points in _LEADS if sign.search(before))
    subject = bool(led or _SUBJECT.search(before))
    runs = bool(_THINGLY.match(text, stop) or _RUNNING.match(text, stop))
    return (
        (0 if placed else behind)
        + subject * runs
        + led
        - 4 * _theme(tokens[first : last + 1])
        + _joined(tokens[first : last + 1])
    )


def explained_behind(text: str, stop: int) -> bool:
    """Whether what stands behind a quoted title tells that it is a programme's."""
    return sum(points for sign, points in _SIGNS if sign.match(text, stop)) >= _NEEDED


def _joined(named: Sequence[Token]) -> int:
    """Whether the words are joined as those of a title are, and of no person, office or place."""
    inner = named[1:-1]
    echo = len(named) > 3 and bare(named[0]) in (bare(t) for t in named[2:])
    return int(echo or any(t.text in _JOINTS or t.text == "&" for t in inner))


def _theme(named: Sequence[Token]) -> bool:
    return all(not t.capital or bare(t) in _THEMES for t in named)


def _paired(text: str, tokens: Sequence[Token], at: int, words: Known) -> int:
    """Where "the Rope and Net System" begins, whose first half stands before "and"."""
    if at < 3 or tokens[at - 1].text != "and" or not tokens[at - 2].capital:
        return at
    first = at - 2
    while (
        first > 0 and tokens[first - 1].capital and text[tokens[first - 1].end : tokens[first].begin] == " "
    ):
        first -= 1
    shut = (
        first > 0
        and tokens[first - 1].text == "the"
        and text[tokens[at - 2].end : tokens[at].begin] == " and "
    )
    return first if shut and not words.place(tokens, first) and not words.body(tokens, first) else at


def _able(tokens: Sequence[Token], first: int, last: int, words: Known) -> bool:
    """Whether the words may name a programme at all."""
    if tokens[last].text.endswith(("'s", "’s")) or not tokens[last].capital:
        return False
    if tokens[first].text in COMMON_LETTERS and not words.place(tokens, first):
        return last - first > 1 and named_properly(tokens, first + 1, last, words)
    housed = last > first and bare(tokens[first]) in _HOUSES and tokens[first + 1].text in _WHERE
    if bare(tokens[last]) in _THINGS or (first and bare(tokens[first - 1]) in _OF_PERSONS):
        return False
    own = first + housed * (2 + (last > first + 2 and tokens[first + 2].text == "the"))
    return named_properly(tokens, min(own, last), last, words)

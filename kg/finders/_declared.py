"""Programmes that the layout of a document names: titles above records, entries of a list, first cells of a table.

Grammar tells nothing of such a name. What tells is what stands around it: the fields below a title, the kind that the
words above a list ask for, the codes at the end of an entry, other entries of the same list.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from kg.finders._bare import JOINING
from kg.finders._entries import Entry, asks_programmes, entries, taken_up
from kg.finders._nouns import NOUNS
from kg.finders._scoped import scoped
from kg.finders._words import COINED, HEADS, Known, Token, bare, generic, known, tokens_of, words_in
from kg.finders.titles import NAME
from kg.types import Mention, Unit
from kg.vocabulary import Lexicon

_FIELDS = (
    r"(?:Where|Since|Countr(?:y|ies)|Locations?|Partners?|Donors?|Budget|Funding|Funded by|Duration|Period|Runs?"
    r"|Purpose|Field work|Legislative mandate|Mandate|Implement(?:ed|ing|ation)\b[^:.]{0,30}"
    r"|Execut(?:ed|ing)\b[^:.]{0,30}|Lead(?: [a-z]+)?|Managed by|Hosted by|Run by|Started|Start date|Beneficiaries"
    r"|Reach(?:ed)?|Deliver(?:ed|y)|Results?(?: [^:.]{1,30})?|Status"
    r"|(?:Relevant |Related |Main )?(?:SDGs?|Goals?|Targets?|Sustainable Development Goals?)(?: [^:.]{1,30})?"
    r"|Agenda 2030|2030 Agenda|Action lines?)"
)
_FIELD = re.compile(rf"(?:\A|(?<=[.;\n] )|(?<=\n)){_FIELDS}:(?= |\Z)")
_GOAL_FIELD = re.compile(
    r"\b(?:SDGs?|Goals?|Targets?|Sustainable Development Goals?|Agenda 2030|2030 Agenda)(?: [^:.]{1,30})?:\s"
)
_SURE_FIELD = re.compile(
    r"(?:Lead|Implement|Execut|Managed|Hosted|Run|Beneficiaries|Reach|Deliver|Donors?|Funded|Legislative|Field work"
    r"|(?:[A-Z]\w+ )?(?:SDG|Goal|Target|Sustainable))"
)
"""What persons, places and the sections of a report have none of: a budget, a period or partners they all have."""
_DEEDS = re.compile(
    r"(?:\A|[.;] )(?:[A-Z][a-z]+ phase, )?(?:Runs?|Ran|Running|Managed|Implemented|Executed|Delivered|Launched|Funded"
    r"|Financed|Co-?financed|Hosted|Led|Piloted|Started|Active|Operational|Coordinated"
    r"|Extended|Set up|Carried out|Rolled out)\b(?! (?:of|for)\b)"
    r"|\A(?:built|designed|developed|created|kept|run|set up|made|launched|carried out|implemented|executed|operated"
    r"|hosted|managed|led) (?:at|by|with|in|under|together|jointly|for)\b"
)
"""What a record goes on with right behind its name, without a subject."""
_APPOSED = re.compile(
    r"\s*(?:[“\"]?(?:[Aa]n?|[Tt]he|[Oo]ur|[Ii]ts) )?(?:[A-Za-z-]+ ){0,3}?(?P<noun>[A-Za-z-]+?)s?"
    r"(?= (?:of|for|on|that|which|to|with|made|run|in|by|between|where|among|through)\b|[,.;]|\Z)"
)
_GOAL = r"(?:SDGs?|Goals?|[Tt]argets?|Sustainable Development Goals?)"
_CODE = r"\d{1,2}(?:\.[\da-d]{1,2})?"
_CODES = re.compile(
    rf"(?:\A|[.;,:(–|] ?)(?:[A-Za-z]+ (?:to|towards?|of|under) )?{_GOAL} (?:targets? )?{_CODE}"
    rf"(?:[,; ()]+(?:and )?(?:{_GOAL} )?{_CODE})*\)?(?=[.;]| \||\s*\Z)"
)
_WORK = r"(?:initiative|project|programme|scheme|campaign|partnership|platform|portal)"
_SPOKEN = re.compile(
    rf"\A ?[Tt]his is (?:an?|our|its|the) (?:[a-z]+ ){{0,2}}(?:{_WORK}|network|tool)\b"
    rf"|\b(?:[Tt]he (?:same )?|[Tt]his (?:[a-z]+ )?){_WORK}\b(?! of\b)"
)
"""What the words behind an entry call it."""
_FIRST, _ALL = 120, 600
"""Code points behind a title, and behind another entry, in which they call it so."""
_THEMES = words_in(
    """gender equality climate change action health education water energy food security poverty hunger decent work
    economic growth innovation infrastructure cities communities consumption production oceans ocean life land peace
    justice institutions partnerships partnership industry inequality inequalities environment governance resilience
    sustainable sustainability inclusive inclusion youth women girls children child digital transformation development
    trade affordable clean quality good strong responsible reduced zero no well-being wellbeing sanitation below goals
    rights human social protection disaster risk reduction capacity building data statistics migration nutrition
    agriculture science technology finance financing biodiversity nature employment skills empowerment access public"""
)
"""Words of fields of work, which are the headings of many reports."""
_SECTIONS = words_in(
    """introduction background overview summary progress results communication communications conclusion conclusions
    annex notes note outlook lessons recommendations challenges context objectives activities partnerships monitoring
    chapter part section article table figure box appendix module item agenda next impact achievements highlights
    about related publications contact methodology sustainability mandates mandate"""
)


def declared(
    units: Sequence[Unit], mentions: Sequence[Sequence[Mention]], lexicon: Lexicon
) -> list[tuple[Mention, ...]]:
    """The mentions of each unit with the programmes that only the layout names."""
    words = known(lexicon)
    found = list(entries(units, mentions))
    sure = {id(entry) for entry in found if entry.known == "programme"}
    told = [entry for entry in found if _is_name(entry, words) and _told(entry)]
    sure |= {id(entry) for entry in told}
    for _, group in groupby(found, key=lambda e: e.group):
        members = list(group)
        if (
            len(members) > 1
            and not members[0].titles
            and 2 * sum(id(e) in sure for e in members) >= len(members)
        ):
            told += [e for e in members if id(e) not in sure and e.runs_in and _is_name(e, words)]
    more: dict[int, list[Mention]] = {}
    for entry in told:
        more.setdefault(entry.place, []).extend(_mentions(entry, units[entry.place]))
    vague = {place for entry in told if entry.labelled for place in _vague(entry, units, mentions)}
    mentions = [
        [m for m in given if m.type != "programme" or not (place in vague or _is_theme(m))]
        for place, given in enumerate(mentions)
    ]
    codes = scoped(units, mentions, _targets(lexicon))
    return [
        (
            *_beside(given, more.get(place, [])),
            *more.get(place, ()),
            *codes[place],
        )
        for place, given in enumerate(mentions)
    ]


def _vague(entry: Entry, units: Sequence[Unit], mentions: Sequence[Sequence[Mention]]) -> Iterator[int]:
    """The headings right above a sheet that name its kind only ("Technical Cooperation Project RAF7021")."""
    for place in range(max(0, entry.place - 2), entry.place):
        named = [m for m in mentions[place] if m.type == "programme"]
        headed = units[place].kind == "heading" and bool(named)
        if headed and not any(m.id for m in named) and all(generic(_tokens(m)) for m in named):
            yield place


def _is_theme(mention: Mention) -> bool:
    """Whether a name that grammar found is a field of work and nothing else."""
    words = tokens_of(mention.name, 0, len(mention.name)) if mention.finder == NAME else ()
    return bool(words) and all(bare(t) in _THEMES or not t.capital for t in words)


def _tokens(mention: Mention) -> list[Token]:
    """The words of a name but those of all such work."""
    words = tokens_of(mention.name, 0, len(mention.name))
    return [t for t in words if bare(t) not in ("cooperation", "assistance")]


@cache
def _targets(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(concept.key for concept in lexicon.concepts if concept.type == "sdg")


def _told(entry: Entry) -> bool:
    """Whether what stands around the entry tells that it names a programme."""
    if entry.labelled or (entry.shaped and _SPOKEN.search(entry.rest, 0, _FIRST if entry.titles else _ALL)):
        return True
    if entry.shaped and asks_programmes(entry.lead, column=entry.group[0] == "row"):
        return True
    if entry.placed or ((entry.titles or entry.mark == ". ") and taken_up(entry)):
        return True
    fields = _FIELD.findall(entry.rest)
    if entry.titles and fields and (entry.numbered or _CODES.search(entry.rest)):
        return True
    sure = _GOAL_FIELD.search(entry.rest) or (len(fields) > 1 and any(map(_SURE_FIELD.match, fields)))
    if entry.titles and fields and sure:
        return True
    if entry.titles or entry.shaped:
        noun = _APPOSED.match(entry.rest)
        kind = noun and NOUNS.get(noun["noun"].lower(), HEADS.get(noun["noun"].lower())) == "programme"
        said = kind and entry.mark not in ("", "|", ". ") and entry.group[0] != "heading"
        done = _DEEDS.match(entry.rest) if entry.titles else _DEEDS.search(entry.rest)
        if done or said:
            return True
    return entry.mark in (" – ", " — ", " (", ": ", " |") and bool(_CODES.search(entry.rest.rstrip(")")))


def _is_name(entry: Entry, words: Known) -> bool:
    """Whether the words may name a programme: capitals, and neither a body, a place, a theme nor a section."""
    named = entry.tokens
    if not entry.quoted and entry.words.isupper() and len(entry.words) > 6:
        return False  # a heading in capitals
    if (
        not named
        or entry.known
        or (entry.says and not entry.quoted)
        or not 0 < len(named) < 16
        or not named[0].capital
        or _NOTHING.match(entry.words)
        or (
            not entry.labelled
            and not entry.quoted
            and (bare(named[-1]) in _MATTERS or (entry.titles and bare(named[0]) in _MATTERS))
        )
    ):
        return False
    if entry.labelled and (entry.words[:1].isupper()):
        return not words.body(named, 0) and not any(t.text in _VERBS for t in named)
    if len(named) == 1 and not (COINED.search(named[0].text) and not words.body(named, 0)):
        return entry.quoted and len(named[0].text) > 4
    large = [t for t in named if t.capital]
    small = [t for t in named if not t.capital and len(t.text) > 4 and t.text not in _JOINTS]
    if bare(named[0]) in _OUTSIDE or any(t.text in _VERBS for t in named) or _coded(entry):
        return False
    loose = entry.titles or entry.quoted or asks_programmes(entry.lead, column=entry.group[0] == "row")
    column = entry.group[0] == "row" and asks_programmes(entry.lead, column=True)
    if entry.quoted or column:
        return len(named) > 1 and not generic(named) and not words.body(named, 0)
    if (
        len(large) < 2
        or len(small) > (len(large) // 3 if loose else 0)
        or generic(named)
        or bare(named[0]) in _SECTIONS
    ):
        return False
    heads = [HEADS.get(bare(t)) for t in named if bare(t) not in _ROOMS and t.capital]
    if "organization" in heads or "event" in heads or (heads and "publication" in (heads[0], heads[-1])):
        return False
    if any(bare(t) in _LABELS for t in named) or (len(named) == 2 and len(named[1].text) == 1):
        return False
    if (words.place(named, 0) and len(named) < 3) or _whole(named, words):
        return False
    return entry.quoted or not all(bare(t) in _THEMES for t in large)


_NOTHING = re.compile(r"(?:None|No|Not|Nil|N/?A|TBD|TBC|To be|Various|Several|See|Sub-?[Tt]otal|Total)\b")
"""What fills a field in place of a name."""
_MATTERS = words_in(
    """management services service statements statement reviews review findings replies matters sources support
    cooperation decisions affairs operations direction administration work hospital building headquarters table day port
    airport"""
)
"""What parts of a report, of a budget or of a town are called."""
_ROOMS = words_in("school clinic museum laboratory lab academy movement trust")
"""Heads of bodies that are plain words of the names of programmes too."""
_LABELS = words_in("goal goals target targets sdg sdgs partners countries donors status budget")
_OUTSIDE = words_in(
    """under through since during when while after before within at by as this these those if although because
    according however we they it he she there most many some several all both each"""
)
_VERBS = words_in("is are was were has have had will would may can should does did our")
_SYMBOL = re.compile(r"/[A-Z0-9]{2,}|\)/|\d{4}/\d")


def _coded(entry: Entry) -> bool:
    """Whether a symbol of a document stands among the words."""
    return bool(_SYMBOL.search(entry.words))


_JOINTS = JOINING | words_in("through under their among")


def _whole(named: Sequence[Token], words: Known) -> bool:
    """Whether the words begin with a body's name and are hardly more."""
    return words.body(named, 0) and len(named) < 4


def _mentions(entry: Entry, unit: Unit) -> Iterator[Mention]:
    """The name, and its short form in brackets."""
    span = unit.view.span(entry.begin, entry.end)
    name = unit.view.text[entry.begin : entry.end]
    yield Mention(begin=span.begin, end=span.end, type="programme", finder=NAME, name=name)
    if entry.short:
        begin, end = entry.short
        span = unit.view.span(begin, end)
        yield Mention(begin=span.begin, end=span.end, type="programme", finder="acronyms", name=name)


def _beside(given: Sequence[Mention], names: Sequence[Mention]) -> Iterator[Mention]:
    """Without the names that grammar found inside one that the layout tells."""
    spans = sorted(name.span for name in names)
    for mention in given:
        at = bisect_right(spans, (mention.begin, sys.maxsize)) - 1
        part = at >= 0 and mention.end <= spans[at].end and mention.span != spans[at]
        if not (part and mention.finder in (NAME, "acronyms")):
            yield mention

"""Words that English names are made of, by what they do there, and the tokens of a sentence.

The head noun tells the type (annotation rule book: networks and tools are programmes, standing bodies are
organizations, titled guides publications).
"""

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from kg.types import EntityType
from kg.vocabulary import Lexicon


def words_in(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_HEADS: dict[EntityType, str] = {
    "programme": """programme program initiative network platform portal project partnership database directory
        tool tools observatory hub campaign series fund alliance accelerator repository library
        clearinghouse dashboard fellowship coalition registry marketplace labs challenge facility
        archive archives scheme helpline hotline scholarship scholarships course curriculum prize
        award awards mechanism app register tracker gateway simulator chatbot toolbox incubator
        competition collaborative system bootcamp passport explorer map window desk hackathon monitor
        operation decade""",
    "organization": """office ministry agency committee subcommittee commission council centre center group subgroup
        consortium association institute university court tribunal secretariat department bank union
        organization organisation authority bureau board mission federation foundation society
        division directorate academy parliament government league unit panel branch chamber
        corporation team body police command gendarmerie assembly international service force
        confederation inspectorate caucus museum school section services
        college laboratory lab movement trust guild clinic administration""",
    "instrument": """convention protocol declaration strategy plan compact treaty agreement covenant charter
        statute agenda principles rules accord pact framework guidelines roadmap code call""",
    "publication": """report study guide handbook manual toolkit digest survey outlook atlas yearbook bulletin
        compendium textbook guidebook primer sourcebook casebook glossary booklet newsletter factsheet
        scorecard note brief paper checklist review barometer reader companion almanac dictionary
        lexicon workbook monograph anthology""",
    "event": """conference congress summit forum symposium workshop colloquium week dialogue fair festival
        expo""",
}
HEADS: dict[str, EntityType] = {word: kind for kind, words in _HEADS.items() for word in words.split()}
COINED = re.compile(r"\d|[a-z][A-Z]")
"""What a made word has in it."""
CODED = re.compile(r"(?!COVID|SDG|COP)[A-Z]{4,}\d{2,4}")
"""Capitals and figures that somebody made up: "KNOT2030"."""
CAMEL = re.compile(
    r"[A-Z]{2,}\d[A-Z]+|[A-Z][a-z]+\d[A-Z][a-z]+|[a-z]{3,}[A-Z]{2,}|(?!Mc|Mac)[A-Z][a-z]+[A-Z][a-z]\w*"
)
"""A word that somebody made up, with a capital or a figure in the middle."""
SCHOOLS = words_in("academy foundation university college museum")
"""What is a body of its own that bears another's short name."""
GUILDS = words_in("association foundation trust society academy university guild federation")
ALLIANCES = words_in("partnership alliance coalition")
COMMON_LETTERS = words_in(
    """COVID LGBTI BRICS NGO NGOs CSO CSOs SME SMEs MSME MSMEs ICT ICTs IT UN EU AU HIV AIDS LGBT STEM AI PPP TB US
    USA UK LDC LDCs SIDS LLDC LLDCs GDP HLPF SDG SDGs MDG MDGs ODA DRR DDR GBV FGM WASH IDP NCD AMR"""
)
"""Letters that name a kind of thing or a place, and no body of its own."""
TYPED = words_in(
    """training curriculum drive clinic kit service package series register registry archive library map system fund
    mechanism facility database"""
)
"""Heads in lower case that one capital before them does not make a name."""
PAPERS = words_in(
    "guidance policy technical issue discussion working white background briefing concept green position"
)
"""What makes a note, a brief or a paper a publication."""
SYSTEMS = words_in(
    """information warning management monitoring tracking reporting referral alert payment registration
    learning assessment analysis surveillance observation response database verification traceability"""
)
"""What makes a system a tool."""
WEAK = words_in(
    """system note brief paper review body map exchange passport explorer trust operation mission international
    reader companion service museum school section services administration"""
)
"""Heads that often stand inside other names and phrases, where they head nothing."""
LATE = words_in("museum school section services")
"""What heads a name only at its end, and is a plain word of titles elsewhere."""
SOLE = words_in("operation project")
"""What may head a name that follows it ("Operation Wet Paint")."""
ONLY_SOLE = frozenset({"operation"})
STAFF = words_in(
    """manager management officer officers team document documents unit staff support results planning
    cycle board cooperation services centre implementation development coordination steering assistant
    lead no"""
)
TOPICS = words_in("development training research policy planning security information data investment")
"""What tells one body of a country from another."""
PUPILS = words_in("summer winter spring autumn field primary secondary elementary middle high training every")
"""What makes a school an event or any school."""
SEASONS = words_in("summer winter spring autumn")
"""When a school is held that is a course."""
GROUPS = words_in("women youth girls children men people")
"""Who may be "in" something in a body's name."""
ADMINISTERED = words_in(
    "public justice business court court land tax interim transitional central local general judicial"
)
"""What is administered, or how, where no body is meant."""
MANAGED = frozenset({"administration", "call"})
"""A head noun that is also what a body deals with."""
SERVICES = words_in(
    """action judicial customs police correctional prison probation border intelligence prosecution security
    meteorological weather immigration postal fire rescue statistical geological"""
)
"""What makes a service a body."""
PARTICLES = words_in("de es da do du del di la el al van von der")
GENERIC = words_in(
    """global national regional international joint special working technical country new general common
    united nations un executive advisory steering ad hoc central local annual strategic first second
    third integrated expert experts high level high-level subregional interregional inter-agency
    interagency independent permanent main other open ended intergovernmental standing scientific
    preparatory task trust voluntary multi-year multi-partner multi-donor official federal ministerial
    thematic digital online resource management administrative information data state member states
    government development action work knowledge project programme program country-level field liaison
    headquarters sub-committee senior assessment scope implementation coordination monitoring
    evaluation research training policy planning support sustainable goal goals sdg sdgs security
    human rights peace internet world part annex chapter table figure section civil governing"""
)
STOPS = words_in(
    """the a an in on under through this these that its their our as with for from by since during when
    while after before both each all other such another some many at to of and or if it he she they we
    no any also moreover furthermore however against between within upon per via requests decides
    recalls welcomes notes urges invites encourages calls stresses emphasizes recognizes reaffirms
    recalling noting welcoming establishing launching building strengthening supporting promoting
    enhancing improving using see source sources note according chair chairs president director"""
)
OPENERS = words_in("The A An This These That In On At By For From To Of And Or Its Their Our As With")
BEFORE = frozenset({"4", "and", "of", "for", "against", "on", "&"})
WITHIN = BEFORE | {"to", "in", "at", "through", "without", "before", "beyond"}
OVER = WITHIN | {"over", "across", "behind"}
"""What joins the words of a programme's name before its head."""
FIRST = frozenset({"of", "for", "on", "against", "to", "towards", "between", "among"})
INNER = FIRST | words_in(
    "and or the in by from with its their a an as at into that response respect without de la le du des et y del d'"
)
SCOPES = frozenset({"global", "regional", "national", "thematic", "interregional"})
PLACED = re.compile(
    r"[A-Z][\w-]+(?: (?:and |the )*[A-Z][\w-]+)* "
    r"\((?:[A-Z]{2,}\w*|(?!Phase|Goal|SDG|[Tt]arget)[A-Z][a-z]\w*(?: [\w-]+){1,4})\)"
)
"""A place, and the acronym or the short form of the whole name behind it."""
HOSTED = re.compile(r", (?:which is )?(?:hosted|run|operated|managed) (?:jointly )?by\b")
"""What makes plain words a name: somebody has the thing in hand."""
IN_AFTER = words_in(
    """trafficking traffic trade cooperation participation investment women advances education
    developments assist"""
)
ORGANS = MappingProxyType({"board": "executive", "body": "governing", "secretariat": "technical"})
"""Organs that are called so and nothing else."""
SITED = words_in("mission office")
"""What many of a kind are of, told apart by where they sit."""
TRADES = frozenset({"trafficking", "traffic", "trade"})
CALENDAR = words_in(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday"""
)
ACTS = words_in(
    """resolution decision letter item annex chapter submitted prepared adopted distr original presented biennial
    provisional briefing highlights"""
)
AGENTS = words_in("by with Invites Requests Encourages Urges invites requests encourages urges")
"""Before "the … Fund", "the … Forum": what is asked, pays or takes part is a body."""
AFTER_HEAD = words_in("member members states parties")
ROLES = words_in(
    """coordinator secretary ambassador commissioner ombudsman secretary-general president director chair
    envoy representative minister"""
)
_SMALL = string.ascii_lowercase.encode()
_TOKEN = re.compile(r"[A-Z]{2,}/[A-Z]{2,}(?![a-z])|\d+\.\d+(?![.\w])|[^\W_]+(?:[-‑’'&][^\W_]+)*|&")
_MIXED = re.compile(r"(?:[a-z]{1,2}-?|[a-z]{3,})?[A-Z]")
YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?")
UNTIL = re.compile(r"[–-](?:(?:19|20)\d\d|\d\d)\b")
"""The end of a stretch of years that begins in the year before it."""
_YEARS = re.compile(r" (?:19|20)\d\d(?:[-–/](?:(?:19|20)\d\d|\d\d))?\b(?![\w/]|[-–]\d)")
_ROMAN = re.compile(r"[IVX]+")
MADE = re.compile(
    r"[\w-]*-(?:funded|led|supported|based|backed|financed|wide|specific|related|sponsored|owned)"
)
COMPASS = words_in("eastern western northern southern central east west north south")
SPACES = frozenset((" ", "’ ", "' ", "- "))
"""Between the words of one name: a blank, the apostrophe of a plural, a hyphen that a line end follows."""
ORDINAL = re.compile(
    r"(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)-.*|\d+(?:st|nd|rd|th)|"
    r"[A-Z][a-z]+(?:teen|ieth|ix|igh|if|welf|ent)th|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth"
)
NOTE = re.compile(r"[a-z]{2}(\d{1,2})\Z")
"""A footnote's number that touches the last word."""
DIVISIONS = words_in("bureau department division directorate")
"""The parts that a house is divided into."""
RANKS = words_in("special high deputy resident executive personal under assistant general")
ONLY_OF = words_in("union bank university foundation corporation")
LONGEST = 30
MANY = 2**14
"""Words whose looks are remembered: the same ones come again and again."""


class Token(NamedTuple):
    """A word of a sentence: `text[begin:end]`, in code points."""

    begin: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        return _capital(self.text)

    @property
    def acronym(self) -> bool:
        return _acronym(self.text)


@lru_cache(maxsize=MANY)
def _capital(word: str) -> bool:
    return word[0].isupper() or _acronym(word) or bool(_MIXED.match(word))


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and (word[1:].isupper() or any(map(str.isdigit, word)))


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of the text that names something: `text[begin:end]`, in code points."""

    begin: int
    end: int
    type: EntityType


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Words that are the name of a place or a body, folded."""

    places: frozenset[str]
    bodies: frozenset[str]
    shorts: frozenset[str]
    """Bodies that only a short form in capitals names: "Who" is none."""
    openings: frozenset[str]
    """First words of all these names: most words open none, and nothing is put together to look them up."""
    beginnings: frozenset[str]
    """All that these names begin with, up to a blank or their end, and an article alone."""

    def place(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a place's name begins at this token."""
        if not self._opens(tokens, at):
            return False
        return self._called(tokens, at, self.places, (1, 2, 3))

    def body(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether an organization's name begins at this token."""
        if not self._opens(tokens, at):
            return False
        if not tokens[at].acronym and spelled(said(tokens[at : at + 1])) in self.shorts:
            return False
        return self._called(tokens, at, self.bodies, (1, 2, 3, 4, 6, 8))

    def _called(self, tokens: Sequence[Token], at: int, names: frozenset[str], sizes: Sequence[int]) -> bool:
        """Whether so many words at this token are one of the names; it ends where no name begins with them."""
        for size in sizes:
            named = tokens[at : at + size]
            if spelled(said(named)) in names:
                return True
            if spelled(" ".join(t.text for t in named)) not in self.beginnings:
                return False
        return False

    def _opens(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name may begin at this token."""
        if not 0 <= at < len(tokens):
            return True
        return not self.openings.isdisjoint(_openings(tokens[at].text))


@cache
def known(lexicon: Lexicon) -> Known:
    """What the vocabularies know of places and bodies."""
    places = {
        spelled(word) for c in lexicon.concepts if c.type == "place" for word in (*c.labels, *c.adjectives)
    }
    bodies = {spelled(label) for c in lexicon.concepts if c.type == "organization" for label in c.labels}
    shorts = {
        spelled(label)
        for c in lexicon.concepts
        if c.type == "organization"
        for label in c.labels
        if label.isalpha() and label.isupper()
    }
    openings = {name.partition(" ")[0] for name in places | bodies}
    return Known(
        places=frozenset(places - {"world"}),
        bodies=frozenset(bodies),
        shorts=frozenset(shorts),
        openings=frozenset({*openings, "the"}),  # behind an article any word may open a name
        beginnings=beginnings(places | bodies),
    )


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """What spelled names begin with, up to a blank or their end, and an article alone."""
    return frozenset(
        {"the", *(part for name in names for part in accumulate(name.split(" "), "{} {}".format))}
    )


@lru_cache(maxsize=MANY)
def _openings(word: str) -> tuple[str, str]:
    """What a name that begins with the word has as its first word, alone and in front of others."""
    alone = word.removesuffix("'s").removesuffix("’s")
    return spelled(alone).partition(" ")[0], spelled(word).partition(" ")[0]


@lru_cache(maxsize=MANY)
def spelled(name: str) -> str:
    """The name in one case and with one sign for hyphens and apostrophes: cheap, as every word is looked up."""
    return name.casefold().replace("-", " ").replace("‑", " ").replace("’", "'").removeprefix("the ")


def places_of(text: str, words: str) -> Iterator[int]:
    """Every place where the words begin in the text, whatever stands around them."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def said(tokens: Sequence[Token]) -> str:
    return " ".join(t.text for t in tokens).removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=64)  # several finders ask for the words of one sentence in a row
def tokens_of(text: str, begin: int, end: int) -> tuple[Token, ...]:
    """The words of `text[begin:end]`."""
    found, at = [], begin
    for word in _TOKEN.findall(text, begin, end):
        at = text.index(word, at)
        end_of_word = at + len(word)
        # Most of the time of the finders goes into tokens: the constructor proper takes three times as long.
        found.append(tuple.__new__(Token, (at, end_of_word, word)))
        at = end_of_word
    return tuple(found)


def bare(token: Token) -> str:
    """The word in lower case, without a possessive ending."""
    return _bare(token.text)


@lru_cache(maxsize=MANY)
def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")


def generic(tokens: Sequence[Token]) -> bool:
    """Whether the words tell nothing from another thing of its kind."""
    return all(
        bare(t) in GENERIC
        or bare(t) in INNER
        or t.text.isdigit()
        or len(t.text) == 1
        or _ROMAN.fullmatch(t.text)
        for t in tokens
    )


def dated(text: str, end: int) -> int:
    """Where a title ends whose words end at `end`: its year or years belong to it ("A Study of Nets 2006–2023")."""
    years = _YEARS.match(text, end)
    return years.end() if years else end


def small_letters(text: str) -> str:
    """The text in lower case, character for character."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ" and its like grow: leave them as they are
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower


def shouted(text: str) -> bool:
    """Whether a sentence is set in capitals, so that case tells nothing."""
    plain = text.encode("utf-8", "surrogatepass")
    if 2 * (len(plain) - len(plain.translate(None, _SMALL))) >= len(text):
        return False  # small letters from a to z alone are half of it
    small = sum(map(str.islower, text))
    return 2 * small < len(text) and sum(map(str.isupper, text)) > small


def standing(tokens: Sequence[Token], at: int) -> bool:
    """Whether the head names a body, a text or a meeting; names of programmes take more words before it."""
    return HEADS.get(bare(tokens[at])) != "programme"

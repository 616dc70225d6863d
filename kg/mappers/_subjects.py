"""Whose doing a sentence tells: the grammar of subjects that all mappers share."""

import re

from kg.grammar import OWNS, PREPOSITIONS, ahead, last_words
from kg.types import Reading, Referent, Support
from kg.verbs import SAYING

ACTORS = ("programme", "organization")
_PREPOSITION = re.compile(
    rf"\b{PREPOSITIONS}"
    r" (?:the |its |an? |our |their )?(?:[A-Z][\w-]*(?:['’]s)? )?\Z"
    r"|\b[Tt]o [a-z]+ (?:the |its |an? |our |their )?\Z|\b(?:[Uu]nlike|[Dd]espite|[Bb]esides) (?:the )?\Z"
)
_STAGE = re.compile(
    r"\b(?:round|edition|phase|cycle|season|instalment) of (?:the |its )?[\"“]?\Z"
    r"|(?:\A|, )[Tt]he (?:secretariat|staff|team|headquarters|experts?) of (?:the )?\Z"
)
"""What is told of a stage of a programme is told of the programme, what a body's secretariat does the body does."""
_THROUGH = re.compile(
    r"\b(?:[Tt]hrough|[Uu]nder|[Vv]ia|[Bb]y means of)(?:,? inter alia,)?(?: the| its| their| our)?"
    r"(?: [€$£]?[\d.,]+(?: [mb]illion)?)?(?: [a-z-]+){0,3}"
    r"(?: [A-Z]{3,}(?:['’]s)?)? [\"“'‘]?\Z"
)
_ATTRIBUTE = re.compile(
    r"(?: \([A-Z]\w+\))?(?:['’]s)? (?:contact|focal|experts?|countries|members?|officers|officials|staff|resources?"
    r"|technology|trainers?|website|budget|report)\b"
)
_WITH = re.compile(
    r"\b[Ww]ith(?: (?:the |its |our )?(?:[a-z-]+ ){0,3}[a-z-]+ (?:from|of|by))?(?: (?:the|its|our))?"
    r"(?: [A-Z][^.;()]{0,160}(?:,| and)(?: the)?)? \Z"
)
"""In front of who takes part or only helps: "with A and", "with the kind support of the"."""
_HELPED = re.compile(r"With (?:the )?(?:[a-z-]+ ){1,4}(?:from|of|by) (?:the )?[A-Z][^,.;()]*, (?:the )?")
"""The one helper that opens a sentence: who stands behind its comma acts."""
_TEXTS = ("resolution", "document", "instrument", "provision", "event")
_BARE_COMMA = re.compile(r"\w\)?, (?:the )?\Z")
_ITEM_BEHIND = re.compile(r"(?: \([^()]*\))?(?:,| and\b| as well as\b)")
_RELATIVE = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?(?:, (?:an?|the|[a-z-]+ed|led|run) [^;.]{0,160}?)?,? (?:which|that)"
    r" (?!will|would|may|could)"
    r"(?:(?!, [a-z]+ed |, and |, [a-z]+s (?:\Z|(?:to|the|an?|its|SDGs?|Goals?|[Tt]argets?) ))(?:[^;.]|\.(?=\d))){0,240}"
)
"""What follows a programme in a relative clause, up to the comma and the verb of the sentence itself."""
_OWN_WORK = re.compile(
    r"""(?:\w+ly,?\ |(?:In|Through|By)\ [^,]{0,80},\ )?
    (?:[Tt]he(?:se)?\ above(?:-mentioned)?|[Tt]hese|[Ss]uch|[Tt]his|[Aa]ll\ (?:of\ )?(?:these|this)|[Oo]ur|[Aa]ll
    |[Tt]he\ said)\ (?:\w+\ ){0,2}
    (?:activit|work|effort|initiative|project|programme|assistance|support|training|course|intervention|measure
    |research|event|workshop|action|tool|material|resource|publication|stud|output|service|result)""",
    re.VERBOSE,
)
_GOES_ON = re.compile(
    r"(?:(?:All )?[Tt]h(?:is|at) (?=[a-z]+s\b)"
    r"|The (?:work|activities|support|training|courses?|assistance|exercise|results?|outcomes?|findings"
    r"|efforts?|outputs?|services?|benefits?|measures?|investments?|intervention|experience|data)|These|Its|Their|Both|All|SDGs?|Goals?"
    r"|Targets?|Indicators?|[A-Z][a-z]+ (?:SDGs?|[Gg]oals?|[Tt]argets?))\b"
)
_AGAIN = re.compile(
    r"(?:The (?:results?|outcomes?|findings|outputs?|benefits?|data)|It|Its|They|Their|This [a-z]+)\b"
)
"""What goes on across paragraphs, also in the report of a body that does work of its own."""
_TELLS_THAT = re.compile(rf"\b(?:{SAYING}|[a-z]+(?:s|ing)) that\b")
"""Somebody says so, of nobody's work."""
_HOLDS = re.compile(
    r"\b(?:(?P<belief>holds|believes?|believed|claims?|claimed|argues?|argued|contends?|maintains"
    r"|(?:statement|claim|belief|view|opinion|assertion))"
    r"|(?:informs?|informed|reports?|reported|states?|stated|told|notes?|noted)(?: [^,;.]{1,40}?)?) that "
)
_POSSESSED = re.compile(r"\b(?:is|are|among) (?:its|their)\b")
_FRONT = 40
"""Code points: how far into its sentence the first item of a list of Goals may stand."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|has been|have been|being) (?:\w+ly |also )?\w+(?:ed|en|t)\b")
_STRANGER = re.compile(r"\b(?:\w+ed|made|run|held|built|led|given|set up) (?:jointly )?by (?:the )?[A-Z]")
"""An agent that no name list knows: what it did is nobody else's work."""
_FRONTED = re.compile(
    r"\A(?:[A-Z][a-z]*(?:ed|ing|un|pt|lt|ld|ught)\b|Set up|Paid|Led|Run|Held|Kept|Begun|Known|To [a-z]+"
    r"|(?:In|As|With|For|Under|By|Through|On|Since|Together with|Jointly with|Alongside) "
    r"|(?:[A-Z][a-z]+ly|Here|Then), (?:in|as|with|for|under|by|through|on|since) )"
)
"""A participle, infinitive or preposition that opens a sentence: who does it stands behind."""
_BY_NOBODY = re.compile(r"\b(?:is|are|was|were|been|being) (?:\w+ly )?\w+(?:ed|en|t) by the [a-z]")
"""A doer that has no name."""
_HYPHEN = re.compile(r"-(?:funded|financed|supported|wide|sponsored|backed|based|related)\b")
_UNKNOWN = re.compile(
    r"The (?!(?:Goals?|Targets?)\b)[A-Z][\w’'-]*(?: of(?: the)?| for(?: the)?| on| and| [A-Z][\w’'-]*){1,12}"
    r"(?: also| has| have| then)? [a-z]{2,}ed\b"
)
"""A sentence with a subject that is a name, whether any list knows it or not."""
_ARTICLE = 4
"""Code points: where a name stands that opens its sentence, at the most."""
_CONTRAST = re.compile(r"\b(?:[Uu]nlike|not (?:by|of|for)|[Ii]nstead of) (?:the )?\Z")
_SIDE = re.compile(r"\b(?:by|with) (?:the |its )?(?:[A-Z][^,;.]{1,80},? and (?:the )?)?\Z")
_BEHIND_COMMA = re.compile(r", (?:the |this |its |our )?[\"“'‘]?\Z")
_JOINED = re.compile(r"(?: \([A-Z]\w+\))?,? and (?:the )?(?:[a-z]+ )?[\"“'‘]?")


def actors(reading: Reading) -> list[Referent]:
    """The programmes and organizations of the sentence, in order; none that only lends a longer name its words."""
    found: list[Referent] = []
    begin = end = 0
    for referent in reading.referents:
        if referent.type == "organization" and _HYPHEN.match(reading.text, referent.end):
            continue  # "a UNDP-funded school" is nobody's deed
        lent = (
            begin <= referent.begin and referent.end <= end and (begin, end) != (referent.begin, referent.end)
        )
        if referent.type in ACTORS and not (lent and referent.type == "organization"):
            found.append(referent)
        if referent.type in ("organization", "instrument") and referent.end > end:
            begin, end = referent.begin, referent.end
    return found


def is_subject(reading: Reading, referent: Referent) -> bool:
    """Whether no preposition makes the words before the referent govern it."""
    before = last_words(ahead(reading.text, referent.begin))
    return bool(_STAGE.search(before)) or not _PREPOSITION.search(before)


def main_subject(reading: Reading, place: int) -> Referent | None:
    """In "Created by …, the Programme opened schools" the Programme: who stands behind the comma of what is fronted.

    `place` lies in the fronted words; none where the sentence begins with its own subject.
    """
    if not _FRONTED.match(reading.text):
        return None
    behind = [a for a in actors(reading) if a.begin >= place]
    found = next((a for a in behind if _BEHIND_COMMA.search(ahead(reading.text, a.begin))), None)
    if found and ";" in reading.text[place : found.begin]:
        return None
    return found if found and not is_attribute(reading, found) else None


def subject(reading: Reading, place: int) -> Referent | None:
    """Whose doing is told at `place`.

    A programme named before it, the grammatical subject first; else the programme of the heading; else the
    organization named before it; else the author. (Annotation rule: first person and the author's name
    speak for the author unless heading or sentence names a programme.)
    """
    named = (r for r in actors(reading) if r.end <= place)
    before = [r for r in named if not _CONTRAST.search(ahead(reading.text, r.begin))]
    if before and (held := _held(reading, before[0].end, place)):
        before = [r for r in before if r.begin >= held.end()]
        if not before and held["belief"]:
            return None
    programmes = [r for r in before if r.type == "programme"]
    if programmes:
        free = [r for r in programmes if is_subject(reading, r)]
        own = [r for r in free if not is_owner(reading, r)]
        clause = reading.text.rfind("; ", 0, place)
        return next((r for r in own if r.begin > clause), (own or free or programmes[-1:])[0])
    if reading.topic:
        return reading.topic
    if before:
        return next((r for r in before if is_subject(reading, r)), None) or _spoken_of(reading, before[-1])
    told = reading.carried or (None if reading.worker and not _AGAIN.match(reading.text) else reading.earlier)
    if reading.unit.kind == "row":
        return None
    goes_on = _GOES_ON.match(reading.text) or _POSSESSED.search(reading.text)
    if _BY_NOBODY.search(reading.text[place:]):
        return None
    if told and told.type == "programme" and goes_on:
        return told
    if _TELLS_THAT.search(reading.text, 0, place):
        return None
    return implied_author(reading) if _reports(reading.text, place) else None


def _held(reading: Reading, begin: int, end: int) -> re.Match[str] | None:
    """The last words before a place that say whose view or news it is: what is told behind "that" has its own subject.

    News that a body gives of itself or of things without a name stay its own; a mere belief does not.
    """
    found = list(_HOLDS.finditer(reading.text, begin, end)) if " that " in reading.text else []
    last = found[-1] if found else None
    if last is None or last["belief"]:
        return last
    own = (
        a for a in actors(reading) if last.end() <= a.begin and a.end <= end and a.support.basis == "mention"
    )
    return last if any(is_subject(reading, a) for a in own) else None


def _spoken_of(reading: Reading, body: Referent) -> Referent | None:
    """The body, unless it only acts in a passive or stands at somebody's side: then another one is the subject."""
    return None if _SIDE.search(ahead(reading.text, body.begin)) else body


def _reports(text: str, place: int) -> bool:
    """Whether the sentence tells what the author did without naming a doer of its own.

    "These activities …", "the above-mentioned work …", or the item itself in front of a passive: any other noun
    in front is a doer that nobody here knows ("Farmers support Goal 2"), and speaks for itself.
    """
    return bool(_OWN_WORK.match(text)) or (place <= _FRONT and bool(_PASSIVE.search(text[place:])))


def is_attribute(reading: Reading, referent: Referent) -> bool:
    """Whether the name only says whose people or things the next word means ("the network's contact points")."""
    return bool(_ATTRIBUTE.match(reading.text, referent.end))


def is_owner(reading: Reading, referent: Referent) -> bool:
    """Whether the words only say whose the next thing is: "its", "the Office's"."""
    return bool(OWNS.search(reading.text[referent.begin : referent.end + 2]))


def goes_with(reading: Reading, referent: Referent) -> bool:
    """Whether the referent stands behind "with", alone or in a list: it takes part, it does not lead.

    Behind a bare comma and in front of no other item it is the subject: "With A, B opened …".
    """
    before = ahead(reading.text, referent.begin)
    found = _WITH.search(before)
    if not found:
        return False
    start = referent.begin - len(before) + found.start()
    other = any(r.type in _TEXTS and start <= r.begin < referent.begin for r in reading.referents)
    helped = _HELPED.fullmatch(reading.text, 0, referent.begin)
    opens = _BARE_COMMA.search(before) and (helped or not _ITEM_BEHIND.match(reading.text, referent.end))
    return not other and not opens


def acts_through(reading: Reading, referent: Referent) -> bool:
    """Whether somebody acts through or under the referent."""
    return bool(_THROUGH.search(ahead(reading.text, referent.begin)))


def doers(reading: Reading, place: int) -> list[Referent]:
    """Who does what the sentence tells at `place`: programmes first, then what the heading or the text put in force.

    Annotation rule: the author's name and first person speak for the author, unless sentence or heading names
    a programme; a sentence without a subject goes on with the one before it.
    """
    acting = [
        a
        for a in actors(reading)
        if not is_attribute(reading, a)
        and not reading.text[: a.begin].endswith("(")
        and not (a.type == "programme" and goes_with(reading, a))
        and (is_subject(reading, a) or acts_through(reading, a))
    ]
    if told := relative(reading, place):
        return [told]
    programmes = _unframed(reading, _nearest(reading, [a for a in acting if a.type == "programme"], place))
    if programmes:
        return joined(reading, programmes)
    bodies = _nearest(reading, [a for a in acting if a.type == "organization"], place)[:1]
    presented = reading.topic is not None and reading.topic.support.basis == "anaphor"
    if reading.topic and (presented or all(b.entity == reading.author for b in bodies)):
        return [reading.topic]
    if not bodies and " by " in reading.text and _STRANGER.search(reading.text):
        return []
    if not bodies and _UNKNOWN.match(reading.text) and all(r.begin > _ARTICLE for r in reading.referents):
        return []
    spoken = (reading.carried, implied_author(reading), reading.earlier)
    return joined(reading, bodies or [a for a in spoken if a][:1])


def relative(reading: Reading, place: int) -> Referent | None:
    """The programme that a relative clause tells of: "…, a venture of A that bridges …", "…, which works off …"."""
    named = [a for a in actors(reading) if a.type == "programme" and a.end <= place]
    last = named[-1] if named else None
    return last if last and _RELATIVE.fullmatch(reading.text, last.end, place) else None


def _nearest(reading: Reading, found: list[Referent], place: int) -> list[Referent]:
    """Those before the place; where none is, the first behind it that its own clause names."""
    stop = reading.text.find("; ", place)
    start = reading.text.rfind("; ", 0, place) if place else -1
    before = [a for a in found if a.end <= place]
    return (
        [a for a in before if a.begin > start]
        or before
        or [a for a in found if stop < 0 or a.begin < stop][:1]
    )


def _unframed(reading: Reading, found: list[Referent]) -> list[Referent]:
    """Without those that only frame the others: in "Under X, Y opened schools" Y."""
    own = [a for a in found if not acts_through(reading, a)]
    return own if own and own[-1] == found[-1] else found


def joined(reading: Reading, found: list[Referent]) -> list[Referent]:
    """With those that "and" joins to the last of them."""
    ends = {a.end for a in found if a.end}
    more = [
        a
        for a in actors(reading)
        if a not in found
        and any(_JOINED.fullmatch(reading.text[end : a.begin]) for end in ends if end <= a.begin)
    ]
    kinds = {a.type for a in found}
    return [*found, *(a for a in more if a.type in kinds)]


def implied_author(reading: Reading) -> Referent | None:
    """The author as the one whose work a sentence without a subject of its own reports."""
    if reading.worker is None:
        return None
    return Referent(
        entity=reading.worker, type="organization", begin=0, end=0, support=Support(basis="document")
    )

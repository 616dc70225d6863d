"""Words that put something at a place: "in", "across nine countries of", "extended to", "from … to"."""

import re
from collections.abc import Sequence

from kg.grammar import ahead
from kg.types import Referent

_LANDS = (
    r"(?:countries|States|parts|areas|regions?|subregions?|provinces|districts|cities|communities|islands)"
)
PEOPLE = (
    r"(?:practitioners|officers|officials|judges|prosecutors|experts|participants|investigators|students|teachers"
    r"|educators|journalists|police|lawyers|States|countries|trainees|delegates|women|men|youth|girls|people"
    r"|companies|firms|households|families|nurses|midwives|pupils|children|institutions|agencies|authorities"
    r"|coordinators|points|professionals|engineers|members|trainers"
    r"|policymakers|leaders|entrepreneurs|farmers|magistrates|analysts|scientists|learners|regulators|personnel|staff"
    r"|clerks|(?!(?:others|numbers|matters|orders|borders|papers|letters|waters|rivers|ministers|quarters|chapters"
    r"|figures|partners|donors|speakers|errors|flowers|dollars|centers|factors|sectors|doors|observers)\b)"
    r"[a-z]{3,}(?:ers|ors|ists|ians))"
)
_THING = (
    r"(?:[A-Z][\w’'&-]*|of|for|on|in|and|the|programme|project|initiative|scheme|course|network|service|work"
    r"|activities)"
)
"""A word of what was taken to more places."""
_PLAIN = r"(?!(?:with|of|for|to|on|by|and|from)\b)[\w-]+"
_HEADS = (
    (
        rf"\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Aa]round|[Ww]ithin)(?: {_PLAIN}){{0,2}}(?: {_LANDS} of)?(?: the)? \Z",
        "0.80",
    ),
    (rf"\b(?:[Ii]n|[Aa]cross|[Ff]or|[Ff]rom)(?: [\w-]+){{0,3}} {_LANDS} (?:of|in|from) (?:the )?\Z", "0.80"),
    (
        rf"\b(?i:{PEOPLE})\b(?! (?:flew|travel\w+|went|walked|moved|wrote)\b)[^,;]{{0,40}}? from (?:the )?\Z",
        "0.78",
    ),
    (rf"(?i:\b{PEOPLE}) of (?:the )?\Z", "0.70"),
    (
        r"\b(?:assist|advis|support|train|equip|help|enabl|mentor)(?:s|es|ed|e|ing)(?: and [a-z]+)? (?:the )?\Z",
        "0.80",
    ),
    (r"\bfor (?:the )?(?:\w+ of )?(?:the )?\Z", "0.68"),
    (
        r"\b(?:support|assistance|aid|training|advice|equipment|help|grants?|missions?"
        r"|visits?)(?: \w+)? to (?:the )?\Z",
        "0.75",
    ),
    (r"\b(?:cover|target|reach|span)(?:s|ed|ing)?(?: [\w-]+){0,3}:? (?:the )?\Z", "0.80"),
    (r"\bfocus(?:es|ed|ing)?(?: (?:is|are|was|were))?(?: on)? (?:the )?\Z", "0.80"),
    (
        rf"\b{_LANDS}(?: \([^()]*\))?(?:,|:| \()? ?"
        r"(?:namely|including|such as|notably|like|especially|among (?:them|which|these)|:)?:? (?:the )?\Z",
        "0.75",
    ),
    (
        rf"\b(?:extended|expanded|rolled out|scaled up|spread)(?: (?:it|them|(?:the |its |this )?{_THING}"
        rf"(?: {_THING}){{0,9}}))? (?:in)?to (?:the )?\Z",
        "0.75",
    ),
    (r"\bwith the (?:Government|authorities) of (?:the )?\Z", "0.65"),
    (r"\b(?:between|among) (?:the )?\Z", "0.72"),
    (r"\b(?:off|along) (?:the )?(?:coasts? of )?(?:the )?\Z", "0.70"),
    (r"\b(?:come|came|comes|drawn|hail(?:s|ed)?) from (?:the )?\Z", "0.70"),
    (
        r"\b(?:visit|reach|join|serv|link|connect|equipp|train|advis|assist|support)(?:s|es|ed|ing) (?:the )?\Z",
        "0.75",
    ),
    (r"\b(?:in|at|near) [A-Z][\w-]+(?: [A-Z][\w-]+)?, (?:the )?\Z", "0.75"),
    (
        r"\b(?:offices|ministries|authorities|governments|courts|villages|districts|towns|schools|ports|cities|communities"
        r"|provinces|islands|universities|agencies|services|parliaments|universit\w+|institutions|administrations)"
        r"(?: (?:of|for) [a-z]+)? of (?:the )?\Z",
        "0.72",
    ),
)
_RANGE = re.compile(
    r"\b(?:(?:active|operat(?:e[sd]?|ing)|work(?:s|ed|ing)?|present|places|sites|countries|States"
    r"|(?:along|across) (?:an?|the) (?:[a-z]+ ){0,2}[a-z]+)"
    r"|(?:(?:[A-Z][\w-]*\)?,?|[Ii]t|[Tt]hey|programme|project|initiative|network|scheme|campaign|course|service)"
    r"|along an? [a-z]+)(?:,? (?:which|that|now|also))?"
    r" (?:runs?|ran|running|extend(?:s|ed|ing)?|stretch(?:es|ed|ing)?|rang(?:e[sd]?|ing)|reach(?:es|ed|ing)?))"
    r" from (?:the )?\Z"
)
"""Roads and belts run from place to place too: such verbs count right behind a name or a kind of work."""
_UP_TO = re.compile(r" (?:right |all the way |up |down )?(?:in)?to (?:the )?")
"""Between the ends of a range of places: "works from Senegal to Angola"."""
_VERB = 48
"""Code points: the longest words in front of a range."""
_PHRASE = 150
"""Code points: no phrase that puts something at a place is longer."""
_PATTERNS = tuple((re.compile(pattern), confidence) for pattern, confidence in _HEADS)


def put_there(text: str, head: int) -> str | None:
    """How surely the words right before the place `head` put something there; none where they do not."""
    before = ahead(text, head)
    near = max(0, len(before) - _PHRASE)
    return next((sure for pattern, sure in _PATTERNS if pattern.search(before, near)), None)


def ranged(text: str, group: Sequence[Referent]) -> str | None:
    """How surely somebody works from one place to another; none where the words tell of something else."""
    head = group[0].begin
    through = len(group) > 1 and _UP_TO.fullmatch(text, group[0].end, group[1].begin)
    return "0.75" if through and _RANGE.search(text, max(0, head - _VERB), head) else None

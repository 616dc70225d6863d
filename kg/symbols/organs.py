"""Bodies by their English names, and how their symbols begin."""

import re

# Names of bodies, folded; tried in this order, whole.
_PARTIES = r"(?:conference of the )?(?:states )?parties (?:to|of) (?:the )?(?:un(?:ited nations)? )?"
_NAMES: tuple[tuple[str, str], ...] = (
    (r"(?:un(?:ited nations)? )?general assembly|unga|ga", "A"),
    (r"(?:un(?:ited nations)? )?security council|unsc|sc", "S"),
    (r"(?:un(?:ited nations)? )?economic and social council|ecosoc", "E"),
    (r"(?:un(?:ited nations)? )?human rights council|unhrc|hrc", "A/HRC"),
    (r"trusteeship council", "T"),
    (r"(?:un(?:ited nations)? )?commission on narcotic drugs|cnd|e/cn\.7", "CND"),
    (r"commission on crime prevention and criminal justice|ccpcj|e/cn\.15", "CCPCJ"),
    (
        rf"{_PARTIES}(?:convention against transnational organized crime|(?:transnational )?organized crime"
        r" convention|untoc)(?: and the protocols thereto)?|untoc cop|ctoc(?:/cop)?",
        "CTOC/COP",
    ),
    (rf"{_PARTIES}(?:convention against corruption|uncac)|uncac cosp|cac(?:/cosp)?", "CAC/COSP"),
    (r"(?:un(?:ited nations)? )?environment assembly|unea", "UNEP/EA"),
    (r"(?:un(?:ited nations)? )?statistical commission", "E/CN.3"),
    (r"commission on human rights", "E/CN.4"),
    (r"commission for social development", "E/CN.5"),
    (r"commission on the status of women|csw", "E/CN.6"),
    (r"commission on population and development", "E/CN.9"),
    (r"commission on science and technology for development|cstd", "E/CN.16"),
    (r"commission on sustainable development", "E/CN.17"),
    (r"(?:who )?world health assembly|wha", "WHA"),
)
_WHOLE = tuple((re.compile(pattern), prefix) for pattern, prefix in _NAMES)
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,9}(?:/[A-Z]{2,5}(?:\.\d{1,3})?)?")
_HEADING_TAIL = re.compile(r"(?:[’']s?)? (?:resolutions?|decisions?)(?: and (?:decisions|resolutions))?$")
_LONG_NAMES = "|".join(pattern for pattern, _ in _NAMES).replace(" ", r"\s")
ORGAN_NAME = re.compile(rf"(?<![\w/])(?:{_LONG_NAMES})(?![\w/])", re.IGNORECASE)
"""A body named in running text; `organ_prefix` of the match tells which."""


def organ_prefix(name: str) -> str | None:
    """How the symbols of a body begin, from its English name, a list heading or the prefix itself.

    "Commission on Narcotic Drugs resolutions and decisions" gives "CND", as do "CND" and "E/CN.7". Generic
    words ("the Conference", "Council") and unknown names give none: they need a context.
    """
    folded = re.sub(r"^the ", "", " ".join(name.split()).casefold())
    folded = _HEADING_TAIL.sub("", folded)
    for pattern, prefix in _WHOLE:
        if pattern.fullmatch(folded):
            return prefix
    stripped = name.strip().strip("/")
    return stripped if _PREFIX.fullmatch(stripped) else None

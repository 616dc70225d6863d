"""Things that are called after a place: animals, plants, cloths, foods, diseases, and a few affairs and schools.

English dictionaries list these compounds with a meaning of their own ("guinea pig", "panama hat", "brazil nut"); the
country is not meant in them. Diseases need no list: a virus, a fever or a syndrome may be called after any place.
"""

import re
from types import MappingProxyType

from kg.finders.names import fold

_THINGS = MappingProxyType(
    {
        "bermuda": "grass shorts",
        "brazil": "nut wood",
        "chile": "pepper saltpetre",
        "china": "clay doll ink rose shop",
        "congo": "red",
        "georgia": "tech",
        "guinea": "corn fowl grass hen pig worm",
        "india": "ink rubber",
        "jersey": "barrier cattle cow",
        "jordan": "almond",
        "malta": "fever",
        "morocco": "leather",
        "niger": "seed",
        "panama": "disease hat papers",
        "peru": "balsam",
        "turkey": "breast carpet farm farming meat oak red sandwich",
    }
)
"""What stands behind the folded name of a place, in the singular."""
_NEXT = re.compile(r"[\s-](?P<word>[A-Za-z]+)")
_DISEASE = re.compile(
    r"[\s-](?:[a-z]+\s){0,2}?(?:\w*virus(?:es)?|fevers?|haemorrhagic|hemorrhagic|encephalitis|flu|influenza|syndrome"
    r"|worm\sdisease)\b"
)


def is_thing(text: str, begin: int, end: int) -> bool:
    """Whether the place named from `begin` to `end` is the first word of such a thing or disease."""
    following = _NEXT.match(text, end)
    if not following:
        return False
    word = following["word"].lower()
    known = _THINGS.get(fold(text[begin:end]), "").split()
    return word in known or word.removesuffix("s") in known or bool(_DISEASE.match(text, end))

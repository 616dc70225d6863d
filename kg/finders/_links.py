"""What the small words between two runs of capitals hold together: "of", "for", "in", "and", "to".

Places are indexes of the tokens of one sentence.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kg.finders._words import (
    COMPASS,
    DIVISIONS,
    FIRST,
    GENERIC,
    HEADS,
    IN_AFTER,
    NOTE,
    ONLY_OF,
    PARTICLES,
    PLACED,
    ROLES,
    SITED,
    SOLE,
    TRADES,
    WEAK,
    Known,
    Token,
    bare,
    generic,
    said,
    spelled,
    standing,
    words_in,
)

_TOWARDS = words_in("to by from with as that")
_ANY = words_in("its their a an")
_SERVING = words_in("office centre center mission group")
"""Bodies that are called after the part of the world they serve."""
_CONTINENTS = words_in("africa asia europe america")
_BASINS = words_in("sahel caribbean pacific mediterranean")
_FIELDS = words_in("""conflict conflicts crisis crises emergencies education schools prisons detention sport sports
    agriculture peacekeeping peacebuilding medicine""")
"""What things happen in, beside places."""


class Joint(NamedTuple):
    """The joining words between `last` and `ahead`; the head stands at `at`, the capitals behind end at `run`."""

    text: str
    tokens: Sequence[Token]
    at: int
    last: int
    ahead: int
    run: int
    words: Known
    named: bool
    """Whether the words before the head tell it from others."""

    @property
    def link(self) -> str:
        return self.tokens[self.last + 1].text.lower()

    @property
    def first(self) -> bool:
        """Whether nothing stands between the head and the joining words."""
        return self.last == self.at

    @property
    def placed(self) -> bool:
        return self.words.place(self.tokens, self.ahead)

    @property
    def body(self) -> bool:
        alone = self.run == self.ahead and self.tokens[self.ahead].acronym
        return alone or self.words.body(self.tokens, self.ahead)

    @property
    def headed(self) -> bool:
        return any(headlike(t) or bare(t) in ROLES for t in self.tokens[self.ahead : self.run + 1])


def continues(joint: Joint) -> bool:
    """Whether the joining words hold one name together."""
    link, head = joint.link, bare(joint.tokens[joint.at])
    if link == "and" and _twin(joint):
        return True
    if joint.first and (link == "in" or (link == "to" and joint.placed)) and _seat(joint):
        return True
    if link == "in" and joint.first and joint.tokens[joint.ahead].text == "Support":
        return True  # what a fund or mission "in Support of" somebody is called, and no place
    if joint.first and (link not in FIRST or (head in ONLY_OF and link not in ("of", "for"))):
        return False
    if link in ("and", "or"):
        return _adds(joint)
    if _parts(joint):
        return False
    if link in ("in", "at"):
        return _within(joint)
    return _leads(joint)


def _adds(joint: Joint) -> bool:
    """ "Ropes and Knots": the second is no name of its own."""
    tokens, words, last, ahead, run = joint.tokens, joint.words, joint.last, joint.ahead, joint.run
    if tokens[ahead].acronym and not tokens[last].acronym:
        return False
    if _sentence_like(joint) or (run > ahead and bare(tokens[run]) == "international"):
        return False
    part = bare(tokens[joint.at]) in DIVISIONS and not headlike(tokens[run])
    if (joint.headed and not part) or words.body(tokens, ahead) or _of_place(joint):
        return False
    second = joint.link == "and" and any(t.text == "and" for t in tokens[joint.at + 1 : last])
    lands = joint.placed and (words.place(tokens, last) or words.place(tokens, last - 1))
    if second and tokens[last + 2].text == "the" and not lands:
        return False
    return (
        spelled(said(tokens[ahead : run + 1])) not in words.places
        or words.place(tokens, last)
        or words.place(tokens, last - 1)
        or bare(tokens[last]) in COMPASS
    )


def _parts(joint: Joint) -> bool:
    """Whether "of", "for" or "the" tell whose it is and what it is for, and the name is whole without."""
    tokens, last, ahead, run = joint.tokens, joint.last, joint.ahead, joint.run
    if joint.link == "the":
        return tokens[last].acronym
    if joint.link == "for":
        return HEADS[bare(tokens[joint.at])] == "instrument" and joint.placed
    if joint.link != "of":
        return False
    stands = standing(tokens, joint.at)
    if joint.first and not stands and _possessed(joint):
        return True
    if stands and tokens[last + 2].text in ("a", "an"):
        return True
    whose = (
        joint.body or (joint.headed and _bodily(tokens, ahead, run)) or _plainly_headed(tokens, ahead, run)
    )
    return (joint.named or not joint.first) and whose


def _plainly_headed(tokens: Sequence[Token], ahead: int, run: int) -> bool:
    """ "of the Joint Programme": one that was named before."""
    return HEADS.get(bare(tokens[run])) == "programme" and run > ahead and generic(tokens[ahead:run])


def _within(joint: Joint) -> bool:
    """Whether "in" and "at" tell what the name is about, and not where it is."""
    if PLACED.match(joint.text, joint.tokens[joint.ahead].begin):
        return True
    seated = HEADS.get(bare(joint.tokens[joint.at])) in ("event", "organization")
    if _about(joint):
        return True
    if joint.placed and joint.tokens[joint.last - 1].text == "in":
        return False  # "Teachers in Education in Freedonia": the second is where they are
    traded = TRADES if HEADS[bare(joint.tokens[joint.at])] == "event" else IN_AFTER
    return bare(joint.tokens[joint.last]) in traded or not (joint.placed or seated)


def _about(joint: Joint) -> bool:
    """ "Office for Ropes in Central Africa", "Experts on Falls in Sport": more than where a body sits."""
    tokens, ahead = joint.tokens, joint.ahead
    if joint.first or joint.link != "in" or HEADS.get(bare(tokens[joint.at])) != "organization":
        return False
    if not joint.placed:
        return bare(tokens[ahead]) in _FIELDS
    part = [bare(t) for t in tokens[ahead : ahead + 2]]
    wide = part[0] in COMPASS and not _CONTINENTS.isdisjoint(part[1:]) and part != ["south", "africa"]
    return part[0] in _BASINS or (wide and bare(tokens[joint.at]) in _SERVING)


def _seat(joint: Joint) -> bool:
    """ "Support Office in Freedonia": plain words and an owner name no office without its place."""
    head, before = bare(joint.tokens[joint.at]), bare(joint.tokens[joint.at - 1]) if joint.at else ""
    sited = head in SITED or (
        head in ("centre", "center") and before in ("regional", "country", "information")
    )
    return sited and HEADS.get(bare(joint.tokens[joint.run])) is None


def _leads(joint: Joint) -> bool:
    tokens, link, ahead = joint.tokens, joint.link, joint.ahead
    if bare(tokens[ahead]) in SOLE and joint.run > ahead:
        return False
    if link == "to" and bare(tokens[joint.at]) == "mission":
        return not joint.first
    if link == "to" and joint.first and HEADS[bare(tokens[joint.at])] == "organization":
        return False
    if link == "to" and joint.first and joint.placed and not standing(tokens, joint.at):
        return False
    if link == "with" and tokens[joint.last].text.endswith("ing") and not joint.words.body(tokens, ahead):
        return not joint.placed  # "People Living with HIV": what they do, no partner
    if link in _TOWARDS:
        return not joint.body and not (joint.placed and link != "to")
    return link not in _ANY or not joint.body


def _sentence_like(joint: Joint) -> bool:
    """ "Help the Sailors" after "and": another name, that is a sentence."""
    tokens, run = joint.tokens, joint.run
    the = joint.text.startswith(" the ", tokens[run].end) and run + 2 < len(tokens)
    return the and tokens[run + 2].capital and not tokens[joint.ahead].text.endswith("ing")


def _twin(joint: Joint) -> bool:
    """ "Tide Centre and Network", "Rope Strategy and Action Plan": the second head has nothing of its own."""
    tokens, ahead, run = joint.tokens, joint.ahead, joint.run
    plain = run == ahead or (run == ahead + 1 and bare(tokens[ahead]) == "action")
    bound = joint.first and ahead == joint.last + 2 and plain and tokens[joint.at].capital
    behind = [token.text for token in tokens[run + 1 : run + 3]]
    own = behind[:1] in (["of"], ["for"], ["on"]) and behind[1:] != ["Action"]
    return bound and bare(tokens[run]) in HEADS and not own


def _possessed(joint: Joint) -> bool:
    """ "Warm Milk Scheme of Amis du Lac": a name of two words, and a body behind "of" whose it is."""
    tokens, ahead, run = joint.tokens, joint.ahead, joint.run
    own = tokens[max(0, joint.at - 2) : joint.at]
    if len(own) < 2 or not all(t.capital and bare(t) not in GENERIC for t in own):
        return False
    foreign = [t.text for t in tokens[run + 1 : run + 2]]
    body = run > ahead and HEADS.get(bare(tokens[run])) == "organization"
    return body or (bool(foreign) and foreign[0] in PARTICLES)


def _of_place(joint: Joint) -> bool:
    """ "Government of Freedonia and …": the name is whole with the place."""
    tokens, at, last = joint.tokens, joint.at, joint.last
    body = HEADS[bare(tokens[at])] == "organization"
    return body and last == at + 2 and tokens[at + 1].text == "of" and joint.words.place(tokens, last)


def headlike(token: Token) -> bool:
    """Whether a word is a head noun, one or many, wherever it stands."""
    one = bare(token).removesuffix("s")
    return (bare(token) in HEADS or one in HEADS) and one not in WEAK


def firm(token: Token) -> bool:
    """Whether a word is a head noun that seldom stands inside other names."""
    return bare(token) in HEADS and bare(token) not in WEAK


def _bodily(tokens: Sequence[Token], ahead: int, run: int) -> bool:
    return any(firm(t) and HEADS[bare(t)] == "organization" for t in tokens[ahead : run + 1])


def run_end(text: str, tokens: Sequence[Token], at: int) -> int:
    """The last index of the capitals that stand side by side from `at` on."""
    while (
        at + 1 < len(tokens)
        and tokens[at + 1].capital
        and text[tokens[at].end : tokens[at + 1].begin] == " "
        and not NOTE.search(tokens[at].text)
    ):
        at += 1
    return at

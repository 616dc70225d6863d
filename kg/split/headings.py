"""Covers and headings among blocks: each stage takes all blocks and gives them back with something decided."""

import re
from dataclasses import replace

from kg.split.blocks import SYMBOL, Block
from kg.split.openings import ENDED, FEWEST_WORDS, STOPPED, is_prose

_COVER_SIGN = re.compile(
    rf"(?:United Nations\b.{{0,60}}\d$|(?:[\w-]+ ){{1,4}}session\b|Agenda item|Item \d|{SYMBOL}$"
    r"|Submissions? (?:by|from)\b|(?:Report|Note) (?:of|by)\b|Resolution \d|Letters? dated)"
)
_BYLINE = re.compile(r"(?:Submission|Contribution) (?:by|from)\b(?P<rest>.*)|(?:Report|Note) (?:of|by) the\b")
_IMPRINT = re.compile(
    r"(?:\[\d{1,2} [A-Z][a-z]+ \d{4}\]|(?:[Pp]rint |[Oo]nline )?e?-?IS[SB]N:? [\d Xx–-]{8,20}"
    r"|Sales No\.:? .{1,20})$"
)
"""What a title page says behind its first prose: the day of the report, and the numbers of a printed work."""
_FIELD = re.compile(r"[A-Z][^\W\d_][\w’' ]{0,40}:(?:\s|$)")
CUT = re.compile(r"\b(?:and|or|of|the|a|an|in|to|for|by|with|on|at|from|as|that|which|its|their|into)$")
_PLAIN_WORD = re.compile(
    r"(?<![^\s(])(?!(?:a|an|and|as|at|but|by|for|from|in|into|its|nor|of|on|or|over|per|than|that|the|their|to|under"
    r"|upon|via|with|within|without)\b)[a-z]{2,}\b"
)
"""A word that a title would open with a capital letter."""
_ORGAN_SPEAKS = re.compile(
    r"The (?:\d{4} )?(?:(?:[A-Z][\w’'-]*|of|and|on|for|the|to|in|against)(?: [\w’'-]+){0,20},"
    r"|(?:(?:[A-Z][\w’'-]*|of|and|on|for|the) ){0,6}(?:Assembly|Board|Commission|Committee|Conference|Council)"
    r"(?:| [^.;?!]{1,250},))$"
    r"|THE (?:[A-Z][A-Z’'-]* ){0,8}(?:ASSEMBLY|BOARD|COMMISSION|COMMITTEE|CONFERENCE|CONGRESS|COUNCIL|PARTIES)"
    r"(?: (?:OF|TO|ON|FOR) [^a-z.;?!]{1,150})?(?:,|(?P<open>))$"
    r"|Congress,$"
)
_IN_CAPITALS = re.compile(r"(?:[A-Z]+ ){0,2}[A-Z]{3,}(?:ING|S)\b")
"""How a paragraph of a resolution begins that has its verbs in capitals."""
_PREAMBLE = re.compile(
    r"(?:(?:Also|Further|Deeply|Gravely|Strongly|Fully|Seriously|Profoundly) )?"
    r"(?:[A-Z]?[a-z]{2,}ing|(?i:aware|conscious|mindful|convinced|concerned|alarmed|determined|guided|inspired"
    r"|disturbed))\b"
)
"""What a paragraph of a preamble begins with."""
_FRONT = re.compile(r"(?:(?:Executive )?[Ss]ummary|Contents|Note|Introduction|Foreword|Preface)$")
_LONGEST_TITLE = 30
_RANKS = (
    "part",
    "roman",
    "capital",
    "decimal",
    "number",
    "small",
    "strong",
    "code",
    "slanted",
    "plain",
    "bullet",
)


def with_cover(blocks: list[Block]) -> list[Block]:
    """Lines above the first sentence, section or numbered paragraph are the cover, if one of them looks like
    one.

    Below "Report of …", or below the name that follows "Submission by", a line is a heading again.
    """
    blocks = [replace(b, kind="cover") if b.body and _IMPRINT.match(b.words) else b for b in blocks]
    after = followers(blocks)
    start = next((i for i, block in enumerate(blocks) if _starts_body(block, after[i])), len(blocks))
    if start < len(blocks) and blocks[start].mark == "hashes":  # perhaps the title of the whole document
        later = range(start + 1, len(blocks))
        below = next((i for i in later if _starts_body(blocks[i], after[i])), len(blocks))
        start = below if any(_BYLINE.match(block.words) for block in blocks[start:below]) else start
    if not any(_COVER_SIGN.match(block.words) for block in blocks[:start] if block.kind != "furniture"):
        return blocks
    known = start < len(blocks) and blocks[start].told and blocks[start].kind == "heading"
    for index, block in enumerate(blocks[:start] if not known else ()):
        byline = _BYLINE.match(block.words)
        if byline and block.kind != "furniture":
            start = min(start, index + (2 if byline["rest"] == "" else 1))
            break
    cover = [
        replace(b, kind="cover", number=None, level=0) if b.body or b.kind == "heading" else b
        for b in blocks[:start]
    ]
    return cover + blocks[start:]


def _starts_body(block: Block, after: Block | None) -> bool:
    if block.kind in ("furniture", "footnote", "row"):
        return False
    if block.told and block.kind == "heading" and _FRONT.match(block.words):
        return True
    numbered = block.mark in ("number", "roman", "part", "hashes") and bool(block.words)
    prose = is_prose(block.words) or _is_sentence(block)
    return numbered or prose or _is_preamble(block) or organ_speaks(block, after)


def organ_speaks(block: Block, after: Block | None) -> bool:
    """Whether the line names the organ whose resolution begins here: "The General Assembly,".

    A line of capitals without the comma may as well be a heading: what comes `after` tells, a preamble or an act.
    """
    found = _ORGAN_SPEAKS.match(block.words)
    if not found or found["open"] is None:
        return bool(found)
    return after is not None and bool(_PREAMBLE.match(after.words) or _IN_CAPITALS.match(after.words))


def _is_preamble(block: Block) -> bool:
    """Whether this is a paragraph of a preamble, which ends in a comma: no title of a cover does, at such length."""
    long = len(block.words.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS
    return block.mark == "plain" and long and block.words.endswith(",") and bool(_PREAMBLE.match(block.words))


def _is_sentence(block: Block) -> bool:
    """Whether a short line is a whole sentence, which no cover has: neither a title nor a field of a form."""
    words = block.words
    if block.mark != "plain" or block.lower or not STOPPED.search(words[-8:]) or len(words.split()) < 4:
        return False
    return bool(_PLAIN_WORD.search(words)) and not (_COVER_SIGN.match(words) or _FIELD.match(words))


def with_headings(blocks: list[Block]) -> list[Block]:
    """Titles become headings, each with its level: one more than the nearest one above of higher rank."""
    done: list[Block] = []
    stack: list[tuple[int, int]] = []
    last: Block | None = None
    cut = numbered = False
    for block, after in zip(blocks, followers(blocks), strict=True):
        if block.kind in ("furniture", "footnote"):
            cut = True
            done.append(block)
            continue
        if block.kind == "heading" or (
            block.body and not block.told and _is_heading(block, last, after, cut=cut)
        ):
            rank = _rank(block, done)
            stack = [*(r for r in stack if r < rank), rank]
            block = replace(block, kind="heading", level=len(stack))
        elif block.body and not numbered and _is_field(block, last):
            block = replace(block, kind="cover")
        elif block.mark == "number" and not (block.told and not numbered) and _is_list(block, last):
            block = replace(block, kind="item")
        elif block.mark in ("roman", "capital"):
            block = replace(block, number=None)
        numbered = numbered or block.number is not None
        last, cut = block, False
        done.append(block)
    return done


def followers(blocks: list[Block]) -> list[Block | None]:
    """For each block the next one that is no furniture and no note."""
    found: list[Block | None] = []
    after: Block | None = None
    for block in reversed(blocks):
        found.append(after)
        after = after if block.kind in ("furniture", "footnote") else block
    return found[::-1]


def _is_field(block: Block, last: Block | None) -> bool:
    """A line of a form: "Name of organization: UNODC"; without a value only below another such line."""
    if not _FIELD.match(block.words) or len(block.words.split()) > 12 or block.words[-1] in ".;,":
        return False
    return block.words[-1] != ":" or (last is not None and last.kind == "cover")


def _is_list(block: Block, last: Block | None) -> bool:
    """A numbered line below a colon, or going on with such a list, is no numbered paragraph."""
    if last is None or not last.body:
        return False
    if block.told and last.mark == "number":
        follows = int(block.number or 0) == int(last.number or 0) + 1
        return follows == (last.kind == "item") and (follows or last.words.endswith(":"))
    return last.words.endswith(":") or (last.mark == "number" and last.kind == "item" and not block.apart)


def _is_heading(block: Block, last: Block | None, after: Block | None, *, cut: bool) -> bool:
    longest = 2 * _LONGEST_TITLE if block.mark == "roman" else _LONGEST_TITLE
    words = block.words.split(maxsplit=longest)
    if not block.words.startswith("The ") and organ_speaks(block, after):
        return False
    if not words or len(words) > longest or block.lower or not any(len(w) > 1 for w in words):
        return False
    if (
        last is not None
        and last.body
        and not last.ended
        and (cut or CUT.search(last.words[-12:]))
        and not block.number
    ):
        return False
    if CUT.search(block.words[-12:]):
        return False
    closed = block.words[-1] in ".;:,!"
    if block.bulleted:
        return block.mark == "bullet" and not closed and len(words) <= 12 and _heads_prose(block, last, after)
    if block.mark in ("part", "roman", "capital", "code"):
        return not closed or (block.mark == "roman" and len(block.number or "") > 1)
    if block.mark in ("decimal", "number", "small"):
        below = after is not None and after.apart and not after.lower and not _same_list(block, after)
        return not closed and block.apart and below and (block.mark != "number" or len(words) <= FEWEST_WORDS)
    if block.mark in ("strong", "slanted", "linked"):
        return after is not None and (block.mark == "linked" or block.words[-1] not in ".;,")
    return block.mark == "plain" and _is_plain_title(block, last, after, count=len(words))


def _same_list(block: Block, after: Block) -> bool:
    return after.mark == block.mark and not is_prose(after.words)


def _heads_prose(block: Block, last: Block | None, after: Block | None) -> bool:
    """A list mark before a title: the reader of the PDF saw a bullet, the text below is prose."""
    alone = last is None or last.mark != "bullet" or last.kind == "heading"
    below = after is not None and after.apart and not after.bulleted and len(after.words.split()) > 12
    return alone and block.apart and below


def _is_plain_title(block: Block, last: Block | None, after: Block | None, *, count: int) -> bool:
    if after is None or not after.apart or not block.apart or len(block.words) > 220:
        return False
    if block.words.endswith(","):
        below_heading = last is not None and last.kind == "heading"
        return below_heading and count <= 8 and not after.lower and not organ_speaks(block, after)
    return not (ENDED.search(block.words[-8:]) or _is_field(block, last) or after.lower)


def _rank(block: Block, above: list[Block]) -> tuple[int, int]:
    if block.level:
        return (-1, block.level)
    if block.mark == "hashes":
        return (-1, block.depth)
    mark = {"linked": "plain", "bracketed": "small"}.get(block.mark, block.mark)
    if mark == "roman" and block.number and len(block.number) == 1:
        # C, D, I, L, V and X also stand in a row of letters.
        letters = (
            b.number for b in reversed(above) if b.kind == "heading" and b.mark in ("capital", "roman")
        )
        mark = "capital" if next(letters, None) == chr(ord(block.number) - 1) else mark
    return (_RANKS.index(mark), 0)

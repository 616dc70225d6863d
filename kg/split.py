"""Document -> Passages -> Units: headings, numbered paragraphs, items, footnotes and page furniture.

The text is never changed. `split` marks its blocks, `units` puts together what page breaks cut apart and lays
a clean view over each, with a map back. All offsets are code points, end excluded.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.language import sentences
from kg.types import Document, Passage, PassageKind, Span, Unit, View

_LINE = re.compile(r"\S(?:[^\r\n\f]*\S)?")
_BREAKS = re.compile(r"\r\n|[\r\n\f]")
# What may open a block: quotation marks and hashes of Markdown, a list mark, then a number.
_OPENING = re.compile(
    r"(?P<lead>(?:>[ \t]?)*(?P<hashes>\#{1,6}[ \t]+)?(?P<bullet>[-–—•·●▪◦‣*+][ \t]+(?=\S))?)"
    r"(?:[*_]{0,3}(?:(?P<part>(?:Part|Chapter|Section|Annex|Appendix) (?:[IVXLC]+|\d+|[A-Z][a-z]*)\b)"
    r"|(?P<number>\d{1,3})\.|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})\.?|(?P<roman>[IVXLC]{1,7})\."
    r"|(?P<capital>[A-Z])\.|(?P<small>[a-z])[.)]|\((?P<bracketed>[a-z]|[ivx]{2,5}|\d{1,2})\))"
    r"[*_]{0,3}(?:[ \t]+(?=\S)|$))?"
)
_NUMBERS = ("number", "decimal", "roman", "capital", "small", "bracketed")
_NOTE = re.compile(
    r"(?:(?P<raised>[⁰¹²³⁴-⁹]+)|\$?\^\{(?P<tex>[^{}\s]{1,4})\}\$?|<sup>(?P<sup>[^<>\s]{1,4})</sup>"
    r"|\[\^(?P<markdown>[^\]\s]{1,20})\]:|(?P<stars>\*{1,3})(?=[ \t]+[A-Z]+[A-Z0-9.]*/\S*\d[^*\r\n]{0,40}$)"
    r"|(?P<more>\*{2,3})(?=[ \t]+[^*]+$))[ \t]*(?=\S)"
)
_NOTE_BELOW_RULE = re.compile(r"(?P<plain>\d{1,3}|[a-z]|\*{1,3})[ \t]+(?=[A-Z“\"‘(])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_SYMBOL = r"[A-Z][A-Za-z]*(?:/[A-Za-z0-9][\w.()-]*)*/[\w.()-]*\d[\w.()-]*"
_PAGE_OF = r"\**\d{1,4}\**[ ]?/[ ]?\**\d{1,4}\**"
_JOB = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{5}(?:[ ]?\([A-Z]\))?(?:[ \t]+\d{6})?"
_FURNITURE = re.compile(
    rf"(?:{_JOB}(?:[ \t]+{_PAGE_OF})?|{_PAGE_OF}(?:[ \t]+{_JOB})?"
    rf"|[Pp]age[ ]\d{{1,4}}(?:[ ](?:of|/)[ ]\d{{1,4}})?"
    rf"|\S.{{0,120}}[ \t]{{3}}{_PAGE_OF}|{_PAGE_OF}[ \t]{{3}}.{{0,120}}"  # running head
    r"|[-–—][ ]?\d{1,4}[ ]?[-–—]|\d{1,4}|\*[\dA-Z]{5,}\*|Please recycle.{0,4})$"
)
_DISTRIBUTION = re.compile(r"(?:Distr\.|Original\s?:|Distribution\s?:)")
_SYMBOL_LINE = re.compile(rf"{_SYMBOL}\**$")
_COVER_SIGN = re.compile(
    rf"(?:United Nations\b.{{0,60}}\d$|(?:[\w-]+ ){{1,4}}session\b|Agenda item|Item \d|{_SYMBOL}$"
    r"|Submissions? (?:by|from)\b|(?:Report|Note) (?:of|by)\b|Resolution \d|Letters? dated)"
)
_BYLINE = re.compile(r"(?:Submission|Contribution) (?:by|from)\b(?P<rest>.*)|(?:Report|Note) (?:of|by) the\b")
_FIELD = re.compile(r"[A-Z][^\W\d_][\w’' ]{0,40}:(?:\s|$)")
_CODE = re.compile(r"[A-Z]\.?\d{1,2}[.:]\s")
_WHOLE = {
    "strong": re.compile(r"(?:\*\*|__)(?![*_\s]).*(?:\*\*|__)$", re.DOTALL),
    "slanted": re.compile(r"[*_](?![*_\s])[^*]*[*_]$"),
    "linked": re.compile(r"\[[^\[\]]*\]\([^()\s]*\)$"),
}

_ENDED = re.compile(r"[.?!:;…][\"'”’»)\]]*$")
_CUT = re.compile(r"\b(?:and|or|of|the|a|an|in|to|for|by|with|on|at|from|as|that|which|its|their|into)$")
_STOPPED = re.compile(r"[.!?][\"'”’»)\]]*$")
_LOWER = re.compile(r"[^\W\d_A-Z](?!-?[A-Z])")
_ORGAN_SPEAKS = re.compile(r"The (?:[A-Z][\w’'-]*|of|and|on|for|the|to|in|against)(?: [\w’'-]+){0,20},$")
_ACTS = re.compile(r"(?:(?:Also|Further|Strongly|Again|Once again|Solemnly) )?[A-Z]?[a-z]+s\b")
_LONGEST_TITLE = 30
_FEWEST_WORDS = 12
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

# What a view leaves out, and blanks. Groups named keep* stay.
_MARKUP = re.compile(
    r"(?<=[^\W\d_]-)[ \t]*(?:\r\n|\n|\r)[ \t]*(?!and |or |to )(?=[a-z])"  # word cut at a line end
    r"|(?P<blank>\s+)"
    r"|\\(?P<keep1>[!-/:-@\[-`{-~])"  # escape
    r"|<(?P<keep2>https?://[^<>\s]*)>"
    r"|(?<!\d)<sup>\s*(?:\d{1,3}|\*{1,3}|[a-z])\s*</sup>"  # reference to a note
    r"|</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,300})?/?>"
    r"|\$?\^\{(?P<keep3>st|nd|rd|th)\}\$?|\$?\^\{[^{}\n]{0,20}\}\$?|\[\^[^\]\s]{1,20}\]"
    r"|(?<=\S)(?<!\bm)(?<!\bkm)(?<!\bcm)[⁰¹²³⁴-⁹]+"
    r"|(?<=[a-z][.,;])(?P<glued>\d{1,2})(?=\s|$)"
    r"|!?\[(?=[^\[\]]*\]\()|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # link
    r"|(?<!\d)\*+(?=\S)|(?<=\S)\*+(?!\d)"
    r"|(?<![^\s(\[“\"'])_{1,3}(?=\S)|(?<=\S)_{1,3}(?=[\s.,;:!?)\]”\"']|$)"
    r"|(?<=&)amp;|[\u00ad\u200b\u2060\ufeff]|(?m:^>[ \t]?)"
)


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; they do not overlap, and between them stands only white space.

    Rules: the editorial manual of the United Nations for numbered paragraphs, headings, notes and mastheads,
    and the ways in which page furniture comes out of PDF. A numbered paragraph whose number got lost between
    its neighbours' has it again. Takes time in proportion to the text.
    """
    blocks = _with_lost_numbers(_as_resolution(_with_headings(_with_cover(_blocks(document.text)))))
    return tuple(_passages(_continued(blocks)))


def units(
    document: Document, passages: Sequence[Passage], *, pipeline: str | None = None
) -> tuple[Unit, ...]:
    """What is to be read as one piece, in the order of its first passage; furniture is in no unit.

    `pipeline` names a trained spaCy pipeline, see `kg.language.sentences`.
    """
    chains: dict[int, list[Passage]] = {}
    home: dict[int, int] = {}
    for passage in passages:
        if passage.kind != "furniture":
            first = passage.index if passage.continues is None else home[passage.continues]
            home[passage.index] = first
            chains.setdefault(first, []).append(passage)
    notes = frozenset(p.number for p in passages if p.kind == "footnote" and p.number)
    viewed = (
        (c, _view(document.text, [_content(document.text, p) for p in c], notes)) for c in chains.values()
    )
    return tuple(
        Unit(passages=tuple(chain), view=view, sentences=sentences(view.text, pipeline=pipeline))
        for chain, view in viewed
        if view.text
    )


# Blocks: lines put together, with what opens them.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    begin: int
    end: int
    words: str
    """Clean, without list mark and number."""
    kind: PassageKind
    mark: str
    """What it opens with or is wrapped in: a group of `_OPENING`, a key of `_WHOLE`, "code", or "plain"."""
    number: str | None
    depth: int
    """How many hashes."""
    apart: bool
    """A blank line stands before it."""
    bulleted: bool
    page: int | None
    level: int = 0
    continues: int | None = None

    @property
    def body(self) -> bool:
        return self.kind in ("paragraph", "item", "preambular", "operative")

    @property
    def ended(self) -> bool:
        return bool(_ENDED.search(self.words[-8:]))

    @property
    def lower(self) -> bool:
        return bool(_LOWER.match(self.words))


@dataclass(frozen=True, slots=True)
class _Line:
    begin: int
    end: int
    text: str
    apart: bool
    page: int | None


def _lines(text: str) -> Iterator[_Line]:
    paged, page, last = "\f" in text, 1, 0
    for match in _LINE.finditer(text):
        breaks = _BREAKS.findall(text, last, match.start())
        page += breaks.count("\f")
        yield _Line(
            match.start(), match.end(), match[0], last == 0 or len(breaks) > 1, page if paged else None
        )
        last = match.end()


def _blocks(text: str) -> list[_Block]:
    groups: list[tuple[str, list[_Line]]] = []
    masthead = False
    for line in _lines(text):
        above = groups[-1] if groups else ("", [])
        kind = _kind_of_line(line, above[0], masthead)
        masthead = masthead or bool(re.search(_SYMBOL, line.text[:100]))
        if (
            kind == "text"
            and above[0] in ("text", "note")
            and not line.apart
            and not _opens(line, above[1][-1])
        ):
            above[1].append(line)
        else:
            groups.append((kind, [line]))
    return [_block(text, kind, lines) for kind, lines in groups]


def _kind_of_line(line: _Line, above: str, masthead: bool) -> str:
    """`rule`, `furniture`, `note`, `hashes` or `text`; a symbol alone is furniture once the masthead had
    one."""
    if not any(c.isalnum() for c in line.text):
        return "rule"
    if _FURNITURE.match(line.text) or _DISTRIBUTION.match(line.text):
        return "furniture"
    if masthead and _SYMBOL_LINE.match(line.text):
        return "furniture"
    if _NOTE.match(line.text) or (above == "rule" and _NOTE_BELOW_RULE.match(line.text)):
        return "note"
    return "hashes" if re.match(r"(?:>[ \t]?)*#{1,6}[ \t]", line.text) else "text"


def _opens(line: _Line, above: _Line) -> bool:
    """Does a line right below another one begin a block of its own?"""
    opening = _opening(line.text)
    if opening["number"] or opening["bracketed"]:
        return bool(opening["bullet"]) or bool(re.search(r"(?:[.:;,]|\band|\bor)[\"'”’)\]]?$", above.text))
    return bool(opening["bullet"]) or line.text.startswith("|")


def _opening(text: str) -> re.Match[str]:
    match = _OPENING.match(text)
    assert match is not None  # every part of it may be missing
    return match


def _block(text: str, kind: str, lines: list[_Line]) -> _Block:
    first, end = lines[0], lines[-1].end
    number, content, opening = None, 0, _opening(first.text)
    if kind == "note":
        number, content = _note(first.text)
    elif kind in ("text", "hashes"):
        number = next((opening[name] for name in _NUMBERS if opening[name]), None)
        content = opening.end() if number else opening.end("lead")
    words = _view(text, [Span(first.begin + content, end)], frozenset()).text
    mark = _mark(opening, text[first.begin : end], words)
    if (mark == "capital" or (mark == "roman" and len(number or "") == 1)) and _is_prose(words):
        number, mark = None, "plain"  # an initial: "I. Kant", "J. Doe"
    return _Block(
        begin=first.begin,
        end=end,
        words=words,
        kind=_first_kind(kind, mark),
        mark=mark,
        number=number,
        depth=(opening["hashes"] or "").count("#"),
        apart=first.apart,
        bulleted=bool(opening["bullet"]),
        page=first.page,
    )


def _is_prose(words: str) -> bool:
    return bool(_STOPPED.search(words[-8:])) and len(words.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS


def _note(text: str) -> tuple[str, int]:
    match = _NOTE.match(text) or _NOTE_BELOW_RULE.match(text)
    assert match is not None
    return str(match[match.lastgroup or 0]).translate(_RAISED), match.end()


def _mark(opening: re.Match[str], raw: str, words: str) -> str:
    named = next((name for name in ("hashes", "part", *_NUMBERS) if opening[name]), "")
    whole = next((name for name, pattern in _WHOLE.items() if pattern.match(raw)), "")
    return named or whole or ("bullet" if opening["bullet"] else "code" if _CODE.match(words) else "plain")


def _first_kind(kind: str, mark: str) -> PassageKind:
    if kind in ("rule", "furniture"):
        return "furniture"
    if kind == "note":
        return "footnote"
    if mark == "hashes":
        return "heading"
    return "item" if mark in ("bullet", "bracketed", "small") else "paragraph"


# Each of the following stages takes all blocks and gives them back with something decided.


def _with_cover(blocks: list[_Block]) -> list[_Block]:
    """Lines above the first prose, section or numbered paragraph are the cover, if one of them looks like
    one.

    Below "Report of …", or below the name that follows "Submission by", a line is a heading again.
    """
    start = next((i for i, block in enumerate(blocks) if _starts_body(block)), len(blocks))
    if start < len(blocks) and blocks[start].mark == "hashes":  # perhaps the title of the whole document
        below = next((i for i in range(start + 1, len(blocks)) if _starts_body(blocks[i])), len(blocks))
        start = below if any(_BYLINE.match(block.words) for block in blocks[start:below]) else start
    if not any(_COVER_SIGN.match(block.words) for block in blocks[:start] if block.kind != "furniture"):
        return blocks
    for index, block in enumerate(blocks[:start]):
        byline = _BYLINE.match(block.words)
        if byline and block.kind != "furniture":
            start = min(start, index + (2 if byline["rest"] == "" else 1))
            break
    cover = [
        replace(b, kind="cover", number=None) if b.body or b.kind == "heading" else b for b in blocks[:start]
    ]
    return cover + blocks[start:]


def _starts_body(block: _Block) -> bool:
    if block.kind in ("furniture", "footnote"):
        return False
    numbered = block.mark in ("number", "roman", "part", "hashes") and bool(block.words)
    return numbered or _is_prose(block.words) or bool(_ORGAN_SPEAKS.match(block.words))


def _with_headings(blocks: list[_Block]) -> list[_Block]:
    """Titles become headings, each with its level: one more than the nearest one above of higher rank."""
    done: list[_Block] = []
    stack: list[tuple[int, int]] = []
    last: _Block | None = None
    cut = numbered = False
    followers = _followers(blocks)
    for block, after in zip(blocks, followers, strict=True):
        if block.kind in ("furniture", "footnote"):
            cut = True
            done.append(block)
            continue
        if block.kind == "heading" or (block.body and _is_heading(block, last, after, cut=cut)):
            rank = _rank(block, done)
            stack = [*(r for r in stack if r < rank), rank]
            block = replace(block, kind="heading", level=len(stack))
        elif block.body and not numbered and _is_field(block, last):
            block = replace(block, kind="cover")
        elif block.mark == "number" and _is_list(block, last):
            block = replace(block, kind="item")
        elif block.mark in ("roman", "capital"):
            block = replace(block, number=None)
        numbered = numbered or block.number is not None
        last, cut = block, False
        done.append(block)
    return done


def _followers(blocks: list[_Block]) -> list[_Block | None]:
    """For each block the next one that is no furniture and no note."""
    found: list[_Block | None] = []
    after: _Block | None = None
    for block in reversed(blocks):
        found.append(after)
        after = after if block.kind in ("furniture", "footnote") else block
    return found[::-1]


def _is_field(block: _Block, last: _Block | None) -> bool:
    """A line of a form: "Name of organization: UNODC"; without a value only below another such line."""
    if not _FIELD.match(block.words) or len(block.words.split()) > 12 or block.words[-1] in ".;,":
        return False
    return block.words[-1] != ":" or (last is not None and last.kind == "cover")


def _is_list(block: _Block, last: _Block | None) -> bool:
    """A numbered line below a colon, or going on with such a list, is no numbered paragraph."""
    if last is None or not last.body:
        return False
    return last.words.endswith(":") or (last.mark == "number" and last.kind == "item" and not block.apart)


def _is_heading(block: _Block, last: _Block | None, after: _Block | None, *, cut: bool) -> bool:
    longest = 2 * _LONGEST_TITLE if block.mark == "roman" else _LONGEST_TITLE
    words = block.words.split(maxsplit=longest)
    if not words or len(words) > longest or block.lower or not any(len(w) > 1 for w in words):
        return False
    if (
        last is not None
        and last.body
        and not last.ended
        and (cut or _CUT.search(last.words[-12:]))
        and not block.number
    ):
        return False
    if _CUT.search(block.words[-12:]):
        return False
    closed = block.words[-1] in ".;:,!"
    if block.bulleted:
        return block.mark == "bullet" and not closed and len(words) <= 12 and _heads_prose(block, last, after)
    if block.mark in ("part", "roman", "capital", "code"):
        return not closed or (block.mark == "roman" and len(block.number or "") > 1)
    if block.mark in ("decimal", "number", "small"):
        below = after is not None and after.apart and not after.lower and not _same_list(block, after)
        return (
            not closed and block.apart and below and (block.mark != "number" or len(words) <= _FEWEST_WORDS)
        )
    if block.mark in ("strong", "slanted", "linked"):
        return after is not None and (block.mark == "linked" or block.words[-1] not in ".;,")
    return block.mark == "plain" and _is_plain_title(block, last, after, count=len(words))


def _same_list(block: _Block, after: _Block) -> bool:
    return after.mark == block.mark and not _is_prose(after.words)


def _heads_prose(block: _Block, last: _Block | None, after: _Block | None) -> bool:
    """A list mark before a title: the reader of the PDF saw a bullet, the text below is prose."""
    alone = last is None or last.mark != "bullet" or last.kind == "heading"
    below = after is not None and after.apart and not after.bulleted and len(after.words.split()) > 12
    return alone and block.apart and below


def _is_plain_title(block: _Block, last: _Block | None, after: _Block | None, *, count: int) -> bool:
    if after is None or not after.apart or not block.apart or len(block.words) > 220:
        return False
    if block.words.endswith(","):
        below_heading = last is not None and last.kind == "heading"
        return below_heading and count <= 8 and not after.lower and not _ORGAN_SPEAKS.match(block.words)
    return not (_ENDED.search(block.words[-8:]) or _is_field(block, last) or after.lower)


def _rank(block: _Block, above: list[_Block]) -> tuple[int, int]:
    if block.mark == "hashes":
        return (-1, block.depth)
    mark = {"linked": "plain"}.get(block.mark, block.mark)
    if mark == "roman" and block.number and len(block.number) == 1:
        # C, D, I, L, V and X also stand in a row of letters.
        letters = (
            b.number for b in reversed(above) if b.kind == "heading" and b.mark in ("capital", "roman")
        )
        mark = "capital" if next(letters, None) == chr(ord(block.number) - 1) else mark
    return (_RANKS.index(mark), 0)


def _as_resolution(blocks: list[_Block]) -> list[_Block]:
    """Below "The General Assembly," and the like: preambular paragraphs, then operative ones."""
    start = next((i for i, b in enumerate(blocks) if b.body and _ORGAN_SPEAKS.match(b.words)), len(blocks))
    done, acting = blocks[:start], False
    for block in blocks[start:]:
        if block.kind == "paragraph":
            acting = acting or (
                (block.number is not None or not block.words.endswith(",")) and bool(_ACTS.match(block.words))
            )
            block = replace(block, kind="operative" if acting else "preambular")
        done.append(block)
    return done


def _with_lost_numbers(blocks: list[_Block]) -> list[_Block]:
    """Where 21 and 23 stand with one full list item between them, the item is paragraph 22."""
    numbered = [
        i for i, b in enumerate(blocks) if b.mark == "number" and b.kind in ("paragraph", "operative")
    ]
    done = list(blocks)
    for left, right in pairwise(numbered):
        if int(blocks[right].number or 0) - int(blocks[left].number or 0) == 2:
            between = [i for i in range(left + 1, right) if _could_be_numbered(blocks[i])]
            for i in between if len(between) == 1 else ():
                number = str(int(blocks[left].number or 0) + 1)
                done[i] = replace(blocks[i], kind=blocks[left].kind, number=number)
    return done


def _could_be_numbered(block: _Block) -> bool:
    return block.kind == "item" and block.mark == "bullet" and block.ended and not block.lower


def _continued(blocks: list[_Block]) -> list[_Block]:
    """Parts that a page break, a note or a blank line cut off know what they go on with."""
    done: list[_Block] = []
    last: int | None = None
    cut = False
    for index, block in enumerate(blocks):
        if last is not None and block.body and _goes_on(done[last], block, cut=cut):
            block = replace(block, kind=done[last].kind, continues=last)
        if block.kind in ("furniture", "footnote"):
            cut = True
        else:
            last, cut = (index if block.body else None), False
        done.append(block)
    return done


def _goes_on(last: _Block, block: _Block, *, cut: bool) -> bool:
    if block.number is not None or last.ended or not block.words:
        return False
    if block.bulleted:
        return block.lower and block.apart and (last.mark != "bullet" or last.number is not None)
    if block.kind == "preambular":
        return block.lower
    cut = cut or last.page != block.page
    return block.lower or bool(_CUT.search(last.words[-12:])) or (cut and len(last.words) > 60)


def _passages(blocks: Iterable[_Block]) -> Iterator[Passage]:
    stack: list[tuple[int, _Block]] = []
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            stack = [pair for pair in stack if pair[1].level < block.level]
        yield Passage(
            index=index,
            kind=block.kind,
            begin=block.begin,
            end=block.end,
            number=block.number,
            level=block.level,
            headings=tuple(i for i, _ in stack),
            heading_path=tuple(heading.words for _, heading in stack),
            continues=block.continues,
            page=block.page,
        )
        if block.kind == "heading":
            stack.append((index, block))


# Views.


def _content(text: str, passage: Passage) -> Span:
    """The passage without list mark, number, hashes and note mark."""
    line = text[passage.begin : passage.end].splitlines()[0]
    if passage.kind == "footnote":
        return Span(passage.begin + _note(line)[1], passage.end)
    opening = _opening(line)
    printed = passage.number is not None and any(opening[name] == passage.number for name in _NUMBERS)
    return Span(passage.begin + (opening.end() if printed else opening.end("lead")), passage.end)


def _view(text: str, spans: Sequence[Span], notes: frozenset[str]) -> View:
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length, blank = 0, -1
    for origin, piece in _pieces(text, spans, notes):
        if piece == " ":
            blank = origin if length and blank < 0 else blank
            continue
        for place, words in ((blank, " "), (origin, piece)) if blank >= 0 else ((origin, piece),):
            if not anchors or anchors[-1][1] - anchors[-1][0] != place - length:
                anchors.append((length, place))
            parts.append(words)
            length += len(words)
        blank = -1
    return View(text="".join(parts), anchors=tuple(anchors))


def _pieces(text: str, spans: Sequence[Span], notes: frozenset[str]) -> Iterator[tuple[int, str]]:
    """What stays, each piece with its place; white space as one blank at the place of its first character."""
    for begin, end in spans:
        done = begin
        for match in _MARKUP.finditer(text, begin, end):
            if match.start() > done:
                yield done, text[done : match.start()]
            done = match.end()
            kept = match.lastgroup or ""
            if kept == "blank":
                yield match.start(), " "
            elif kept.startswith("keep") or (kept == "glued" and match[0] not in notes):
                yield match.start(kept), match[kept]
        if done < end:
            yield done, text[done:end]
        yield end, " "

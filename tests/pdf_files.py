"""PDF files for tests, drawn from our own words: every letter of the type is 0.6 of its size wide.

Places are points from the upper left corner of the page.
"""

from collections.abc import Sequence

HEIGHT, WIDTH = 800, 600
_FONTS = {"plain": "Courier", "bold": "Courier-Bold", "italic": "Courier-Oblique"}
Drawing = str


def words(left: float, base: float, text: str, *, size: float = 10, style: str = "plain") -> Drawing:
    """Words on a baseline."""
    return moved(left, base, [text], [], size=size, style=style)


def moved(
    left: float,
    base: float,
    parts: Sequence[str],
    gaps: Sequence[float],
    *,
    size: float = 10,
    style: str = "plain",
) -> Drawing:
    """Parts of a line with gaps between them, in points."""
    shown = [f"({_escaped(part)})" for part in parts]
    steps = [f"{-gap / size * 1000:.1f}" for gap in gaps]
    line = " ".join(piece for pair in zip(shown, [*steps, ""], strict=True) for piece in pair)
    return f"BT /{style} {size} Tf {left} {HEIGHT - base} Td [{line}] TJ ET"


def lines(
    left: float, base: float, text: Sequence[str], *, step: float = 12, style: str = "plain"
) -> Drawing:
    """Lines below one another."""
    return "\n".join(words(left, base + step * i, line, style=style) for i, line in enumerate(text))


def rule(left: float, top: float, right: float, bottom: float | None = None) -> Drawing:
    """A rule half a point thick, across or, where `bottom` is given, down."""
    height = (bottom or top + 0.5) - top
    return f"{left} {HEIGHT - top - height} {right - left} {height} re f"


def picture(left: float, top: float, width: float, height: float) -> Drawing:
    """A picture of one grey dot, as large as told."""
    place = f"{width} 0 0 {height} {left} {HEIGHT - top - height}"
    return f"q {place} cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"


def outline(left: float, top: float) -> Drawing:
    """A letter that is drawn and not written: a ring of curves."""
    x, y = left, HEIGHT - top
    bows = "".join(f" {x + n} {y + 9} {x + n + 4} {y - 9} {x + n + 5} {y} c" for n in range(9))
    return f"{x} {y} m{bows} h f"


def pdf(*pages: Sequence[Drawing], turn: int = 0) -> bytes:
    """A file whose pages hold these drawings; `turn` says by how many degrees they are shown turned."""
    fonts = "".join(f"/{name} {3 + i} 0 R" for i, name in enumerate(_FONTS))
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    objects += [
        f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>" for font in _FONTS.values()
    ]
    for i, page in enumerate(pages):
        content = "\n".join(page)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {turn}"
            f"/Resources<</Font<<{fonts}>>>>/Contents {7 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    return _file([body.encode("cp1252") for body in objects])


def _file(objects: Sequence[bytes]) -> bytes:
    whole, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(whole))
    return whole + head + table + tail


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")

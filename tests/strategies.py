"""Texts that no writer ever wrote: what reports are made of, put together without sense."""

from hashlib import sha256

from hypothesis import strategies as st

from kg.types import Document

PIECES = (
    "- 7. With its 189 parties",
    "12. The Office",
    "IV. Strengthening cooperation",
    "Part Two",
    "a. Mandates",
    "(b) To assist",
    "# Results",
    "**Ninth session**",
    "*Future actions*",
    "[SHERLOC](#)",
    "[a](b(c)d)",
    "![",
    "](",
    "C7. ICT applications",
    "The General Assembly,",
    "Recalling its resolution 78/226,",
    "Report of the Secretariat",
    "Submission by",
    "CTOC/COP/2018/11",
    "V.18-04904 5/**14**",
    "Distr.: General 9 July 2018",
    "--",
    "-",
    "³ More information",
    "^{*} A/73/2.",
    "1 See A/73/2.",
    "parties.³",
    "21<sup>st</sup>",
    "<p>",
    "\\$76 million",
    "cyber-",
    "lower case goes on",
    "It ends. It begins.",
    "e.g.",
    "(see para. 6. And",
    "Goals 4,5, 10 13,14",
    "&amp;",
    "_under_",
    "***",
    "|a|b|",
    "> quoted",
    "\u00ad",
    "\U0001f30d",
    "e\u0301",
    "\u202e",
    "\ufeff",
)
GAPS = (
    "\n",
    "\n\n",
    " ",
    "",
    "\r\n",
    "\r\n\r\n",
    "\f",
    "\t",
    "\u00a0",
    "\u2028",
    "\n \n",
    "\x1c",
    "\x85",
    "  \n",
)

nasty_texts = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=20), st.sampled_from(GAPS)), max_size=30
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))
"""Texts made of the marks that readers look for, in any order, and of any characters."""


def document(text: str) -> Document:
    """A document that holds `text`."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        source="report.txt",
        name="report",
        media_type="text/plain",
        text=text,
        sha256=digest,
        bytes_sha256=digest,
    )

"""Akoma Ntoso: cover, preamble, operative paragraphs with numbers, notes, tables and attachments."""

import pytest

from kg.errors import ReadError
from kg.readers import akn
from tests.written import plain_akn

_RESOLUTION = """<?xml version="1.0" encoding="UTF-8"?>
<akn:akomaNtoso xmlns:akn="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<akn:statement name="resolution"><akn:meta><akn:identification>no</akn:identification></akn:meta>
<akn:preface><akn:p><akn:docNumber>A/RES/78/900</akn:docNumber></akn:p><akn:p>Ropes at sea</akn:p></akn:preface>
<akn:preamble><akn:formula name="f"><akn:p>The General Assembly,</akn:p></akn:formula>
<akn:container name="c"><akn:p><akn:i>Recalling</akn:i> its work,<akn:authorialNote marker="1">
<akn:p>See A/78/1.</akn:p></akn:authorialNote></akn:p></akn:container></akn:preamble>
<akn:mainBody>
<akn:hcontainer name="part"><akn:heading>Part one</akn:heading>
<akn:paragraph><akn:num>1.</akn:num><akn:content><akn:p><akn:i>Thanks</akn:i> the divers;</akn:p></akn:content>
</akn:paragraph>
<akn:paragraph><akn:num>2.</akn:num><akn:intro><akn:p>Requests:</akn:p></akn:intro>
<akn:subparagraph><akn:num>(a)</akn:num><akn:content><akn:p>A rope;</akn:p></akn:content></akn:subparagraph>
</akn:paragraph></akn:hcontainer>
<akn:p>Plain words.</akn:p>
<akn:table><akn:tr><akn:th><akn:p>Year</akn:p></akn:th><akn:th><akn:p>Ropes</akn:p></akn:th></akn:tr></akn:table>
</akn:mainBody>
<akn:attachments><akn:attachment><akn:doc name="annex"><akn:mainBody><akn:p>Annexed.</akn:p></akn:mainBody></akn:doc>
</akn:attachment></akn:attachments>
</akn:statement></akn:akomaNtoso>"""


def test_a_resolution_keeps_its_structure() -> None:
    text, layout = akn.read_laid_out(_RESOLUTION.encode(), "a.xml")
    assert [(b.kind, text[b.begin : b.end], b.number, b.level) for b in layout.blocks] == [
        ("cover", "A/RES/78/900", None, 0),
        ("cover", "Ropes at sea", None, 0),
        ("preambular", "The General Assembly,", None, 0),
        ("preambular", "Recalling its work,¹", None, 0),
        ("footnote", "¹ See A/78/1.", "1", 0),
        ("heading", "Part one", None, 1),
        ("operative", "1. Thanks the divers;", "1", 0),
        ("operative", "2. Requests:", "2", 0),
        ("item", "(a) A rope;", "a", 0),
        ("paragraph", "Plain words.", None, 0),
        ("row", "Year | Ropes", None, 0),
        ("paragraph", "Annexed.", None, 0),
    ]


def test_an_attachment_keeps_its_number_and_titles_as_headings() -> None:
    told = (
        "<akomaNtoso><statement><mainBody><p>Body.</p></mainBody><attachments><attachment><num>Annex I</num>"
        "<heading>List of ropes</heading><subheading>By length</subheading><doc><mainBody><hcontainer>"
        "<heading>Short ones</heading><p>Annexed.</p></hcontainer></mainBody></doc></attachment>"
        "<attachment><num>Annex II</num><doc><mainBody><p>More.</p></mainBody></doc></attachment>"
        "</attachments></statement></akomaNtoso>"
    )
    text, layout = akn.read_laid_out(told.encode(), "a.xml")
    assert [(b.kind, text[b.begin : b.end], b.level) for b in layout.blocks] == [
        ("paragraph", "Body.", 0),
        ("heading", "Annex I List of ropes", 1),
        ("heading", "By length", 1),
        ("heading", "Short ones", 2),
        ("paragraph", "Annexed.", 0),
        ("heading", "Annex II", 1),
        ("paragraph", "More.", 0),
    ]


def test_rows_of_a_table_in_a_table_come_once() -> None:
    inner = "<table><tr><td><p>short</p></td><td><p>long</p></td></tr></table>"
    told = (
        "<akomaNtoso><doc><mainBody><table><tr><td><p>Ropes</p></td>"
        f"<td>{inner}</td></tr></table></mainBody></doc></akomaNtoso>"
    )
    assert akn.read(told.encode(), "a.xml") == "Ropes | short long\n"


def test_merged_cells_keep_the_columns_of_the_numbers() -> None:
    told = (
        '<akomaNtoso><doc><mainBody><table><tr><th rowspan="2">Country</th><th colspan="2">Men</th></tr>'
        "<tr><th>2019</th><th>2020</th></tr><tr><td>Kenya</td><td>1</td><td>2</td></tr>"
        "</table></mainBody></doc></akomaNtoso>"
    )
    assert akn.read(told.encode(), "a.xml") == "Country | Men | Men\n| 2019 | 2020\nKenya | 1 | 2\n"


@pytest.mark.parametrize(("data", "expected"), akn.EXAMPLES)
def test_examples_hold(data: bytes, expected: str) -> None:
    assert akn.read(data, "a.xml") == expected


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (plain_akn(), True),
        (plain_akn().decode().encode("utf-16"), True),
        (b'<?xml version="1.0"?><x:akomaNtoso xmlns:x="y">', True),
        (b"<catalogue/>", False),
        (b"On <akomaNtoso> as a word", False),
    ],
)
def test_it_is_known_by_its_root(head: bytes, known: bool) -> None:
    assert akn.recognises(head) is known


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"<catalogue/>", r"its XML is of another kind \(catalogue\)"),
        (b"<akomaNtoso><doc>", "line 1, column 17"),
        (b'<!DOCTYPE x SYSTEM "x.dtd"><akomaNtoso/>', "declares a document type"),
        (b'<?xml version="1.0" encoding="x-none"?><akomaNtoso/>', "an encoding that is not known"),
        (b"<akomaNtoso>" + b"<a>" * 300, "nested more than 256 deep"),
        (b"<akomaNtoso><doc/></akomaNtoso>", "there are no words in it"),
    ],
)
def test_what_is_no_akoma_ntoso_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as raised:
        akn.read(data, "in/a.xml")
    assert (raised.value.where, bool(raised.value.remedy)) == ("in/a.xml", True)

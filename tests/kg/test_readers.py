"""Bytes to stored text: unchanged but for a byte-order mark, and bad bytes told by their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.discover import plugins
from kg.errors import ReadError
from kg.readers import markdown, text

words = st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), min_size=1).filter(
    str.strip
)


@pytest.mark.parametrize(("data", "expected"), [*text.EXAMPLES, *markdown.EXAMPLES])
def test_examples_of_the_readers_hold(data: bytes, expected: str) -> None:
    assert text.read(data, "a.txt") == expected


def test_readers_are_found_by_their_folder() -> None:
    found = plugins("kg.readers", "MEDIA_TYPES", "SUFFIXES", "EXAMPLES", "read")
    assert {text, markdown} <= set(found)


@given(words)
def test_text_is_stored_as_it_is(given_words: str) -> None:
    assert text.read(given_words.encode(), "a.txt") == given_words


@given(words, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_byte_order_mark_names_the_encoding_and_goes(given_words: str, encoding: str) -> None:
    assert text.read(given_words.encode(encoding), "a.txt") == given_words


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"abc\xff", r"byte 3 \(0xff\) is not UTF-8"),
        (b"\xef\xbb\xbfab\xe9 ", r"byte 5 \(0xe9\) is not UTF-8"),
        (b"\xff\xfea\x00b", r"byte 4 \(0x62\) is not UTF-16-LE"),
        (b"ab\x00cd", "byte 2 is NUL"),
        (b"\xfe\xff\x00a\x00\x00", "byte 4 is NUL"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as raised:
        text.read(data, "in/a.txt")
    assert raised.value.where == "in/a.txt"
    assert raised.value.remedy

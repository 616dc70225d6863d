"""Where sentences end in the prose of United Nations documents, and where they only seem to."""

import pytest
from hypothesis import given

from kg.errors import ConfigError
from kg.language import sentences
from tests.strategies import nasty_texts


def cut(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Case No. 41 and paras. 5 and 6, see art. 7.",
        "Mr. Diallo and H.E. Ms. Sow met J. F. Adams.",
        "It stands in CTOC/COP/WG.6/2018/3 and in A/72/1/Add. 1.",
        "The sum rose to 1.5 million, i.e. by 0.3 per cent.",
        "Courses were held (C9. Media and C.10 Ethics) in June.",
        "1. Close the divide; 2. Widen access; 3. Share data.",
        'The network known as "LE TrainNet". and more',
        "Rehab.Net lists them at sherloc.unodc.org in full.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ends in 2017. In 2018 it goes on.", ["It ends in 2017.", "In 2018 it goes on."]),
        ('It is "the end." Next comes more.', ['It is "the end."', "Next comes more."]),
        ("See document A/73/2. It is short.", ["See document A/73/2.", "It is short."]),
        ("Is it so? Yes! It is.", ["Is it so?", "Yes!", "It is."]),
        ("Guns, drugs, etc. The list is long.", ["Guns, drugs, etc.", "The list is long."]),
        ("It helps UNODC. eLearning grows.", ["It helps UNODC.", "eLearning grows."]),
        ("They came (2017). “Chuka” was shown.", ["They came (2017).", "“Chuka” was shown."]),
        ("(One is here. Two is there.) Three.", ["(One is here.", "Two is there.)", "Three."]),
    ],
)
def test_two_sentences_are_parted(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_an_unfinished_sentence_counts() -> None:
    assert cut("It is done. Prevention, treatment and care") == [
        "It is done.",
        "Prevention, treatment and care",
    ]


def test_nothing_has_no_sentence() -> None:
    assert sentences(" ") == ()


@given(nasty_texts)
def test_sentences_are_in_order_trimmed_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    flat = [0, *(offset for span in spans for offset in span), len(text)]
    assert flat == sorted(flat)
    assert all(text[begin:end] == text[begin:end].strip() != "" for begin, end in spans)
    assert "".join(text[a:b] for a, b in zip(flat[::2], flat[1::2], strict=True)).strip() == ""


@pytest.mark.parametrize("piece", [".", "(", "a.", '." ', "It ends. ", "!)", "a! ( ", "; 1. "])
def test_long_texts_take_no_longer_per_word(piece: str) -> None:
    # A quadratic rule would take minutes here.
    assert sentences(piece * 20_000)


def test_a_pipeline_that_is_not_there_is_told() -> None:
    with pytest.raises(ConfigError, match="xx_no_such is not installed"):
        sentences("One.", pipeline="xx_no_such")

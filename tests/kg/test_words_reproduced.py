"""No name may lose the words that stand for it: what is written differently from the name is kept as an alias."""

import pytest

from kg.pipeline import extract
from kg.validate import check_words
from tests.strategies import document


@pytest.mark.parametrize(
    "text",
    [
        "The office supports SDG target 16.5 in all regions.",
        "Progress towards SDG targets 3.8 and 3.9 was slow; target 3.8 is far off.",
        "It recalled General Assembly resolutions 78/254 A and B.",
        "It recalled General Assembly resolution 3237 A and B (XXIX).",
        "It recalled decisions 78/558 A to C of the General Assembly.",
        "Under Sustainable Development Goal (SDG) target 5.2 and indicator 5.2.1, much was done.",
    ],
)
def test_words_around_a_code_are_kept_with_its_name(text: str) -> None:
    assert list(check_words(extract(document(text)))) == []

"""`implementedBy`: who runs a programme, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC launched the Container Control Programme (2016) and the Global Firearms Programme (2017).",
            (
                ("Container Control Programme", "implementedBy", "unodc"),
                ("Global Firearms Programme", "implementedBy", "unodc"),
            ),
        ),
        (
            "UNODC is expanding its knowledge management portal known as SHERLOC.",
            (("SHERLOC", "implementedBy", "unodc"),),
        ),
        (
            "UNODC strengthened its online portal that includes laws and cases (SHERLOC).",
            (("SHERLOC", "implementedBy", "unodc"),),
        ),
        (
            "UNODC works in ports through the Container Control Programme and the Global Firearms Programme.",
            (
                ("Container Control Programme", "implementedBy", "unodc"),
                ("Global Firearms Programme", "implementedBy", "unodc"),
            ),
        ),
        (
            "The Blue Lantern Programme, co-led by UNICEF and by UNFPA, opened schools.",
            (
                ("Blue Lantern Programme", "implementedBy", "unicef"),
                ("Blue Lantern Programme", "implementedBy", "unfpa"),
            ),
        ),
        (
            "Officers use the Blue Lantern Programme, a tool of WCO.",
            (("Blue Lantern Programme", "implementedBy", "wco"),),
        ),
        (
            "The Blue Lantern Programme is a UNODC initiative.",
            (("Blue Lantern Programme", "implementedBy", "unodc"),),
        ),
        (
            "Since 2021 UNODC, jointly with UNICEF, has carried out the Blue Lantern Programme.",
            (("Blue Lantern Programme", "implementedBy", "unodc"),),
        ),
        (
            "Within the Blue Lantern Programme, UNICEF and WHO put up lamps.",
            (
                ("Blue Lantern Programme", "implementedBy", "unicef"),
                ("Blue Lantern Programme", "implementedBy", "who"),
            ),
        ),
    ],
)
def test_who_runs_a_programme_is_told(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "implemented_by")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC will launch the Container Control Programme.",
        "UNODC did not develop the Container Control Programme.",
        "UNODC supported the Container Control Programme of its friends.",
        "Did UNODC launch the Container Control Programme?",
        "UNODC praised its own staff; the Container Control Programme is older.",
        "Through the Container Control Programme, funded by UNDP, ports were equipped.",
        "Members of the Container Control Programme took part in events organized by UNDP.",
        "UNDP expressed its appreciation for the Container Control Programme.",
    ],
)
def test_support_plans_and_praise_run_nothing(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "implemented_by") == set()


def test_a_programme_that_opens_with_an_acronym_belongs_to_that_body() -> None:
    text = (
        "INTERPOL is an organization. "
        "Officers use the INTERPOL international child sexual exploitation image and video database."
    )
    claims = pipeline.extract(document(text)).claims
    assert [c.object for c in claims if c.mapper == "implemented_by"] == ["interpol"]

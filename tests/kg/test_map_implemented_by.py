"""`implementedBy`: who runs a programme, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, stated, unmatched


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


LANTERN = "Blue Lantern Programme"


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Paid for by WHO and executed by UNICEF, the Blue Lantern Programme opened schools.", ("unicef",)),
        ("Led jointly by UNICEF and WHO, the Blue Lantern Programme opened schools.", ("unicef", "who")),
        ("The Blue Lantern Programme is entrusted to UNICEF.", ("unicef",)),
        ("The Blue Lantern Programme falls to UNICEF and WHO.", ("unicef", "who")),
        ("The Blue Lantern Programme is in the hands of UNICEF.", ("unicef",)),
        ("The Blue Lantern Programme, the responsibility of UNICEF, opened schools.", ("unicef",)),
        ("The Blue Lantern Programme belongs to UNICEF and WHO alike.", ("unicef", "who")),
        ("UNICEF is in charge of the Blue Lantern Programme.", ("unicef",)),
        ("UNICEF has been responsible for the Blue Lantern Programme since 2019.", ("unicef",)),
        ("The Blue Lantern Programme (Goal 4; managed by UNICEF) opened schools.", ("unicef",)),
        ("The Blue Lantern Programme needs lamps: UNICEF runs it, WHO only advises.", ("unicef",)),
        ("The Blue Lantern Programme is the work of UNICEF, not of WHO.", ("unicef",)),
        ("WHO paid UNICEF, which together with INTERPOL runs the Blue Lantern Programme.", ("unicef",)),
        ("The Blue Lantern Programme, the youngest arm of its kind, is administered by UNICEF.", ("unicef",)),
        ("The UNICEF-led Blue Lantern Programme opened schools.", ("unicef",)),
        ("The Blue Lantern Programme, with UNICEF as lead agency, opened schools.", ("unicef",)),
        ("UNICEF serves as the implementing agency of the Blue Lantern Programme.", ("unicef",)),
        ("UNICEF is the host of the Blue Lantern Programme.", ("unicef",)),
        ("The Blue Lantern Programme is UNICEF's flagship.", ("unicef",)),
        ("UNICEF has long operated the Blue Lantern Programme.", ("unicef",)),
        ("In 2019, UNICEF together with WHO launched the Blue Lantern Programme.", ("unicef",)),
        ("The Blue Lantern Programme is housed at UNICEF.", ("unicef",)),
        ("The Blue Lantern Programme works since 2019 under the leadership of UNICEF.", ("unicef",)),
        ("UNICEF looks after the Blue Lantern Programme.", ("unicef",)),
        ("UNICEF has been running the Blue Lantern Programme since 2019.", ("unicef",)),
        ("The Blue Lantern Programme is UNICEF's neighbour.", ()),
        ("The Blue Lantern Programme is left to UNICEF's discretion.", ()),
        ("UNICEF led the delegation that visited the Blue Lantern Programme.", ()),
        ("UNICEF looks at the Blue Lantern Programme.", ()),
        ("The UNICEF-funded Blue Lantern Programme opened schools.", ()),
        ("UNICEF is the largest donor of the Blue Lantern Programme.", ()),
        ("Paid for by WHO, the Blue Lantern Programme opened schools.", ()),
        ("The Blue Lantern Programme is not entrusted to UNICEF.", ()),
        ("The Blue Lantern Programme will be in the hands of UNICEF.", ()),
        ("Led by UNICEF, police officers visited the Blue Lantern Programme.", ()),
        ("The Blue Lantern Programme saw a need: UNICEF does not run it.", ()),
        ("UNICEF is responsible for taxes on the Blue Lantern Programme.", ()),
    ],
)
def test_who_runs_a_programme_may_be_said_in_many_ways(text: str, doers: tuple[str, ...]) -> None:
    wanted = tuple((LANTERN, "implementedBy", doer) for doer in doers)
    assert unmatched(claimed(stated(text), "implemented_by"), wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Executed by UNICEF with help from Togo.", ("unicef",)),
        ("Carried out jointly by UNICEF and WHO.", ("unicef", "who")),
        ("Within the Red Harbour Programme, the project is led by UNICEF.", ("unicef",)),
        ("Implementing agencies: UNICEF and WHO.", ("unicef", "who")),
        ("Run by: UNICEF", ("unicef",)),
        ("Donors: UNICEF and WHO.", ()),
        ("Visited by UNICEF in May.", ()),
    ],
)
def test_below_a_title_who_runs_it_needs_no_subject(text: str, doers: tuple[str, ...]) -> None:
    claims = claimed(stated(f"Blue Lantern Project\n\n{text}\n"), "implemented_by")
    assert unmatched(claims, tuple(("Blue Lantern Project", "implementedBy", doer) for doer in doers)) == (
        [],
        0,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Our team in Nairobi manages the Blue Lantern Programme.",
        "The Blue Lantern Programme, begun with INTERPOL, opened schools.",
    ],
)
def test_what_the_author_tells_of_its_own_work_is_its_own(text: str) -> None:
    claims = claimed(stated(f"Report of UNICEF\n\nSchools came first. {text}\n"), "implemented_by")
    assert unmatched(claims, ((LANTERN, "implementedBy", "unicef"),)) == ([], 0)


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


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Launched in Togo in 2020 and extended to Benin.", ("unicef",)),
        ("The Office trained judges through the project.", ("unicef",)),
        ("Launched by the people of Togo.", ()),
        ("Launched by the Togo Press.", ()),
        ("Visited by many.", ()),
    ],
)
def test_below_a_title_in_a_report_nobody_named_is_the_author(text: str, doers: tuple[str, ...]) -> None:
    read = stated(f"Report of UNICEF\n\n1. Schools came first.\n\nBlue Lantern Project\n\n{text}\n")
    wanted = tuple(("Blue Lantern Project", "implementedBy", doer) for doer in doers)
    assert unmatched(claimed(read, "implemented_by"), wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The lead agency is UNICEF.", ("unicef",)),
        ("UNICEF is its lead agency.", ("unicef",)),
        ("Managed by UNICEF, it opened schools.", ("unicef",)),
        ("Both UNICEF and WHO run it.", ("unicef", "who")),
        ("UNICEF is its neighbour.", ()),
        ("The nearest agency is UNICEF.", ()),
    ],
)
def test_the_next_sentence_may_tell_who_runs_it(text: str, doers: tuple[str, ...]) -> None:
    claims = claimed(stated(f"The Blue Lantern Programme opened schools in Togo. {text}"), "implemented_by")
    assert unmatched(claims, tuple((LANTERN, "implementedBy", doer) for doer in doers)) == ([], 0)


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("UNICEF and WHO share the running of the Blue Lantern Programme.", ("unicef", "who")),
        (
            "The Blue Lantern Programme, for which UNICEF and WHO are jointly responsible, grew.",
            ("unicef", "who"),
        ),
        ("The Blue Lantern Programme, which the Ministry of Light entrusted to UNICEF, grew.", ("unicef",)),
        (
            "The Blue Lantern Programme, the lamp scheme that UNICEF has operated since 2011, grew.",
            ("unicef",),
        ),
        ("UNICEF gave schools the Blue Lantern Programme, which it built with WHO.", ("unicef",)),
        ("The Blue Lantern Programme is kept up by UNICEF.", ("unicef",)),
        ("With INTERPOL, UNICEF runs the Blue Lantern Programme.", ("unicef",)),
        (
            "In keeping with A/RES/78/226, UNICEF and WHO direct the Blue Lantern Programme.",
            ("unicef", "who"),
        ),
        ("Lamps came from the Blue Lantern Programme (run by UNICEF), which WHO praised.", ("unicef",)),
    ],
)
def test_more_words_say_who_runs_a_programme(text: str, doers: tuple[str, ...]) -> None:
    claims = claimed(stated(text), "implemented_by")
    assert unmatched(claims, tuple((LANTERN, "implementedBy", doer) for doer in doers)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNICEF extended the mandate of the Blue Lantern Programme.",
        "UNICEF opened a review of the Blue Lantern Programme.",
        "The Green Anchor Alliance, the network led by UNICEF, praised the Blue Lantern Programme.",
        "UNICEF runs its school together with the Blue Lantern Programme.",
        "The Blue Lantern Programme, for which UNICEF is not responsible, grew.",
    ],
)
def test_what_is_done_to_its_mandate_or_beside_it_does_not_run_it(text: str) -> None:
    found = claimed(stated(text), "implemented_by")
    assert [names for names, _, _ in found if LANTERN in names] == []


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The Ministry of Ports, with support from WHO, launched the {}.", ("Ministry of Ports",)),
        ("UNICEF, with the kind help of FAO, WHO and UNESCO, launched the {}.", ("unicef",)),
        ("With the support of Japan, UNICEF and WHO launched the {}.", ("unicef", "who")),
        ("With support from FAO, UNICEF launched the {}.", ("unicef",)),
        ("UNICEF and WHO shared the management of the {}.", ("unicef", "who")),
        ("UNICEF and WHO jointly denied that they run the {}.", ()),
        ("UNICEF and WHO jointly declined to run the {}.", ()),
    ],
)
def test_who_only_helps_or_declines_runs_nothing(text: str, doers: tuple[str, ...]) -> None:
    found = claimed(stated(text.format("Blue Lantern Programme")), "implemented_by")
    expected = tuple(("Blue Lantern Programme", "implementedBy", doer) for doer in doers)
    assert unmatched(found, expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "runners"),
    [
        ("The Amber Road Programme opened in 2019. WHO carries it out in Peru.", ("who",)),
        ("The Amber Road Programme, which UNICEF finances and WHO runs in Peru, opened.", ("who",)),
        ("The Amber Road Programme, an exchange between WHO and INTERPOL, opened.", ("who", "interpol")),
        (
            "The Amber Road Programme, established by the General Assembly in its resolution 74/191, opened.",
            (),
        ),
        ("The Amber Road Programme, which UNICEF finances and WHO praises, opened.", ()),
    ],
)
def test_who_runs_it_is_told_apart_from_who_pays_and_who_decides(text: str, runners: tuple[str, ...]) -> None:
    wanted = tuple(("Amber Road Programme", "implementedBy", who) for who in runners)
    assert unmatched(claimed(stated(text), "implemented_by"), wanted) == ([], 0)


def test_an_organ_that_launches_a_programme_by_its_resolution_does_not_run_it() -> None:
    text = "By its resolution 78/226, the General Assembly launched the Blue Lantern Programme."
    claims = claimed(pipeline.extract(document(text)), "implemented_by")
    assert [who for _, _, who in claims if "assembly" in str(who).casefold()] == []


def test_an_organ_that_sets_up_by_a_decision_does_not_run_it() -> None:
    text = "The Executive Board set up the Blue Lantern Programme by decision 2020/5."
    assert claimed(stated(text), "implemented_by") == set()

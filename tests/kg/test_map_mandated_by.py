"""`mandatedBy`: who acts under which text, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, stated, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC keeps the directory of competent national authorities under the Organized Crime Convention.",
            (("directory of competent national authorities", "mandatedBy", "XVIII-12"),),
        ),
        (
            "As mandated by the General Assembly in its resolution 68/186, UNODC names contact points.",
            (("UNODC", "mandatedBy", "A/RES/68/186"),),
        ),
        ("UNODC works under the Organized Crime Convention.", (("UNODC", "mandatedBy", "XVIII-12"),)),
        (
            "UNODC is the depositary and guardian of the Organized Crime Convention.",
            (("UNODC", "mandatedBy", "XVIII-12"),),
        ),
        (
            "Set up in 2021 under A/RES/78/226, the Blue Lantern Programme is run by UNODC.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "By A/RES/78/226, the General Assembly established the Blue Lantern Programme.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "UNODC cites A/RES/78/226, under which its secretariat runs the Blue Lantern Programme.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "The Secretary-General hereby transmits the report of UNODC, submitted in accordance with A/RES/78/226.",
            (("UNODC", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "The Secretary-General transmits a note of UNODC pursuant to A/RES/78/226.",
            (("Secretary-General", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "UNODC acted in response to A/RES/78/226; its guide rests on older work.",
            (("UNODC", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "The Blue Lantern Programme grew.\nLegal basis: A/RES/78/226; A/RES/68/186 is not used.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
    ],
)
def test_the_ground_of_work_is_told(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "mandated_by")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC supports the implementation of the Organized Crime Convention.",
        "UNODC runs the Container Control Programme; the list was drawn up as mandated by the General Assembly "
        "in its resolution 68/186.",
        "Is UNODC mandated by A/RES/68/186?",
        "In accordance with articles 5 and 6 of the Organized Crime Convention, UNODC should watch the ports.",
        "Pursuant to A/RES/68/186, UNODC (the Office) could watch the ports.",
        "The number of women rose in UNODC in line with A/RES/68/186.",
        "UNODC and UNICEF Harbour Cards were renewed in accordance with A/RES/68/186.",
        "UNODC, which criticised how UNICEF carried out decisions pursuant to A/RES/68/186, left.",
        "UNODC is not mandated by A/RES/68/186 to act.",
        "UNODC applies the principles endorsed by the General Assembly in its resolution 68/186.",
        "UNODC keeps its pledge, as stipulated in the Organized Crime Convention.",
    ],
)
def test_support_and_other_clauses_give_no_mandate(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "mandated_by") == set()


BLUE, RES = "Blue Lantern Programme", "A/RES/78/226"


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Under A/RES/78/226, UNODC trained judges.", ("unodc",)),
        ("Under A/RES/78/226, UNODC launched the Blue Lantern Programme.", ("unodc", BLUE)),
        ("Created by A/RES/78/226, the Blue Lantern Programme opened schools.", (BLUE,)),
        ("The Blue Lantern Programme grew out of A/RES/78/226.", (BLUE,)),
        ("The Blue Lantern Programme stands under A/RES/78/226.", (BLUE,)),
        ("The terms of reference of the Blue Lantern Programme derive from A/RES/78/226.", (BLUE,)),
        ("The tasks of UNODC are set out in A/RES/78/226.", ("unodc",)),
        ("UNODC opened in 1997; its terms of reference derive from A/RES/78/226.", ("unodc",)),
        ("UNODC opened in 1997. Its terms of reference derive from A/RES/78/226.", ("unodc",)),
        ("UNODC keeps files of the Blue Lantern Programme, which acts under A/RES/78/226.", (BLUE,)),
        ("UNODC owes its existence to A/RES/78/226.", ("unodc",)),
        ("A/RES/78/226 underlies the Blue Lantern Programme.", (BLUE,)),
        ("A/RES/78/226 also charges UNODC with the training of judges.", ("unodc",)),
        ("A/RES/78/226 requires UNODC to train judges.", ("unodc",)),
        ("The Blue Lantern Programme opened schools. A/RES/78/226 is its basis.", (BLUE,)),
        ("UNODC cites A/RES/78/226, and the Blue Lantern Programme was launched pursuant to it.", (BLUE,)),
        (
            "The Assembly met. A/RES/78/226 followed. Pursuant to that resolution, UNODC trained judges.",
            ("unodc",),
        ),
        ("UNODC remains the guardian of A/RES/78/226.", ("unodc",)),
        ("UNODC acts on the basis of A/RES/78/226.", ("unodc",)),
        ("UNODC was asked by A/RES/78/226 to train judges.", ("unodc",)),
        ("The mandate for the Blue Lantern Programme is contained in A/RES/78/226.", (BLUE,)),
        ("The Blue Lantern Programme follows up on A/RES/78/226.", (BLUE,)),
        ("In line with A/RES/78/226, UNODC trained judges.", ("unodc",)),
        ("By virtue of A/RES/78/226, UNODC trains judges.", ("unodc",)),
        ("UNODC trained judges, as required by A/RES/78/226.", ("unodc",)),
        ("UNODC trained judges in application of A/RES/78/226.", ("unodc",)),
        ("It was A/RES/78/226 that created the Blue Lantern Programme.", (BLUE,)),
        ("The General Assembly, by A/RES/78/226, created the Blue Lantern Programme.", (BLUE,)),
        ("UNODC read A/RES/78/226, which others created.", ()),
        (
            "UNODC acts at the request of the Conference of the Parties to the Organized Crime Convention.",
            (),
        ),
        ("Under A/RES/78/226, States report to UNODC.", ()),
        ("UNODC asked for an opinion under A/RES/78/226.", ()),
        ("UNODC grew out of its offices; A/RES/78/226 is older.", ()),
        ("A/RES/78/226 mentions UNODC.", ()),
        ("A/RES/78/226 does not require UNODC to train judges.", ()),
        ("Under that resolution, UNODC trained judges.", ()),
    ],
)
def test_other_words_for_a_mandate(text: str, holders: tuple[str, ...]) -> None:
    wanted = tuple((holder, "mandatedBy", RES) for holder in holders)
    assert unmatched(claimed(stated(text), "mandated_by"), wanted) == ([], 0)


def test_a_name_with_a_word_of_denial_denies_nothing() -> None:
    claims = claimed(stated("The Rails without Smoke Programme acts under A/RES/78/226."), "mandated_by")
    assert unmatched(claims, (("Rails without Smoke Programme", "mandatedBy", RES),)) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The authority of the Blue Lantern Programme comes from A/RES/78/226 and, on lamps, from A/RES/77/1.",
            (
                ("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),
                ("Blue Lantern Programme", "mandatedBy", "A/RES/77/1"),
            ),
        ),
        (
            "A/RES/78/226, by which the Blue Lantern Programme was founded, is short.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "By A/RES/78/226, the General Assembly extended the mandate of the Blue Lantern Programme.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "The Blue Lantern Programme was called into being by A/RES/78/226.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "In response to A/RES/78/226, UNODC runs the Blue Lantern Programme.",
            (
                ("UNODC", "mandatedBy", "A/RES/78/226"),
                ("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),
            ),
        ),
        (
            "A/RES/78/226 gave rise to the Blue Lantern Programme.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
    ],
)
def test_more_words_say_where_a_mandate_comes_from(
    text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert unmatched(claimed(stated(text), "mandated_by"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "Pursuant to A/RES/78/226, the Royal Government of Freedonia presents the wish of WHO (WHO) for a seat.",
        "A/RES/78/226, by which the Blue Lantern Programme was praised, is short.",
        "By A/RES/78/226, the General Assembly discussed the mandate of the Blue Lantern Programme.",
        "The WHO Director spoke, as requested by A/RES/78/226.",
    ],
)
def test_who_stands_far_from_the_ground_does_not_hold_it(text: str) -> None:
    assert claimed(stated(text), "mandated_by") == set()


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("UNODC widened the list in line with A/RES/78/226.", ("unodc",)),
        ("UNODC, which hosts the Board in keeping with A/RES/78/226, moved.", ("unodc",)),
        ("UNODC carried out the review on the basis of A/RES/78/226.", ("unodc",)),
        ("UNODC was set up as a programme by A/RES/78/226.", ("unodc",)),
        ("UNODC was established at a summit in 1997 by A/RES/78/226.", ("unodc",)),
        ("The paper was prepared by UNODC pursuant to A/RES/78/226.", ("unodc",)),
        ("UNODC's mandate for stateless people is set out in A/RES/78/226.", ("unodc",)),
        ("WHO thanks UNODC, whose functions are defined in A/RES/78/226.", ("unodc",)),
        ("A/RES/78/226 extended the mandate of UNODC.", ("unodc",)),
        ("The General Assembly, by A/RES/78/226, gave UNODC the task of counting seizures.", ("unodc",)),
        ("The Blue Lantern Programme, called for in A/RES/78/226, opened schools.", (BLUE,)),
        ("The Blue Lantern Programme (A/RES/78/226) opened schools.", (BLUE,)),
        ("The Blue Lantern Programme was opened to give effect to A/RES/78/226.", (BLUE,)),
        ("UNODC runs the Blue Lantern Programme in fulfilment of A/RES/78/226.", ("unodc", BLUE)),
        ("The Blue Lantern Programme, run by UNODC pursuant to A/RES/78/226, opened.", ("unodc", BLUE)),
        ("The Assembly adopted A/RES/78/226. In response, UNODC printed books.", ("unodc",)),
        ("Mandates\nA/RES/78/226\n\nUNODC printed books.", ()),
        ("UNODC trains judges in line with the Organized Crime Convention.", ()),
        ("UNODC welcomed the aid provided for in A/RES/78/226.", ()),
        ("UNODC runs the Blue Lantern Programme (see A/RES/78/226).", ()),
        ("UNODC would act in keeping with A/RES/78/226.", ()),
        ("A/RES/78/226 recalled the mandate of UNODC.", ()),
        ("The Assembly adopted A/RES/78/226.\n\nIn response, UNODC printed books.", ()),
        ("The wells provided for in A/RES/78/226 are dry.", ()),
    ],
)
def test_grounds_that_reports_and_budgets_tell(text: str, holders: tuple[str, ...]) -> None:
    wanted = {(holder, "mandatedBy", RES) for holder in holders}
    assert unmatched(claimed(stated(text), "mandated_by"), tuple(wanted)) == ([], 0)


@pytest.mark.parametrize(
    ("text", "resolutions"),
    [
        ("UNODC was set up by A/RES/52/1 and renewed by A/RES/53/2.", ("A/RES/52/1", "A/RES/53/2")),
        ("UNODC acts pursuant to A/RES/52/1, section II of A/RES/53/2.", ("A/RES/52/1", "A/RES/53/2")),
        ("UNODC was set up by A/RES/52/1 and praised by A/RES/53/2.", ("A/RES/52/1",)),
    ],
)
def test_a_list_of_grounds_goes_on_behind_another_verb(text: str, resolutions: tuple[str, ...]) -> None:
    wanted = tuple(("unodc", "mandatedBy", resolution) for resolution in resolutions)
    assert unmatched(claimed(stated(text), "mandated_by"), wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        (
            "WHO saw schools.\n\nIt praised the Committee on the Rights of the Child. "
            "The Committee, established by A/RES/78/226, sat.",
            ("Committee on the Rights of the Child",),
        ),
        (
            "WHO saw schools.\n\nIt praised the Committee on the Rights of the Child "
            "and the Committee against Torture. "
            "The Committee, established by A/RES/78/226, sat.",
            (),
        ),
    ],
)
def test_an_organ_is_meant_where_the_document_names_only_one(text: str, holders: tuple[str, ...]) -> None:
    wanted = tuple((holder, "mandatedBy", RES) for holder in holders)
    assert unmatched(claimed(stated(text), "mandated_by"), wanted) == ([], 0)


def test_what_is_only_asked_for_is_no_ground() -> None:
    assert (
        claimed(stated("The proposal of WHO to act pursuant to A/RES/78/226 came late."), "mandated_by")
        == set()
    )


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        (
            "Malta thanked the Security Council Committee established pursuant to resolution 2206 (2015).",
            ("resolution 2206 (2015)",),
        ),
        (
            "No seat is vacant in the Working Group established by resolution 1612 (2005).",
            ("resolution 1612 (2005)",),
        ),
        (
            "Three States saw the Committee established pursuant to resolutions 751 (1992) and 1907 (2009).",
            ("resolutions 751 (1992)", "resolution 1907 (2009)"),
        ),
        ("The Security Council Committee concerning Libya noted resolution 1970 (2011).", ()),
        ("Malta thanked UNODC for its paper on resolution 2206 (2015).", ()),
    ],
)
def test_a_body_that_is_called_after_its_resolution_acts_under_it(
    text: str, grounds: tuple[str, ...]
) -> None:
    claims = claimed(stated(text), "mandated_by")
    assert {ground for _, _, names in claims for ground in names if ground in grounds} == set(grounds)
    assert len(claims) == len(grounds)


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("UNODC answers to the General Assembly, whose resolution 78/226 set it up.", ("unodc",)),
        ("Training began under A/RES/78/226, under which UNODC and UNICEF serve.", ("unodc", "unicef")),
        ("The Blue Lantern Programme, operated by UNODC under A/RES/78/226, reached Mali.", (BLUE,)),
        ("The Blue Lantern Programme, which UNODC set up under A/RES/78/226, reached Mali.", (BLUE,)),
        ("UNODC, acting on A/RES/78/226, opened a school.", ("unodc",)),
        ("The general mandate of UNODC is that of A/RES/78/226.", ("unodc",)),
        ("The Blue Lantern Programme serves schools and flows from A/RES/78/226.", (BLUE,)),
        ("Since 1991, when the Assembly adopted A/RES/78/226, UNODC has trained guards.", ("unodc",)),
        ("Finally, under A/RES/78/226, UNODC trained guards.", ("unodc",)),
        ("WHO paid for the searches carried out by UNODC under A/RES/78/226.", ("unodc",)),
        ("UNODC does so under A/RES/78/226.", ("unodc",)),
        (
            "UNODC is a subsidiary body of the General Assembly, whose resolution 78/226 created it.",
            ("unodc",),
        ),
        ("UNODC read A/RES/78/226, by which UNICEF was praised.", ()),
        ("UNODC blamed searches conducted under A/RES/78/226.", ()),
        ("UNODC checked the food provided under A/RES/78/226.", ()),
        ("WHO paid for searches carried out by guards with UNODC under A/RES/78/226.", ()),
        ("On A/RES/78/226, UNODC held a seminar.", ()),
        ("Since 1991, when A/RES/78/226 lapsed, UNODC has trained guards.", ()),
        ("WHO thanked the Council, whose resolution 78/226 established it.", ()),
        ("WHO audited a fund whose rules are strict and derive from A/RES/78/226.", ()),
        ("UNODC read A/RES/78/226, which set fees.", ()),
        ("Since 1991, when UNICEF read A/RES/78/226, schools are open.", ()),
    ],
)
def test_an_origin_told_in_a_clause_of_its_own_is_a_ground(text: str, holders: tuple[str, ...]) -> None:
    wanted = tuple((holder, "mandatedBy", RES) for holder in holders)
    assert unmatched(claimed(stated(text), "mandated_by"), wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("The Blue Lantern Programme, which WHO checked pursuant to A/RES/78/226, grew.", ("who",)),
        ("The Blue Lantern Programme, which WHO runs pursuant to A/RES/78/226, grew.", (BLUE,)),
        ("The task entrusted to WHO by A/RES/78/226 has grown.", ("who",)),
        ("UNICEF performs the tasks entrusted to WHO by A/RES/78/226.", ("unicef", "who")),
        (
            "The Secretary-General transmits the report of WHO on wells, submitted pursuant to A/RES/78/226.",
            ("who",),
        ),
        (
            "The Secretary-General transmits the note by UNODC and the note by WHO, submitted in accordance "
            "with A/RES/78/226.",
            ("who",),
        ),
    ],
)
def test_the_one_whom_the_words_beside_the_cue_tell_of_holds_the_ground(
    text: str, holders: tuple[str, ...]
) -> None:
    wanted = tuple((holder, "mandatedBy", RES) for holder in holders)
    assert unmatched(claimed(stated(text), "mandated_by"), wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("WHO printed A/RES/78/226, from which UNODC draws its mandate.", ("unodc",)),
        ("WHO printed A/RES/78/226, on which the work of UNODC rests.", ("unodc",)),
        ("WHO printed A/RES/78/226, of which UNODC is the guardian.", ("unodc",)),
        ("WHO printed A/RES/78/226, on which the mandate of the Fund rests.", ("unicef",)),
        ("UNODC performs the tasks described in A/RES/78/226.", ("unodc",)),
        ("UNODC read of the tasks described in A/RES/78/226.", ()),
        ("In line with A/RES/78/226, UNODC and WHO jointly run the Blue Lantern Programme.", ("unodc", BLUE)),
        ("The Blue Lantern Programme answers A/RES/78/226.", (BLUE,)),
        (
            "Blue Lantern Programme\n\nIt trains crews in keeping with the Paris Agreement and A/RES/78/226.",
            (BLUE,),
        ),
        ("WHO printed A/RES/78/226, on which UNODC spoke.", ()),
        ("WHO printed A/RES/78/226, of which UNODC has a copy.", ()),
        ("The part that rests on A/RES/78/226 is over.", ()),
        ("A/RES/78/226 is the basis most often named by courts.", ()),
    ],
)
def test_clauses_behind_a_ground_tell_whose_it_is(text: str, holders: tuple[str, ...]) -> None:
    wanted = tuple((holder, "mandatedBy", RES) for holder in holders)
    report = "Annual report of UNICEF\n\n"
    assert unmatched(claimed(stated(report + text), "mandated_by"), wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        (
            "UNODC acts under resolution 78/226 of the General Assembly and under the Paris Agreement.",
            ("resolution 78/226", "Paris Agreement"),
        ),
        (
            "UNODC acts under resolution 78/226 of the General Assembly (main part) and under the Paris Agreement.",
            ("resolution 78/226", "Paris Agreement"),
        ),
        (
            "UNODC acts under resolution 78/226 of the General Assembly and read the Paris Agreement.",
            ("resolution 78/226",),
        ),
    ],
)
def test_a_list_of_grounds_goes_on_behind_the_organ_that_adopted_one(
    text: str, grounds: tuple[str, ...]
) -> None:
    wanted = tuple(("unodc", "mandatedBy", ground) for ground in grounds)
    assert unmatched(claimed(stated(text), "mandated_by"), wanted) == ([], 0)


LANTERN = "The Blue Lantern Programme trains crews. "


@pytest.mark.parametrize(
    "text",
    [
        LANTERN + "UNICEF implements it in Chad on the basis of General Assembly resolution 78/226.",
        LANTERN
        + "It is a joint programme of WHO and UNICEF and is carried out under General Assembly resolution 78/226.",
        LANTERN + "It serves ports and is delivered pursuant to General Assembly resolution 78/226.",
    ],
)
def test_what_is_run_under_a_resolution_has_it_for_its_ground(text: str) -> None:
    wanted = (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),)
    assert unmatched(claimed(stated(text), "mandated_by"), wanted) == ([], 0)

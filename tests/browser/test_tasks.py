"""What analysts come for, on the graph of real documents: five tasks, each in at most four clicks from the front page.

The answers were written down before by reading the texts: two documents name Colombia, one of them among the heaviest
users of a portal, the other for work against illegal deforestation; two workers contribute to target 16.4, told in
paragraphs 28 and 43 of one report; the directory was widened pursuant to a resolution of 2016; a report of July 2018
gives the Convention 189 parties; what is told of E4J for 2018 and for 2021 are different figures, none of them twice.

Typing and choosing from a list is no click. Scripts are off: everything must work without.
"""

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.slow
REPORT = "CTOC/COP/2018/11"


class Analyst:
    """Somebody in front of the pages, who counts clicks."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.clicks = 0

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.tab.click(selector)

    def search(self, words: str) -> None:
        self.tab.fill("#q", words)
        self.click(".search button")

    def ask(self, question: str, parameter: str, value: str) -> None:
        self.click(f'a[href$="q/{question}"]')
        self.tab.select_option(f"#f-{parameter}", label=value)
        self.click("form.ask button")

    def text(self, selector: str = "main") -> str:
        return " ".join(self.tab.inner_text(selector).split())

    def rows(self) -> list[str]:
        return [" ".join(row.split()) for row in self.tab.locator("tbody tr").all_inner_texts()]


@pytest.fixture
def analyst(chromium: Any, real_site: str) -> Iterator[Analyst]:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(f"{real_site}en/")
    yield Analyst(tab)
    context.close()


def test_what_is_said_about_a_country(analyst: Analyst) -> None:
    analyst.search("Colombia")
    found = analyst.text("section[aria-labelledby=passages]")
    assert "illegal deforestation" in found
    assert "made the most use of SHERLOC" in found
    analyst.click("section[aria-labelledby=passages] a[href*='CTOC_COP_2018_11#at-']")
    assert analyst.text("div.paragraph:target").startswith("- 11.")
    assert analyst.clicks <= 4


def test_where_a_country_stands_in_the_answer_of_a_question(analyst: Analyst) -> None:
    analyst.ask("by-country", "area", "Colombia")
    assert analyst.text(".answer").startswith("2 documents name Colombia")
    first = analyst.rows()[0]
    assert "United Nations Office on Drugs and Crime" in first
    assert "Wildlife, forest and fisheries crime" in first
    analyst.click("tbody tr:first-child a[href*='#p-']")
    assert "in Colombia, UNODC is supporting authorities" in analyst.text("div.paragraph:has(:target)")
    assert analyst.clicks <= 4


def test_who_contributes_to_a_target_and_where_it_says_so(analyst: Analyst) -> None:
    analyst.ask("by-target", "target", "16.4 Fewer illicit money and arms flows")
    one, other = analyst.rows()
    assert ("United Nations Office on Drugs and Crime" in one, REPORT in one, "paragraph 28" in one) == (
        True,
    ) * 3
    assert ("Global Firearms Programme" in other, REPORT in other, "paragraph 43" in other) == (True,) * 3
    analyst.click("tbody tr:nth-child(2) a[href*='#p-']")
    assert "advancement and monitoring of target 16.4" in analyst.text("div.paragraph:has(:target)")
    assert analyst.clicks <= 4


def test_under_which_resolution_the_directory_was_widened(analyst: Analyst) -> None:
    analyst.search("directory of competent authorities")
    analyst.click("section[aria-labelledby=things] a:has-text('Directory of Competent National Authorities')")
    analyst.click("dd:has(> a:has-text('S/RES/2322(2016)')) summary")
    why = analyst.text("dd:has(> a:has-text('S/RES/2322(2016)')) details")
    assert "the directory has been expanded to include" in why
    assert "paragraph 14" in why
    assert analyst.clicks <= 4


def test_how_many_parties_the_convention_had_and_when(analyst: Analyst) -> None:
    analyst.click("text=All questions")
    analyst.click('a[href$="q/treaty-parties"]')
    (row,) = [
        row for row in analyst.rows() if row.startswith("United Nations Convention against Transnational")
    ]
    assert " 189 " in row
    assert "9 July 2018" in row
    assert "paragraph 7" in row
    assert analyst.clicks <= 4


def test_which_figures_changed_between_two_years(analyst: Analyst) -> None:
    analyst.ask("over-time", "programme", "Education for Justice")
    assert (
        "no statement of a figure of Education for Justice that is reported more than once"
        in analyst.text(".answer")
    )
    analyst.click(".path a:has-text('Education for Justice')")
    figures = analyst.text("section[aria-labelledby=figures]")
    assert figures.index("2018") < figures.index("14 teaching module") < figures.index("2021")
    assert figures.index("2021") < min(figures.index("170 material"), figures.index("1.5 million student"))
    assert analyst.clicks <= 4

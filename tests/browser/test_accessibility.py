"""Every kind of page, in six languages and three widths: no violation, no scrolling in two directions."""

from typing import Any
from urllib.parse import quote

import pytest

from publish.portal.pages.sparql import editor

PAGES = {
    "front": "",
    "questions": "q",
    "question": "q/by-target",
    "table": "q/partners",
    "search": "search?q=training",
    "nothing found": "search?q=zzzz&state=verified",
    "documents": "documents",
    "document": "id/doc/SAMPLE_2026_1",
    "record": "id/org/unodc",
    "place": "about?iri=http%3A%2F%2Fmetadata.un.org%2Fsdg%2Fcodes%2FgeoArea%2F002",
    "target": "sdg/16.4",
    "quality": "quality",
    "data": "data",
    "developers": "developers",
    "sparql": "sparql",
    "rows": f"sparql?_format=html&query={quote('SELECT * { ?s a ?class . ?s ?p ?o } LIMIT 20')}",
    "resolution": "id/doc/A_RES_74_135",
    "networks": "q/networks",
    "figures": "id/programme/sherloc",
    "terms": "ns",
    "accessibility": "accessibility",
    "about": "project",
    "error": "nothing-here",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Any:
    """One tab for all pages; the checker is put into pages that allow no scripts."""
    context = chromium.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def faults(tab: Any, width: int) -> list[tuple[str, str]]:
    """What breaks a rule at that width: the rule, and the first place; the page was loaded, only the window changes."""
    tab.set_viewport_size({"width": width, "height": 800})
    found = tab.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    broken = [(one["id"], one["nodes"][0]["html"]) for one in found]
    return [*broken, ("reflow", f"wider than {width}")] if tab.evaluate(_WIDE) else broken


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
@pytest.mark.parametrize("name", PAGES)
def test_page_breaks_no_rule_and_fits_at_three_widths(
    tab: Any, axe: str, site: str, name: str, language: str
) -> None:
    tab.goto(f"{site}{language}/{PAGES[name]}")
    tab.evaluate(axe)
    assert (faults(tab, 320), faults(tab, 375), faults(tab, 1280)) == ([], [], [])


@pytest.fixture
def dark(chromium: Any) -> Any:
    """A tab of somebody who prefers light letters on a dark ground."""
    context = chromium.new_context(bypass_csp=True, color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_breaks_no_rule_in_the_dark(dark: Any, axe: str, site: str, name: str) -> None:
    dark.goto(f"{site}en/{PAGES[name]}")
    dark.evaluate(axe)
    ground = dark.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (faults(dark, 375), ground) == ([], "rgb(20, 25, 31)")


def test_faint_letters_in_the_dark_are_noticed(dark: Any, axe: str, site: str) -> None:
    dark.goto(f"{site}en/project")
    dark.add_style_tag(content="p { color: #333 }")
    dark.evaluate(axe)
    assert [rule for rule, _ in faults(dark, 375)] == ["color-contrast"]


def test_page_that_is_too_wide_is_noticed(tab: Any, axe: str) -> None:
    tab.set_content("<html lang='en'><title>x</title><main><h1 style='width: 400px'>x</h1></main>")
    tab.evaluate(axe)
    assert faults(tab, 320) == [("reflow", "wider than 320")]
    assert faults(tab, 1280) == []


def test_checker_notices_a_violation(tab: Any, axe: str) -> None:
    tab.set_content("<html lang='en'><title>x</title><main><h1>x</h1><img src='x'></main>")
    tab.evaluate(axe)
    found = tab.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    assert [one["id"] for one in found] == ["image-alt"]


def test_editor_fits_a_phone_and_can_be_left_by_keyboard(tab: Any, axe: str, site: str) -> None:
    if editor() is None:
        pytest.skip("needs the query editor: scripts/assets fetches it")
    tab.goto(f"{site}en/sparql")
    tab.wait_for_selector("#editor .CodeMirror")
    tab.evaluate(axe)
    assert (faults(tab, 320), faults(tab, 375), faults(tab, 1280)) == ([], [], [])
    tab.focus("#editor .CodeMirror textarea")
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.tagName") == "BUTTON"


def test_editor_shows_an_answer_that_breaks_no_rule_light_or_dark(
    tab: Any, dark: Any, axe: str, site: str
) -> None:
    if editor() is None:
        pytest.skip("needs the query editor: scripts/assets fetches it")
    assert answered(tab, axe, f"{site}en/sparql") == []
    assert answered(dark, axe, f"{site}ar/sparql") == []


def answered(tab: Any, axe: str, address: str) -> list[tuple[str, str]]:
    """What breaks a rule once the editor has shown the answer to the query that stands in it."""
    tab.goto(address)
    tab.click("#editor .yasqe_queryButton")
    tab.wait_for_selector("#editor .yasr_results td")
    tab.evaluate(axe)
    return [*faults(tab, 375), *faults(tab, 1280)]

"""Every kind of page, in six languages and three widths: no violation, no scrolling in two directions."""

from typing import Any

import pytest

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
    "terms": "ns",
    "accessibility": "accessibility",
    "about": "project",
    "error": "nothing-here",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[320, 375, 1280])
def tab(chromium: Any, request: pytest.FixtureRequest) -> Any:
    """A tab of that width; the checker is put into pages that allow no scripts."""
    context = chromium.new_context(viewport={"width": request.param, "height": 800}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
@pytest.mark.parametrize("name", PAGES)
def test_page_breaks_no_rule_and_fits(tab: Any, axe: str, site: str, name: str, language: str) -> None:
    tab.goto(f"{site}{language}/{PAGES[name]}")
    tab.evaluate(axe)
    found = tab.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert tab.evaluate(_WIDE) is False


def test_checker_notices_a_violation(tab: Any, axe: str) -> None:
    tab.set_content("<html lang='en'><title>x</title><main><h1>x</h1><img src='x'></main>")
    tab.evaluate(axe)
    found = tab.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    assert [one["id"] for one in found] == ["image-alt"]

"""A way through the pages with the keyboard alone, without scripts, and pictures of the main pages."""

import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow
PICTURES = os.environ.get("MANDATEGRAPH_PICTURES")
"""A folder that keeps the pictures, for somebody to look at them."""
_COLOMBIA = "about?iri=http%3A%2F%2Fmetadata.un.org%2Fsdg%2Fcodes%2FgeoArea%2F170"
# The document is the first of the list, since real documents and samples are others.
MAIN = {
    "front": "", "question": "q/by-country?area=170", "search": "search?q=training", "record": "id/org/unodc",
    "document": "documents", "target": "sdg/16.4", "place": _COLOMBIA, "quality": "quality", "data": "data",
    "sparql": "sparql",
}  # fmt: skip
_FOCUSED = "document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement).outlineStyle"


@pytest.fixture
def tab(chromium: Any) -> Any:
    """A tab in which no script of a page runs."""
    context = chromium.new_context(java_script_enabled=False, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def seen(chromium: Any) -> Any:
    """A tab that can be asked what has the focus; the pages themselves have no scripts."""
    context = chromium.new_context(accept_downloads=True)
    yield context.new_page()
    context.close()


def reach(tab: Any, selector: str) -> None:
    """Presses Tab until that element has the focus, which must be seen on all that has it on the way."""
    for _ in range(200):
        tab.keyboard.press("Tab")
        assert tab.evaluate(_FOCUSED) == "solid"
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


@pytest.fixture
def country() -> tuple[str, str]:
    """A country that the documents of the main site speak of, and its code."""
    return ("Colombia", "170") if os.environ.get("MANDATEGRAPH_REFERENCE") else ("Brazil", "076")


def test_keyboard_alone_leads_from_the_front_page_to_a_sentence(
    seen: Any, main_site: str, country: tuple[str, str], tmp_path: Path
) -> None:
    name, code = country
    seen.goto(f"{main_site}en/")
    seen.keyboard.press("Tab")
    assert seen.evaluate("document.activeElement.className") == "skip"
    reach(seen, 'a[href$="q/by-country"]')
    seen.keyboard.press("Enter")
    seen.wait_for_url("**/q/by-country")
    reach(seen, "#f-area")
    seen.keyboard.type(name)
    reach(seen, "form.ask button")
    with seen.expect_navigation():
        seen.keyboard.press("Enter")
    assert f"area={code}" in seen.url
    reach(seen, 'button[value="xlsx"]')
    with seen.expect_download() as waiting:
        seen.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "answer.xlsx")
    with ZipFile(tmp_path / "answer.xlsx") as sheets:
        assert name.encode() in b"".join(map(sheets.read, sheets.namelist()))
    seen.reload()
    reach(seen, 'td a[href*="id/programme/"], td a[href*="id/org/"]')
    with seen.expect_navigation():
        seen.keyboard.press("Enter")
    reach(seen, "details.why > summary")
    seen.keyboard.press("Enter")
    reach(seen, 'details[open] a[href*="#p-"]')
    with seen.expect_navigation():
        seen.keyboard.press("Enter")
    assert "#p-" in seen.url
    assert seen.locator("mark").count() > 0


def test_question_is_answered_without_scripts(tab: Any, site: str) -> None:
    tab.goto(f"{site}q/by-target")
    tab.select_option("select", "16.4")
    tab.click("form.ask button")
    assert "target=16.4" in tab.url
    assert tab.locator("table tbody tr").count() > 0


def test_query_is_answered_without_scripts(tab: Any, site: str) -> None:
    tab.goto(f"{site}es/sparql")
    tab.fill("#query", "SELECT ?class { ?thing a ?class } ORDER BY ?class LIMIT 2")
    tab.click("form.query button")
    assert tab.locator("html").get_attribute("lang") == "es"
    assert tab.locator("tbody tr").count() == 2
    assert tab.locator("td a").count() == tab.locator("td code.iri").count() == 2


def test_paper_shows_the_answer_and_every_reason_but_no_form(tab: Any, site: str) -> None:
    tab.emulate_media(media="print")
    tab.goto(f"{site}q/by-target?target=16.4")
    assert tab.locator("form").evaluate_all("all => all.filter(one => one.offsetHeight > 0).length") == 0
    assert tab.locator(".answer").is_visible()
    tab.goto(f"{site}id/programme/sherloc")
    assert tab.locator("details.why blockquote").first.is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("name", MAIN)
def test_picture_of_each_main_page(
    chromium: Any, main_site: str, tmp_path: Path, name: str, width: int, language: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    outside: list[str] = []
    tab.on(
        "request",
        lambda request: outside.append(request.url) if not request.url.startswith(main_site) else None,
    )
    tab.goto(f"{main_site}{language}/{MAIN[name]}")
    tab.locator({"document": ".entries a"}.get(name, "h1")).first.click()
    picture = Path(PICTURES or tmp_path) / f"{name}-{language}-{width}.png"
    tab.screenshot(path=picture, full_page=True)
    told = tab.locator("h1").count(), tab.locator("html").get_attribute("lang")
    context.close()
    assert picture.stat().st_size > 10_000
    assert told == (1, language)
    assert outside == []

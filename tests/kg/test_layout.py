"""Layouts as JSON and back, and beside a text in the store."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import layout, pipeline, store
from kg.extraction import unread_pages
from kg.settings import Settings
from kg.types import Block, Box, Document, Layout, Line, Page
from tests.pdf_files import pdf, picture, words

DOCUMENT = Document(source="a", name="a", media_type="text/plain", text="a", sha256="0", bytes_sha256="0")

LAID = Layout(
    pages=(Page(number=1, width=612.0, height=792.0),),
    lines=(Line(begin=0, end=7, page=1, box=Box(100.0, 92.5, 142.0, 102.5)),),
    blocks=(Block(begin=0, end=7, kind="paragraph", number="1", level=0),),
    unread=(2, 5),
)
places = st.integers(0, 10**6)
sizes = st.floats(-10, 10_000).map(lambda size: round(size, 1))
layouts = st.builds(
    Layout,
    pages=st.lists(st.builds(Page, number=places, width=sizes, height=sizes), max_size=3).map(tuple),
    lines=st.lists(
        st.builds(
            Line, begin=places, end=places, page=places, box=st.builds(Box, sizes, sizes, sizes, sizes)
        ),
        max_size=3,
    ).map(tuple),
    blocks=st.lists(
        st.builds(
            Block,
            begin=places,
            end=places,
            kind=st.sampled_from(["paragraph", "row", "heading"]),
            number=st.none() | st.text(max_size=3),
            level=st.integers(0, 6),
        ),
        max_size=3,
    ).map(tuple),
    unread=st.lists(places, max_size=3).map(tuple),
)


@given(layouts)
def test_a_layout_comes_back_from_json_as_it_was(laid: Layout) -> None:
    assert layout.load(json.loads(json.dumps(layout.dump(laid)))) == laid


def test_a_layout_stored_before_unread_pages_were_told_has_none() -> None:
    assert layout.load({"pages": [], "lines": [], "blocks": []}) == Layout()


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ((2, 5), "pages with nothing but pictures are not read: 2, 5"),
        (
            tuple(range(1, 23)),
            "pages with nothing but pictures are not read: "
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and others",
        ),
    ],
)
def test_pages_that_are_not_read_are_a_remark(pages: tuple[int, ...], message: str) -> None:
    (finding,) = unread_pages(replace(DOCUMENT, layout=Layout(unread=pages)))
    assert (finding.severity, finding.message, bool(finding.remedy)) == ("info", message, True)


def test_of_a_document_read_whole_there_is_nothing_to_say() -> None:
    assert list(unread_pages(DOCUMENT)) == []
    assert list(unread_pages(replace(DOCUMENT, layout=Layout()))) == []


@pytest.mark.usefixtures("words_at_hand")
def test_a_build_remarks_pages_that_are_pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([words(100, 100, "UNODC supports target 16.4.")], [picture(0, 0, 600, 800)]))
    told = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    (file,) = pipeline.build([path], told, now="2026-01-01T00:00:00Z").files
    assert "unread-pages" in [finding.rule for finding in file.findings]


def test_a_layout_is_kept_beside_its_text(tmp_path: Path) -> None:
    store.save_layout(tmp_path, "a" * 64, layout.dump(LAID))
    assert layout.load(store.layout(tmp_path, "a" * 64) or {}) == LAID


def test_an_unknown_file_has_no_layout(tmp_path: Path) -> None:
    assert store.layout(tmp_path, "b" * 64) is None


def test_a_damaged_layout_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / f"{'c' * 64}.json").write_text("{", encoding="utf-8")
    assert store.layout(tmp_path, "c" * 64) is None

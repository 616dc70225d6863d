"""Layouts as JSON and back, and beside a text in the store."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg import layout, store
from kg.types import Block, Box, Layout, Line, Page

LAID = Layout(
    pages=(Page(number=1, width=612.0, height=792.0),),
    lines=(Line(begin=0, end=7, page=1, box=Box(100.0, 92.5, 142.0, 102.5)),),
    blocks=(Block(begin=0, end=7, kind="paragraph", number="1", level=0),),
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
)


@given(layouts)
def test_a_layout_comes_back_from_json_as_it_was(laid: Layout) -> None:
    assert layout.load(json.loads(json.dumps(layout.dump(laid)))) == laid


def test_a_layout_is_kept_beside_its_text(tmp_path: Path) -> None:
    store.save_layout(tmp_path, "a" * 64, layout.dump(LAID))
    assert layout.load(store.layout(tmp_path, "a" * 64) or {}) == LAID


def test_an_unknown_file_has_no_layout(tmp_path: Path) -> None:
    assert store.layout(tmp_path, "b" * 64) is None


def test_a_damaged_layout_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / f"{'c' * 64}.json").write_text("{", encoding="utf-8")
    assert store.layout(tmp_path, "c" * 64) is None

"""What is reached from things, each step once."""

from kg.reach import reached

STEPS = {"country": ("region",), "region": ("world",), "world": (), "loop": ("ring",), "ring": ("loop",)}


def test_steps_are_taken_as_far_as_they_lead() -> None:
    assert reached(["country"], STEPS.__getitem__) == {"region", "world"}


def test_a_start_is_reached_only_where_a_step_leads_back() -> None:
    assert reached(["loop"], STEPS.__getitem__) == {"loop", "ring"}


def test_one_start_may_lead_to_another() -> None:
    assert reached(["country", "region"], STEPS.__getitem__) == {"region", "world"}


def test_from_nothing_nothing_is_reached() -> None:
    assert reached([], STEPS.__getitem__) == set()

"""The score of predictions: literal small cases, promises, and equality with the published scorer."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, ReadError, SourceError
from kg.evaluate import Case, as_json, evaluate, fold, overlap, pair, render, reproduces, score, text_file

Entity = dict[str, Any]

TEXT = (
    "The Rivers Programme works in Colombia. It was set up by resolution 61/2. Over 40 officers were trained."
)


def entity(key: str, kind: str, name: str, **more: Any) -> Entity:
    return {"key": key, "type": kind, "name": name} | more


def sheet(**lists: Any) -> dict[str, Any]:
    return {"document": {}, "entities": [], "statements": [], "figures": []} | lists


def gold_sheet() -> dict[str, Any]:
    return sheet(
        document={"title": "Rivers", "session": 3, "author": "riv", "requested_by": ["res"]},
        entities=[
            entity("riv", "programme", "Rivers Programme", mentions=[[4, 20]]),
            entity("col", "place", "Colombia", id="COL", mentions=[[30, 38]]),
            entity("res", "resolution", "resolution 61/2", id="A/RES/61/2"),
        ],
        statements=[
            {"subject": "riv", "predicate": "activeIn", "object": "col", "evidence": [0, 39]},
            {"subject": "riv", "predicate": "mandatedBy", "object": "res", "evidence": [40, 73]},
        ],
        figures=[
            {
                "subject": "riv",
                "value": 40,
                "qualifier": "over",
                "unit": "officer",
                "as_of": None,
                "evidence": [74, 104],
            }
        ],
        mandates=[{"para": 1, "verb": "requests", "addressee": "member-states", "evidence": [40, 73]}],
    )


def scored(gold: dict[str, Any], prediction: dict[str, Any], **more: Any) -> dict[str, Any]:
    return score([Case(name="doc", gold=gold, prediction=prediction, **more)], errors=9)


# ----------------------------------------------------------------------------------- small cases


def test_gold_scored_against_itself_is_perfect() -> None:
    report = scored(gold_sheet(), gold_sheet(), text=TEXT)
    assert report["entity.ALL"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 3, "predicted": 3}
    assert report["statement.ALL"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 2, "predicted": 2}
    assert report["statement.evidence"] == {"accuracy": 1.0, "of": 2}
    assert report["figures"]["f1"] == 1.0
    assert report["mandates"]["f1"] == 1.0
    assert report["broken_offsets"] == 0
    assert report["errors"] == {}


def test_missing_prediction_misses_everything() -> None:
    report = scored(gold_sheet(), sheet())
    assert report["entity.ALL"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "gold": 3, "predicted": 0}
    assert report["statement.evidence"] == {"accuracy": None, "of": 0}
    assert report["errors"]["missed figure"] == ["doc: 40 officer"]
    assert report["errors"]["missed mandate"] == ["doc: para 1 requests member-states"]
    assert report["document.session"] == {"accuracy": 0.0, "of": 1}


def test_one_of_two_statements_and_one_false_alarm_give_a_half() -> None:
    prediction = gold_sheet()
    prediction["statements"][1]["object"] = "col"
    report = scored(gold_sheet(), prediction)
    assert report["statement.ALL"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "gold": 2, "predicted": 2}
    assert report["errors"]["missed mandatedBy"] == ["doc: riv -> res"]
    assert report["errors"]["spurious mandatedBy"] == ["doc: riv -> col"]


def test_rows_of_counts_come_before_rows_of_accuracies() -> None:
    assert list(scored(gold_sheet(), gold_sheet())) == [
        "entity.ALL",
        "entity.place",
        "entity.programme",
        "entity.resolution",
        "figures",
        "mandates",
        "statement.ALL",
        "statement.activeIn",
        "statement.mandatedBy",
        "document.author",
        "document.requested_by",
        "document.session",
        "document.title",
        "figures.as_of",
        "figures.qualifier",
        "figures.subject",
        "figures.unit",
        "statement.evidence",
        "broken_offsets",
        "errors",
    ]


def test_prediction_may_use_other_keys() -> None:
    prediction = json.loads(json.dumps(gold_sheet()).replace('"riv"', '"e1"').replace('"res"', '"e2"'))
    assert scored(gold_sheet(), prediction)["errors"] == {}


def test_optional_entity_counts_neither_way() -> None:
    gold = sheet(entities=[entity("a", "place", "Sahel", optional=True)])
    row = {"precision": 0.0, "recall": 0.0, "f1": 0.0, "gold": 0, "predicted": 0}
    assert scored(gold, sheet(entities=[entity("x", "place", "Sahel")]))["entity.place"] == row
    assert scored(gold, sheet())["entity.place"] == row


def test_optional_figure_chooses_after_a_demanded_one() -> None:
    figure = {"subject": "riv", "value": 40, "unit": "officer", "evidence": [74, 104]}
    gold = sheet(figures=[figure | {"optional": True}, figure])
    assert scored(gold, sheet(figures=[figure]))["figures"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "gold": 1,
        "predicted": 1,
    }


def test_figure_with_another_value_is_a_miss_and_a_false_alarm() -> None:
    prediction = gold_sheet()
    prediction["figures"][0]["value"] = 41
    report = scored(gold_sheet(), prediction)
    assert report["errors"]["missed figure"] == ["doc: 40 officer"]
    assert report["errors"]["spurious figure"] == ["doc: 41 officer"]


def test_mention_that_points_elsewhere_is_a_broken_offset() -> None:
    prediction = gold_sheet()
    prediction["entities"][1]["mentions"] = [[30, 38], [0, 3]]
    assert scored(gold_sheet(), prediction, text=TEXT)["broken_offsets"] == 1


def test_different_identifiers_are_not_overruled_by_a_name() -> None:
    gold = [entity("a", "resolution", "resolution 6/7", id="CAC/COSP/RES/6/7")]
    assert pair(gold, [entity("x", "resolution", "resolution 6/7", id="CTOC/COP/RES/6/7")]).forward == {}


def test_identifier_comes_before_name() -> None:
    gold = [entity("a", "place", "Congo", id="COG")]
    offers = [entity("x", "place", "Congo"), entity("y", "place", "Brazzaville", id="COG")]
    assert pair(gold, offers).forward == {"a": "y"}


def test_provision_pairs_through_its_instrument() -> None:
    gold = [
        entity("p", "provision", "article 13", id="g1#art13"),
        entity("g1", "instrument", "Convention"),
    ]
    offers = [
        entity("q", "provision", "art. 13", id="i9#art13"),
        entity("i9", "instrument", "the Convention"),
    ]
    assert pair(gold, offers).forward == {"g1": "i9", "p": "q"}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The <sup>2</sup>E-Learning", "2e learning"),
        ("its Études", "etudes"),
        ("an  AIR-COP", "air cop"),
        ("Theatre", "theatre"),
        ("", ""),
    ],
)
def test_folding_forgets_case_tags_accents_and_article(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ([0, 100], [50, 150], True),
        ([0, 100], [51, 151], False),
        ([0, 100], [0, 600], True),
        ([0, 100], [0, 601], False),
        ([0, 300], [0, 900], True),
        ([[0, 10], [90, 99]], [90, 99], True),
        ([0, 10], [[50, 60], [5, 10]], True),
        ([0, 10], None, False),
        ([0, 10], [], False),
        ([5, 5], [5, 5], False),
    ],
)
def test_place_is_half_of_the_shorter_span(gold: Any, predicted: Any, same: bool) -> None:
    assert overlap(gold, predicted) is same


@pytest.mark.parametrize(
    ("seen", "own", "fits"),
    [
        ("17", {"goal 17"}, True),
        ("global page 3 programme", {"global programme"}, True),
        ("programme global", {"global programme"}, False),
        ("", {"x"}, False),
        ("x", set(), False),
    ],
)
def test_surface_is_a_form_a_part_or_a_form_with_furniture(seen: str, own: set[str], fits: bool) -> None:
    assert reproduces(seen, own) is fits


@pytest.mark.parametrize(
    ("wanted", "got", "accuracy"),
    [
        ("The Report", "report", 1.0),
        ("Report on rivers", "Report", 0.0),
        ("Rivers now", "rivers", 1.0),
        (None, "", 1.0),
    ],
)
def test_title_may_be_cut_to_a_half(wanted: str | None, got: str, accuracy: float) -> None:
    report = scored(sheet(document={"title": wanted}), sheet(document={"title": got}))
    assert report["document.title"] == {"accuracy": accuracy, "of": 1}


def test_table_has_one_line_for_each_row() -> None:
    report = score(
        [Case(name="doc", gold=sheet(), prediction=sheet(entities=[entity("x", "place", "Oz")]))], errors=1
    )
    assert render(report).splitlines() == [
        "entity.ALL                       precision 0.0  recall 0.0  f1 0.0  gold 0  predicted 1",
        "entity.place                     precision 0.0  recall 0.0  f1 0.0  gold 0  predicted 1",
        "figures                          precision 0.0  recall 0.0  f1 0.0  gold 0  predicted 0",
        "broken_offsets                   0",
        "",
        "spurious place (1 shown)",
        "  doc: Oz",
    ]


# ----------------------------------------------------------------------------------- files


def write(folder: Path, name: str, content: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def test_folder_of_predictions_and_mapping_give_the_same(tmp_path: Path) -> None:
    write(tmp_path / "gold", "doc.gold.json", gold_sheet())
    write(tmp_path / "gold", "doc.txt", TEXT)
    write(tmp_path / "predicted", "doc.json", gold_sheet())
    report = evaluate(tmp_path / "gold", tmp_path / "predicted")
    assert report == evaluate(tmp_path / "gold", {"doc": gold_sheet()})
    assert report["entity.ALL"]["f1"] == 1.0


def test_document_without_prediction_counts_as_empty(tmp_path: Path) -> None:
    write(tmp_path, "doc.gold.json", gold_sheet())
    assert evaluate(tmp_path, {})["entity.ALL"]["recall"] == 0.0


def test_text_beside_the_gold_file_is_preferred(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold" / "dev", "doc.gold.json", "{}")
    far = write(tmp_path / "corpus", "doc.txt", "far")
    assert text_file(gold) is not None
    assert text_file(gold).resolve() == far  # type: ignore[union-attr]
    near = write(gold.parent, "doc.txt", "near")
    assert text_file(gold) == near


def test_gold_file_without_text_checks_no_offsets(tmp_path: Path) -> None:
    gold = write(tmp_path, "doc.gold.json", gold_sheet())
    assert text_file(gold) is None
    wrong = gold_sheet()
    wrong["entities"][0]["mentions"] = [[0, 1]]
    assert evaluate(tmp_path, {"doc": wrong})["broken_offsets"] == 0


def test_missing_gold_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the gold folder does not exist"):
        evaluate(tmp_path / "nowhere", {})


def test_gold_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no \.gold\.json file"):
        evaluate(tmp_path, {})


def test_missing_folder_of_predictions_is_told(tmp_path: Path) -> None:
    write(tmp_path, "doc.gold.json", gold_sheet())
    with pytest.raises(SourceError, match="folder of predictions does not exist"):
        evaluate(tmp_path, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "this is not JSON"),
        ("[]", "no object named document"),
        ('{"document": {}, "statements": []}', "no list named entities"),
        (
            '{"document": {}, "entities": [{"key": "a"}], "statements": []}',
            "item 0 of entities lacks key, type",
        ),
        ('{"document": {}, "entities": [], "statements": [3]}', "item 0 of statements lacks subject"),
    ],
)
def test_malformed_gold_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    write(tmp_path, "doc.gold.json", content)
    with pytest.raises(ReadError, match=message) as caught:
        evaluate(tmp_path, {})
    assert "doc.gold.json" in str(caught.value)


def test_value_that_is_no_number_is_told(tmp_path: Path) -> None:
    write(tmp_path, "doc.gold.json", gold_sheet())
    wrong = gold_sheet()
    wrong["figures"][0]["value"] = "forty"
    with pytest.raises(KgError, match="departs from the annotation format"):
        evaluate(tmp_path, {"doc": wrong})


# ----------------------------------------------------------------------------------- promises

NAMES = st.text("abcd ", min_size=1, max_size=6).filter(lambda name: fold(name) != "")
KINDS = st.sampled_from(["programme", "place", "organization"])


@given(st.lists(st.tuples(KINDS, NAMES), min_size=1, max_size=12))
def test_entities_scored_against_themselves_are_perfect(things: list[tuple[str, str]]) -> None:
    listed = [entity(f"e{n}", kind, name) for n, (kind, name) in enumerate(things)]
    assert scored(sheet(entities=listed), sheet(entities=listed))["entity.ALL"]["f1"] == 1.0


@given(st.randoms(use_true_random=False))
def test_order_of_statements_does_not_matter(chance: random.Random) -> None:
    shuffled = gold_sheet()
    chance.shuffle(shuffled["statements"])
    assert as_json(scored(gold_sheet(), shuffled)) == as_json(scored(gold_sheet(), gold_sheet()))


# ----------------------------------------------------------------------------------- equality with the scorer


def drop(items: list[Any], chance: random.Random) -> list[Any]:
    return [item for item in items if chance.random() < 0.7]


def repeat(items: list[Any], chance: random.Random) -> list[Any]:
    return [item for item in items for _ in range(chance.choice([1, 1, 2]))]


def shuffle(items: list[Any], chance: random.Random) -> list[Any]:
    return chance.sample(items, len(items))


def shift(items: list[Any], chance: random.Random) -> list[Any]:
    return [moved(item, chance) for item in items]


def rename(items: list[Any], chance: random.Random) -> list[Any]:
    return [item | {"name": "Zzz"} if "name" in item and chance.random() < 0.4 else item for item in items]


def swap(items: list[Any], chance: random.Random) -> list[Any]:
    """Every other item takes a neighbour's value of one field."""
    fields = [
        "id",
        "type",
        "subject",
        "object",
        "predicate",
        "value",
        "unit",
        "as_of",
        "addressee",
        "aliases",
    ]
    field = chance.choice(fields)
    return [item | taken(chance.choice(items), field) if chance.random() < 0.3 else item for item in items]


def taken(other: dict[str, Any], field: str) -> dict[str, Any]:
    return {field: other[field]} if field in other else {}


def moved(item: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    by = chance.choice([0, 0, 7, -30, 400])
    return item | {key: slid(item[key], by) for key in ("evidence", "mentions") if item.get(key)}


def slid(spans: Any, by: int) -> Any:
    return (
        [slid(span, by) for span in spans] if isinstance(spans[0], list) else [max(0, n + by) for n in spans]
    )


PERTURB: list[Callable[[list[Any], random.Random], list[Any]]] = [drop, repeat, shuffle, shift, rename, swap]


def perturbed(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    result = dict(gold)
    for name in [key for key in ("entities", "statements", "figures", "mandates") if gold.get(key)]:
        for change in chance.sample(PERTURB, 2):
            result[name] = change(result[name], chance) if result[name] else []
    result["document"] = {key: value for key, value in gold["document"].items() if chance.random() < 0.8}
    return result


@settings(max_examples=12)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_report_equals_that_of_the_published_scorer(
    reference: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    gold, predicted = reference / "gold" / "dev", tmp_path_factory.mktemp("predicted")
    chance = random.Random(seed)
    for file in sorted(gold.glob("*.gold.json")):
        sheet_of = perturbed(json.loads(file.read_text(encoding="utf-8")), chance)
        write(predicted, file.name.replace(".gold.json", ".json"), sheet_of)
    scorer = [sys.executable, str(reference / "tools" / "score.py"), str(gold), str(predicted)]
    listed = subprocess.run(
        [*scorer, "--json", "--errors", "500"], capture_output=True, text=True, check=True
    )
    table = subprocess.run([*scorer, "--errors", "3"], capture_output=True, text=True, check=True)
    assert as_json(evaluate(gold, predicted, errors=500)) + "\n" == listed.stdout
    assert render(evaluate(gold, predicted, errors=3)) + "\n" == table.stdout

"""The five real documents through the whole line, where the reference material is at hand.

The same promises are tested on the sample documents elsewhere; here they meet text that nobody wrote for us.
"""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg import catalogue, pipeline, predictions, store, validate
from kg.iris import Base
from kg.query import rows
from kg.settings import Settings
from kg.store import Reader
from kg.why import why

NOW = "2026-01-01T00:00:00Z"
SDG = "http://metadata.un.org/sdg/"
CONTRIBUTORS = """
SELECT DISTINCT ?name ?target
WHERE {
  ?subject mg:contributesTo ?target ;
           skos:prefLabel ?name .
  FILTER(LANG(?name) = "en")
}
ORDER BY ?name
"""
ORGANS = """
SELECT ?symbol ?organ
WHERE {
  ?resolution mg:symbol ?symbol ;
              mg:adoptedBy/skos:prefLabel ?organ .
  FILTER(LANG(?organ) = "en")
}
ORDER BY ?symbol
"""


def unwatched(what: str, done: int, total: int) -> None:
    assert done <= total, what


@pytest.fixture(scope="module")
def texts(reference: Path) -> list[Path]:
    return sorted((reference / "corpus").glob("*.txt"))


@pytest.fixture(scope="module")
def built(texts: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("reference")
    settings = Settings(store=folder / "store", decisions=folder / "decisions")
    pipeline.build(texts, settings, now=NOW)
    return settings


@pytest.fixture(scope="module")
def reader(built: Settings) -> Reader:
    return store.open_reader(built.store)


def contributors(reader: Reader, code: str) -> set[str]:
    found = rows(reader, CONTRIBUTORS)
    return {row["name"].value for row in found if row["target"].value == SDG + code}


def test_all_five_are_published_under_their_catalogue_names(reader: Reader) -> None:
    published = {row["document"] for row in reader.manifest["documents"] if row["published"]}
    assert published == {
        "CTOC_COP_2018_11",
        "unodc-cstd-2018",
        "unodc-cstd-2019",
        "unodc-cstd-2022",
        "unodc-wsis20-2024",
    }


@pytest.mark.parametrize("code", ["4.7", "10.2", "16.1"])
def test_the_youth_programme_is_found_by_name_for_its_targets(code: str, reader: Reader) -> None:
    assert contributors(reader, code) == {"Youth Ambassadors Programme"}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("5.2", {"United Nations Office on Drugs and Crime"}),
        ("8.7", {"United Nations Office on Drugs and Crime"}),
        ("16.2", {"United Nations Office on Drugs and Crime"}),
        ("16.4", {"United Nations Office on Drugs and Crime", "Global Firearms Programme"}),
    ],
)
def test_who_contributes_to_a_target_is_found_by_name(code: str, names: set[str], reader: Reader) -> None:
    assert contributors(reader, code) == names


@pytest.mark.parametrize(
    ("symbol", "organ"),
    [
        ("CCPCJ/RES/26/4", "Commission on Crime Prevention and Criminal Justice"),
        ("S/RES/2322(2016)", "Security Council"),
        ("E/RES/2006/46", "Economic and Social Council"),
    ],
)
def test_resolutions_have_their_organs(symbol: str, organ: str, reader: Reader) -> None:
    found = {(row["symbol"].value, row["organ"].value) for row in rows(reader, ORGANS)}
    assert organ in {name for known, name in found if known == symbol}


@pytest.mark.parametrize(
    ("words", "document", "span"),
    [
        (("Youth Ambassadors Programme", "contributesTo", "4.7"), "unodc-cstd-2022", (14139, 14263)),
        (("Youth Ambassadors Programme", "contributesTo", "10.2"), "unodc-cstd-2022", (14139, 14263)),
        (("Youth Ambassadors Programme", "contributesTo", "16.1"), "unodc-cstd-2022", (14139, 14263)),
        (("UNODC", "contributesTo", "5.2"), "unodc-cstd-2022", (6422, 6555)),
        (("UNODC", "contributesTo", "8.7"), "unodc-cstd-2022", (6422, 6555)),
        (("UNODC", "contributesTo", "16.2"), "unodc-cstd-2022", (6422, 6555)),
        (("UNODC", "contributesTo", "16.4"), "CTOC_COP_2018_11", (21584, 21914)),
        (("Global Firearms Programme", "contributesTo", "16.4"), "CTOC_COP_2018_11", (32708, 32986)),
        (("S/RES/2322(2016)", "adoptedBy", "Security Council"), "CTOC_COP_2018_11", (9821, 10054)),
        (("E/RES/2006/46", "adoptedBy", "Economic and Social Council"), "unodc-cstd-2018", (322, 898)),
        (
            ("CCPCJ/RES/26/4", "adoptedBy", "Commission on Crime Prevention and Criminal Justice"),
            "unodc-cstd-2019",
            (7060, 7371),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) and isinstance(value[0], str) else None,
)
def test_why_points_to_the_sentence(
    words: tuple[str, str, str], document: str, span: tuple[int, int], reader: Reader
) -> None:
    passages = [passage for statement in why(reader, words) for passage in statement.evidence]
    places = {(p.document.rpartition("/")[2], p.begin, p.end) for p in passages}
    assert (document, *span) in places


def test_every_mention_reproduces_its_words(texts: Sequence[Path]) -> None:
    found = [f for path in texts for f in validate.check_words(pipeline.extract(pipeline.read(path)))]
    assert found == []


def test_the_integrity_rules_return_no_row(reader: Reader) -> None:
    assert list(validate.check_rules(reader.store, Base(reader.base))) == []


@pytest.mark.slow
def test_another_order_and_a_second_build_give_the_same_bytes(
    texts: Sequence[Path], built: Settings, tmp_path: Path
) -> None:
    shuffled = list(texts)
    random.Random(7).shuffle(shuffled)
    settings = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    for path in shuffled:
        pipeline.build([path], settings, now=NOW)
    pipeline.build(texts, settings, now=NOW)
    told = [store.manifest(one.store) for one in (built, settings)]
    assert len({(one or {})["build"] for one in told}) == 1


def test_the_catalogue_expects_what_was_read(reader: Reader) -> None:
    found = [
        f for row in reader.manifest["documents"] for f in row["findings"] if f["rule"] == "unexpected-count"
    ]
    assert found == []


def test_the_catalogue_knows_each_text_by_its_hash(texts: Sequence[Path]) -> None:
    hashes = {pipeline.read(path).sha256 for path in texts}
    assert {source.text_sha256 for source in catalogue.load()} == hashes


def test_evaluation_equals_the_scoring_tool_to_the_digit(reference: Path, tmp_path: Path) -> None:
    gold, tool = reference / "gold" / "dev", reference / "tools" / "score.py"
    settings = Settings()
    names = [path.name.removesuffix(".gold.json") for path in sorted(gold.glob("*.gold.json"))]
    files = [reference / "corpus" / f"{name}.txt" for name in names]
    predictions.write(files, tmp_path, settings, progress=unwatched)
    told = subprocess.run(
        [sys.executable, str(tool), str(gold), str(tmp_path), "--json"],
        capture_output=True,
        check=True,
        text=True,
    )
    ours = predictions.score(gold, settings, texts=None, predictions=None)
    assert json.dumps(ours, indent=1) + "\n" == told.stdout

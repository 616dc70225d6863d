"""Flags over environment over project file over user file over defaults, and nothing that cannot be meant."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ConfigError
from kg.iris import Base
from kg.settings import Settings, load, user_cache


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "mandategraph.toml"


@pytest.fixture
def user(tmp_path: Path) -> Path:
    return tmp_path / "user.toml"


def test_nothing_said_gives_the_defaults(project: Path) -> None:
    told = load(environment={"XDG_CONFIG_HOME": str(project.parent)}, project=project)
    assert told == Settings()
    assert told.store == Path("mandategraph-store")
    assert told.threshold == Decimal("0.60")
    assert told.base is None


def test_each_place_overrides_the_ones_below(project: Path, user: Path) -> None:
    user.write_text('store = "u"\ndecisions = "u"\nbase = "https://u.example/"\nthreshold = 0.1\n')
    project.write_text('store = "p"\ndecisions = "p"\nbase = "https://p.example/"\n')
    told = load(
        {"store": "f", "base": None},
        environment={"MANDATEGRAPH_STORE": "e", "MANDATEGRAPH_DECISIONS": "e"},
        project=project,
        user=user,
    )
    assert told == Settings(
        store=Path("f"), decisions=Path("e"), base="https://p.example/", threshold=Decimal("0.1")
    )


def test_the_user_file_stands_in_the_configuration_folder(tmp_path: Path, project: Path) -> None:
    home = tmp_path / "home" / ".config" / "mandategraph"
    home.mkdir(parents=True)
    (home / "mandategraph.toml").write_text('store = "mine"')
    assert load(environment={"HOME": str(tmp_path / "home")}, project=project).store == Path("mine")


def test_an_empty_variable_counts_as_not_given(project: Path, user: Path) -> None:
    assert load(environment={"MANDATEGRAPH_STORE": ""}, project=project, user=user) == Settings()


def test_a_base_without_a_slash_gets_one(project: Path, user: Path) -> None:
    told = load({"base": "https://data.example.org/mg"}, environment={}, project=project, user=user)
    assert told.base == "https://data.example.org/mg/"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "ftp://example.org/",
        "example.org",
        "https://",
        "https://example.org/?a=b",
        "https://example.org/?",
        "https://example.org/#ns",
        "https://example.org/a b/",
        "https://example.org/<x>/",
        'https://example.org/">/',
        "https://example.org/{a}/",
        "https://example.org/a|b/",
        "https://example.org/a^b/",
        "https://example.org/`/",
        "https://example.org/\\/",
        "https://example.org/\n/",
        "https://example.org/%zz/",
        "https://example.org/../",
        "https://example.org/a/.",
        "https://[1/",
    ],
)
def test_a_base_that_is_no_web_address_is_refused(base: str, project: Path, user: Path) -> None:
    with pytest.raises(ConfigError, match="is no web address"):
        load({"base": base}, environment={}, project=project, user=user)


@given(st.from_regex(r"https?://\S{1,12}", fullmatch=True))
def test_every_base_that_is_let_through_makes_iris(base: str) -> None:
    nowhere = Path("/nonexistent/file.toml")
    try:
        told = load({"base": base}, environment={}, project=nowhere, user=nowhere)
    except ConfigError:
        return
    assert Base(str(told.base)).id("a").value == f"{told.base}id/a"


@pytest.mark.parametrize("value", ["-0.01", "1.01", "NaN", "sNaN", "Infinity", "high", "", True])
def test_a_threshold_outside_its_range_is_refused(value: Any, project: Path, user: Path) -> None:
    with pytest.raises(ConfigError, match="is not a number from 0 to 1"):
        load({"threshold": value}, environment={}, project=project, user=user)


@pytest.mark.parametrize(("value", "number"), [("0", "0"), (1, "1"), (0.85, "0.85"), ("0.60", "0.60")])
def test_a_threshold_is_read_to_the_digit(value: Any, number: str, project: Path, user: Path) -> None:
    told = load({"threshold": value}, environment={}, project=project, user=user)
    assert told.threshold == Decimal(number)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("store = ", "the settings are not valid TOML"),
        ("colour = 'red'", "unknown setting colour"),
        ("store = 5", "store cannot be 5"),
        ("decisions = []", r"decisions cannot be \[\]"),
        ("curated = 'no'", "curated cannot be 'no'"),
        ("model = 3", "model cannot be 3"),
        ("file_megabytes = 0", "file_megabytes cannot be 0"),
        ("file_megabytes = 2000", "file_megabytes cannot be 2000"),
        ("file_megabytes = true", "file_megabytes cannot be True"),
        ("file_megabytes = 'much'", "file_megabytes cannot be 'much'"),
        ("threshold = 7", "the threshold 7 is not a number from 0 to 1"),
    ],
)
def test_a_broken_project_file_is_told(line: str, message: str, project: Path, user: Path) -> None:
    project.write_text(line)
    with pytest.raises(ConfigError, match=message):
        load(environment={}, project=project, user=user)


def test_a_project_file_in_another_encoding_is_told(project: Path, user: Path) -> None:
    project.write_bytes(b'store = "\xff"')
    with pytest.raises(ConfigError, match="not valid TOML") as told:
        load(environment={}, project=project, user=user)
    assert told.value.where == str(project)


def test_a_folder_in_the_place_of_the_file_is_told(project: Path, user: Path) -> None:
    project.mkdir()
    with pytest.raises(ConfigError, match="the settings cannot be read"):
        load(environment={}, project=project, user=user)


def test_hosts_are_a_list_or_words(project: Path, user: Path) -> None:
    project.write_text('hosts = ["un.org", "ITU.int"]\noffline = true\ncache = "copies"')
    told = load(environment={}, project=project, user=user)
    assert (told.hosts, told.offline, told.cache) == (("un.org", "itu.int"), True, Path("copies"))
    environment = {"MANDATEGRAPH_HOSTS": "unesco.org, who.int", "MANDATEGRAPH_OFFLINE": "0"}
    told = load(environment=environment, project=project, user=user)
    assert (told.hosts, told.offline) == (("unesco.org", "who.int"), False)


@pytest.mark.parametrize(
    "hosts", ["localhost", "10.0.0.1", "https://un.org", "un.org/path", "*.un.org", "", 7, ["un.org", 7]]
)
def test_what_is_no_name_of_a_host_is_refused(hosts: object, project: Path, user: Path) -> None:
    with pytest.raises(ConfigError, match="hosts cannot be") as raised:
        load({"hosts": hosts}, environment={}, project=project, user=user)
    assert raised.value.remedy


def test_copies_lie_in_the_cache_folder_of_the_user() -> None:
    assert user_cache({"XDG_CACHE_HOME": "/c"}) == Path("/c/mandategraph")
    assert user_cache({"HOME": "/h"}) == Path("/h/.cache/mandategraph")


def test_the_size_of_files_is_a_number_wherever_it_is_told(project: Path, user: Path) -> None:
    user.write_text("file_megabytes = 3\n")
    assert load(environment={}, project=project, user=user).file_megabytes == 3
    assert (
        load(environment={"MANDATEGRAPH_FILE_MEGABYTES": "7"}, project=project, user=user).file_megabytes == 7
    )

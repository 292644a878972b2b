"""A group under five is told by nothing: not by a change of its answers, not by subtracting what is published."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gtkit.engagement import demo_engagement
from gtkit.pipeline.record import RunRecord
from gtkit.pipeline.verify import recorded
from gtkit.samples import Sample, industrial_supplier

from .hidden import HIDDEN, dealt

FLOOR = 5
PAGES = ("1_perimeter", "2_alignment", "5_performance")
TOLD_BY = {  # heading of a column -> table that answers, headings of what it counts
    "Citent d’abord": "priorities",
    "Tirés": "priorities",
    "Idées": "ideas",
    "Dont refusées": "opportunity_time",
}

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The worked example."""
    return industrial_supplier()


@pytest.fixture(scope="module")
def otherwise(tmp_path_factory: pytest.TempPathFactory, sample: Sample, run_of: Callable[..., Path]) -> Path:
    """The run of the three épreuves that tell of departments, the answers of hidden people dealt out otherwise."""
    place = tmp_path_factory.mktemp("dealt")
    engagement = demo_engagement(place / "exemple", sample=dealt(sample, step=1)[0])
    return run_of(engagement, epreuves=("1", "2", "5"))


def test_the_change_is_one(sample: Sample) -> None:
    """The hidden departments are under the floor each, and four people answer as people of the other one did."""
    people = sample.tables["collaborators"]["service"].value_counts()
    assert all(people[name] < FLOOR for name in HIDDEN)
    changed, moved = dealt(sample, step=1)
    assert moved == 4
    for table in ("priorities", "survey", "card_sort"):
        assert not changed.tables[table].equals(sample.tables[table]), table


@pytest.mark.parametrize("page", PAGES)
def test_the_answers_of_a_hidden_group_change_no_byte(published: Path, otherwise: Path, page: str) -> None:
    """Totals kept, the client's page is the same to the byte, the hashes of the files that it names apart."""
    one, other = (_unstamped(run, page) for run in (published, otherwise))
    assert one == other


def test_no_hidden_group_follows_by_subtraction(published: Path, sample: Sample) -> None:
    """Over all rows of a question and its whole: no sum of rows, each taken any number of times, is a group under five.

    Every set of departments whose people who answered are fewer than five is tried.
    """
    asked = sample.tables["collaborators"].set_index("collaborator_id")["service"]
    tried = 0
    for page in PAGES:
        for table, groups in _department_tables(published / "fr" / f"{page}.html", sorted(set(asked))):
            who = pd.Series(sample.tables[table]["collaborator_id"].unique()).map(asked).value_counts()
            names = sorted(who.index)
            rows = [[float(name in group) for name in names] for group in groups]
            told = np.array([*rows, [1.0] * len(names)])
            for few in _few(who):
                target = np.array([float(name in few) for name in names])
                tried += 1
                assert not _follows(target, told), (page, table, few)
    assert tried >= 10


def test_the_search_finds_a_group_that_follows() -> None:
    """Two rows and the whole give the third away; a merged row does not."""
    whole = [1.0, 1.0, 1.0]
    assert _follows(np.array([0.0, 0.0, 1.0]), np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], whole]))
    assert not _follows(np.array([0.0, 0.0, 1.0]), np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0], whole]))


def _unstamped(run: Path, page: str) -> str:
    """A client's page, the hashes of its inputs and its run's name taken out."""
    record = recorded(run)
    assert isinstance(record, RunRecord)
    text = (run / "fr" / f"{page}.html").read_text(encoding="utf-8").replace(run.name, "RUN")
    for sha256 in record.inputs.files.values():
        text = text.replace(sha256[:12], "HASH")
    return text


def _department_tables(page: Path, services: list[str]) -> Iterator[tuple[str, list[set[str]]]]:
    """Table of answers and groups of departments told, of each table on a page whose rows are departments."""
    for table in re.findall(r"<table>.*?</table>", page.read_text(encoding="utf-8"), re.DOTALL):
        headings, *rows = (
            [
                html.unescape(re.sub("<.*?>", "", cell)).strip()
                for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
            ]
            for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        )
        source = [answers for heading, answers in TOLD_BY.items() if heading in headings]
        if source and headings[0] == "Service":
            named = [set(row[0].split(" + ")) for row in rows]
            left = set(services) - set().union(*named)
            yield source[0], [group if group <= set(services) else left for group in named]


def _few(who: pd.Series) -> Iterator[tuple[str, ...]]:
    """Sets of departments in which fewer people than the floor answered, one at least."""
    small = [str(name) for name, n in who.items() if n < FLOOR]
    for size in range(1, len(small) + 1):
        yield from (few for few in combinations(small, size) if who[list(few)].sum() < FLOOR)


def _follows(target: np.ndarray, told: np.ndarray) -> bool:
    """Whether a sum over a group is a combination of sums told."""
    return bool(np.linalg.matrix_rank(np.vstack([told, target])) == np.linalg.matrix_rank(told))

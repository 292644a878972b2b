"""A job travels as JSON, and its answer tells which error a failed notebook is."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from gtkit.errors import NotebookFailed, PublicationRefused
from gtkit.pipeline.job import Answer, Job

SPEC = {
    "epreuve": "customer_value",
    "notebook": "n.ipynb",
    "work": "w",
    "output": "o.ipynb",
    "parameters": {"engagement": "/a", "rate": 0.1, "seed": 1, "flag": True, "none": None},
    "shown": {},
    "page": {"lang": "fr"},
}


def test_a_job_survives_the_journey() -> None:
    """Values keep their type: a flag stays a flag, a whole number a whole number."""
    job = Job.model_validate(SPEC)
    back = Job.model_validate(json.loads(job.model_dump_json()))
    assert back == job
    assert [type(v) for v in back.parameters.values()] == [type(v) for v in SPEC["parameters"].values()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("change", [{"more": 1}, {"cell_seconds": 0}, {"parameters": {"a": [1]}}, {"run_seconds": "x"}])
def test_what_is_no_job_is_refused(change: dict[str, object]) -> None:
    """An unknown key, a limit of nothing, a parameter that is a list."""
    with pytest.raises(ValidationError):
        Job.model_validate(SPEC | change)


def test_a_failed_answer_is_an_error_with_its_log_aside() -> None:
    """State, cell and cause are facts; the processes' log is a note that only --debug shows."""
    answer = Answer(state="error", cell=4, cause="ValueError: x", log="the log")
    with pytest.raises(NotebookFailed) as failed:
        answer.proven("customer_value")
    assert failed.value.facts == {"where": "customer_value", "found": "ValueError: x", "expected": "error", "hint": "4"}
    assert failed.value.__notes__ == ["the log"]


def test_a_disk_that_refuses_is_not_the_notebook_s_fault() -> None:
    """Exit 5, not 4."""
    with pytest.raises(PublicationRefused):
        Answer(state="unwritable", cause="exit 74").proven("customer_value")

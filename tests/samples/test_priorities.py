"""What the invented firm's people hold for a priority."""

from __future__ import annotations

import numpy as np
import pytest

from gtkit.samples.priorities import Answers, interview
from gtkit.samples.staff import employ


def asked(misaligned: str) -> Answers:
    return interview(employ(np.random.default_rng(1)), misaligned=misaligned, rng=np.random.default_rng(2))


@pytest.mark.parametrize("misaligned", ["Logistique", "Atelier"])
def test_only_the_planted_department_is_after_turnover(misaligned: str) -> None:
    """Its people all cite turnover, and none two of management's three; elsewhere most do."""
    answers = asked(misaligned)
    service = answers.collaborators.set_index("collaborator_id")["service"]
    table = answers.priorities.assign(service=answers.priorities["collaborator_id"].map(service))
    shares = table["objective"].isin(["fidelite", "marge", "delai"]).groupby(table["collaborator_id"]).sum() >= 2
    by_service = shares.groupby(service).mean()
    assert by_service[misaligned] == 0
    assert by_service["Direction"] == 1
    assert shares[service.reindex(shares.index) != misaligned].mean() > 0.65


def test_everybody_of_management_and_a_part_of_the_field_was_asked() -> None:
    """64 people have a day of interview, and each of them a list without repeats or holes."""
    answers = asked("Logistique")
    assert answers.collaborators["surveyed_on"].notna().sum() == answers.priorities["collaborator_id"].nunique() == 64
    for _, listed in answers.priorities.groupby("collaborator_id"):
        assert listed["rank"].tolist() == list(range(1, len(listed) + 1))
        assert listed["objective"].is_unique


def test_two_coders_read_a_part_of_the_answers_mostly_alike() -> None:
    """Each answer coded is coded twice, and some nine in ten alike."""
    codes = asked("Logistique").codes
    pairs = codes.groupby(["collaborator_id", "rank"])["objective"]
    assert (pairs.size() == 2).all()
    assert 0.8 < (pairs.nunique() == 1).mean() < 1

"""Every error is a sentence in both languages, and the exit code that a scheduler expects."""

from __future__ import annotations

import string

import pytest

from gtkit import errors
from gtkit.engagement import ManyFaults
from gtkit.errors import (
    ConfigurationError,
    EngagementLocked,
    GtkitError,
    NotebookFailed,
    PublicationRefused,
    UnknownName,
)
from gtkit.intake import DataRefused, Fault
from gtkit.pipeline.scan import Finding, PageRefused
from gtkit.pipeline.telling import LISTED, exit_code, told
from gtkit.words import LANGUAGES, Words

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, GtkitError)]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnknownName("--epreuve"), 2),
        (EngagementLocked("acme", found=12), 2),
        (ManyFaults("x", (ConfigurationError("a"), ConfigurationError("b"))), 2),
        (errors.OutOfRange("x"), 2),
        (DataRefused([Fault(code="file_locked", file="a.csv")]), 3),
        (NotebookFailed("e"), 4),
        (PublicationRefused("p"), 5),
        (PageRefused((Finding("p", 1, "active", "<script"),)), 5),
    ],
)
def test_the_exit_code_is_the_kind_of_error(error: GtkitError, code: int) -> None:
    """2 command, 3 data, 4 notebook, 5 publication."""
    assert exit_code(error) == code


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("facts", [{}, {"found": 12, "expected": "> 0", "hint": "near"}])
def test_every_error_is_told_with_all_its_facts(kind: type[GtkitError], lang: str, facts: dict[str, object]) -> None:
    """A sentence that ends, holds every fact given, and no placeholder or empty bracket."""
    (sentence,) = told(kind("somewhere", **facts), Words.of(lang))  # type: ignore[arg-type]
    assert sentence.endswith(".")
    assert "()" not in sentence
    assert not [name for _, name, _, _ in string.Formatter().parse(sentence) if name]
    shown = {str(fact) for fact in facts.values()} - ({"> 0"} if kind is NotebookFailed else set())
    assert all(fact in sentence for fact in shown), sentence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_end_of_a_notebook_has_its_sentence(lang: str) -> None:
    """Épreuve, cell and cause in each, and no two alike."""
    states = ("error", "exited", "timeout", "died", "no_proof", "")
    failures = (NotebookFailed("customer_value", found="why", expected=state, hint="4") for state in states)
    sentences = [told(failure, Words.of(lang))[0] for failure in failures]
    assert len(set(sentences)) == len(states)
    assert all("customer_value" in sentence and "4" in sentence for sentence in sentences)


def test_all_faults_are_told_up_to_fifty() -> None:
    """The head counts them all, the tail says how many more."""
    faults = [Fault(code="file_locked", file=f"{n}.csv") for n in range(60)]
    lines = told(DataRefused(faults), Words.of("en"))
    assert len(lines) == 1 + LISTED + 1
    assert "60" in lines[0]
    assert "10" in lines[-1]


def test_every_finding_of_a_scan_is_told() -> None:
    """Page, line, and what stood there, in both languages."""
    codes = """active element attribute event address style declaration no_policy policy leaked spilled trace machine
    dead_link"""
    findings = tuple(Finding("fr/p.html", 7, code, "<x>") for code in codes.split())
    for lang in LANGUAGES:
        lines = told(PageRefused(findings), Words.of(lang))[1:]
        assert len(set(lines)) == len(findings)
        assert all("fr/p.html" in line and "7" in line and "<x>" in line for line in lines)

"""How an answer is put together."""

from __future__ import annotations

from gtkit.epreuves.customer_value import Findings
from gtkit.epreuves.customer_value.answering import count, known, money, no_value, share, unknown
from gtkit.evidence import Level, Unit


def test_a_known_answer_bears_its_files_and_date(findings: Findings) -> None:
    """The sources are those of the tables named, the sentence that of question and level."""
    made = known(findings.results, "3.8", Level.PASSED, n=3, tables=("effort_catalogue", "nothing"), values={})
    assert [s.file for s in made.sources] == ["data/effort_catalogue.csv"]
    assert (made.statement.key, made.as_of) == ("answer.3.8.passed", findings.results.settings.as_of)


def test_an_unknown_answer_says_why(findings: Findings) -> None:
    """Reason and missing columns; no unit, no source."""
    made = unknown(findings.results, "3.3", "reason.no_potential", "customers.potential")
    assert (made.level, made.n, made.sources, made.missing) == (Level.UNDETERMINED, 0, (), ("customers.potential",))
    assert no_value(findings.results, "3.5").statement.key == "reason.few_repeaters"


def test_quantities_bear_their_unit() -> None:
    """Counts, shares and money are told apart."""
    assert [q.unit for q in (count(1), share(0.5), money(2.0))] == [Unit.COUNT, Unit.SHARE, Unit.MONEY]

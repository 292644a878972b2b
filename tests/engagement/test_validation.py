"""Every fault is located and tells what is accepted; French values are read where they are numbers, flags or dates."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from gtkit.engagement import ManyFaults, validate_settings
from gtkit.errors import ConfigurationError, UnknownName


class Rules(BaseModel):
    """Settings of every kind that an épreuve may have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    annual_rate: float = Field(0.10, gt=-0.5, le=1.0)
    margin_rate: float | None = Field(None, gt=0, le=1)
    draws: int = Field(500, ge=100, le=20_000)
    shown: bool = True
    chosen_by: str = Field("", max_length=20)
    chosen_on: date | None = None


def _fault(**values: object) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as refused:
        validate_settings(Rules, values, "engagement.toml [rules]")
    return refused.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0,12", 0.12), ("12 %", 0.12), ("12,5\u202f%", 0.125), ("0.12", 0.12), ("-0,1", -0.1), ("+1", 1.0)],
)
def test_a_french_number_is_read_where_a_number_is_asked(written: str, meant: float) -> None:
    """Decimal comma and per cent are read, to the digit."""
    assert validate_settings(Rules, {"annual_rate": written}, "--set").annual_rate == meant
    if meant > 0:
        assert validate_settings(Rules, {"margin_rate": written}, "--set").margin_rate == meant


@pytest.mark.parametrize("written", ["1 500", "1\u00a0500", "1\u202f500", "1500"])
def test_spaces_between_thousands_are_read(written: str) -> None:
    """Plain, no-break and narrow spaces group the digits of a whole number."""
    assert validate_settings(Rules, {"draws": written}, "--set").draws == 1500


@given(st.floats(0.001, 0.999))
def test_any_share_written_with_a_comma_is_the_same_share(share: float) -> None:
    """Replacing the point by a comma changes nothing."""
    text = f"{share:.12f}"
    read = validate_settings(Rules, {"annual_rate": text.replace(".", ",")}, "--set").annual_rate
    assert read == float(text)


@pytest.mark.parametrize(("written", "meant"), [("oui", True), ("Non", False), ("vrai", True), ("false", False)])
def test_flags_are_read_in_french(written: str, meant: bool) -> None:
    """Oui and non are flags where a flag is asked."""
    assert validate_settings(Rules, {"shown": written}, "--set").shown is meant


def test_dates_are_read_day_first() -> None:
    """30/06/2026 is the last day of June."""
    assert validate_settings(Rules, {"chosen_on": "30/06/2026"}, "--set").chosen_on == date(2026, 6, 30)


@pytest.mark.parametrize("text", ["0,12", "12 %", "oui", "00123", "30/06/2026"])
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    """What looks like a number is not one where a text is asked."""
    assert validate_settings(Rules, {"chosen_by": text}, "--set").chosen_by == text


def test_the_values_given_are_not_changed() -> None:
    """Reading French values leaves the caller's mapping alone."""
    values: dict[str, object] = {"annual_rate": "0,12"}
    validate_settings(Rules, values, "--set")
    assert values == {"annual_rate": "0,12"}


def test_an_unknown_key_is_told_with_the_nearest_name() -> None:
    """A misspelt setting names the one that was meant, and all that exist."""
    fault = _fault(anual_rate=0.1)
    assert isinstance(fault, UnknownName)
    assert fault.where == "engagement.toml [rules] anual_rate"
    assert fault.hint == "annual_rate"
    assert "margin_rate" in fault.expected


def test_a_number_out_of_bounds_is_told_with_its_bounds() -> None:
    """Where, what, and the limits in symbols."""
    fault = _fault(draws=50)
    assert (fault.where, fault.found, fault.expected) == ("engagement.toml [rules] draws", "50", ">= 100, <= 20000")


def test_a_number_out_of_bounds_within_a_named_table_is_told_alike() -> None:
    """The limits and the share that was meant, at whatever depth; no word of the validator's own language."""

    class Sources(BaseModel):
        sources: Mapping[str, Rules]

    with pytest.raises(ConfigurationError) as refused:
        validate_settings(Sources, {"sources": {"transactions": {"margin_rate": 20}}}, "engagement.toml")
    assert (refused.value.expected, refused.value.hint) == ("> 0, <= 1", "0.2")


def test_a_percentage_given_as_a_number_is_told_as_a_share() -> None:
    """12 for a rate of at most 1 hints at 0.12; a number that no share explains hints at nothing."""
    assert _fault(annual_rate=12).hint == "0.12"
    assert _fault(annual_rate=-3).hint == ""
    assert _fault(draws=50).hint == ""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"annual_rate": "beaucoup"}, "> -0.5, <= 1"),
        ({"annual_rate": float("nan")}, "> -0.5, <= 1"),
        ({"draws": 150.5}, ">= 100, <= 20000"),
        ({"shown": "peut-être"}, "true | false"),
        ({"chosen_on": "31/02/2026"}, "2026-06-30"),
        ({"chosen_by": 12}, '"..."'),
        ({"chosen_by": "x" * 21}, "<= 20"),
    ],
)
def test_each_kind_of_fault_says_what_is_accepted(values: dict[str, object], expected: str) -> None:
    """The kind of value that is asked for is shown by its bounds or by an example."""
    fault = _fault(**values)
    assert fault.expected == expected
    assert fault.where.endswith(next(iter(values)))


def test_all_faults_are_told_at_once() -> None:
    """Three faults: three located errors, one a line."""
    fault = _fault(annual_rate=7, draws=1, colour="red")
    assert isinstance(fault, ManyFaults)
    assert fault.found == 3
    assert {f.where.split()[-1] for f in fault.faults} == {"annual_rate", "draws", "colour"}
    assert len(str(fault).splitlines()) == 3


_KEYS = st.text(max_size=12) | st.sampled_from(sorted(Rules.model_fields))


@given(st.dictionaries(_KEYS, st.text(max_size=80) | st.floats() | st.booleans() | st.none(), max_size=4))
def test_no_value_escapes_as_anything_but_a_located_fault(values: dict[str, object]) -> None:
    """Whatever is written, the answer is settings or a ConfigurationError whose value is shortened to one line."""
    try:
        validate_settings(Rules, values, "--set")
        faults: tuple[ConfigurationError, ...] = ()
    except ConfigurationError as fault:
        faults = fault.faults if isinstance(fault, ManyFaults) else (fault,)
    for one in faults:
        assert len(str(one.found)) <= 60
        assert len(str(one.found).splitlines()) <= 1

"""Invented company names are all different, and some are awkward."""

import numpy as np
import pytest

from gtkit.errors import OutOfRange
from gtkit.samples.names import SEGMENTS, company_names


def test_as_many_names_as_places_all_different() -> None:
    """280 companies get 280 names."""
    names = company_names([SEGMENTS[i % 5] for i in range(280)], np.random.default_rng(1))
    assert len(set(names)) == 280


def test_the_awkward_ones_are_among_them() -> None:
    """A customer named NA, an ampersand, an apostrophe, letters outside ASCII, and a name over 100 letters."""
    names = company_names(list(SEGMENTS) * 4, np.random.default_rng(1))
    assert "NA" in names
    for sign in "&'Œ«—":
        assert any(sign in name for name in names)
    assert max(map(len, names)) > 100


def test_names_can_be_written_in_a_french_export() -> None:
    """Every name exists in cp1252, the code page of French spreadsheets."""
    for name in company_names(list(SEGMENTS) * 50, np.random.default_rng(2)):
        assert name.encode("cp1252").decode("cp1252") == name


def test_too_many_companies_are_refused() -> None:
    """No name is given twice: one company more than places is an error."""
    with pytest.raises(OutOfRange):
        company_names(["Agroalimentaire"] * 281, np.random.default_rng(1))


def test_an_unknown_segment_is_refused() -> None:
    """A segment without trades has no names."""
    with pytest.raises(KeyError):
        company_names(["Banque"], np.random.default_rng(1))

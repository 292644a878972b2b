"""Samples keep the contracts that checked tables keep."""

from datetime import date

import pandas as pd
import pytest

from gtkit.contracts import TABLES, Kind
from gtkit.errors import WrongShape
from gtkit.samples import Sample, industrial_supplier
from gtkit.samples.sample import contracted

_DTYPES = {
    Kind.DATE: "datetime64[us]",
    Kind.FLAG: "bool",
    Kind.MONEY: "float64",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
}


@pytest.mark.parametrize("key", TABLES)
def test_every_column_is_there_and_typed_as_its_kind_says(key: str) -> None:
    """A frame made from nothing has the contract's columns, in its order, with the types of a checked frame."""
    frame = contracted(key, pd.DataFrame(index=range(2)))
    assert tuple(frame.columns) == TABLES[key].keys
    for column in TABLES[key].columns:
        assert str(frame[column.key].dtype) == _DTYPES.get(column.kind, "str")
    texts = frame.select_dtypes("str")
    assert (texts == "").to_numpy().all()


def test_a_column_of_no_contract_is_refused() -> None:
    """A misspelt column cannot vanish in silence."""
    with pytest.raises(WrongShape) as refused:
        contracted("time", pd.DataFrame({"hour": [1.0]}))
    assert refused.value.found == ["hour"]


def test_a_sample_refuses_a_table_that_breaks_its_contract() -> None:
    """A sample that lacks a column refuses to exist."""
    truth = industrial_supplier().truth
    with pytest.raises(WrongShape, match="service_costs"):
        Sample(
            organisation="X",
            as_of=date(2026, 6, 30),
            tables={"service_costs": pd.DataFrame({"service": ["Commerce"]})},
            truth=truth,
        )

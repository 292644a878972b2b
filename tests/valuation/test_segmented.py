"""What a fit by segments predicts: of each customer, what its segment's fit says, in the order of customers."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange, WrongShape
from gtkit.valuation import PurchaseFit, SegmentedFit, SegmentFit, mbg_nbd
from gtkit.valuation.segmented import labels_of, summary_by


@pytest.fixture(scope="module")
def halves(cdnow: pd.DataFrame) -> tuple[SegmentedFit, pd.Series]:
    """CDNOW by customers of January and of later, each fitted alone, as if pooling had left them to themselves."""
    early = cdnow["T"] > 34
    labels = pd.Series(np.where(early, "early", "late"), index=cdnow.index)
    segments = {}
    for name, rows in summary_by(cdnow, labels):
        fit: PurchaseFit = mbg_nbd.fit(rows)
        fields = {field: getattr(fit, field) for field in fit.__dataclass_fields__}
        segments[name] = SegmentFit(**fields, own=1.0, effective=3.5)
    base = mbg_nbd.fit(cdnow)
    whole = SegmentedFit(
        base=base,
        centre=base.params,
        segments=MappingProxyType(segments),
        spread=MappingProxyType({}),
        flags=(),
    )
    return whole, labels


def test_each_customer_is_what_its_segment_says(halves: tuple[SegmentedFit, pd.Series], cdnow: pd.DataFrame) -> None:
    """Every prediction is that of the segment's fit, customers in their own order, those of one segment alone too."""
    found, labels = halves
    mixed = cdnow.sample(frac=1, random_state=2)
    mixed.attrs = cdnow.attrs
    several = (
        (found.p_alive(mixed, labels), "p_alive", {}),
        (found.expected_purchases(mixed, labels, periods=39), "expected_purchases", {"periods": 39}),
        (found.discounted_purchases(mixed, labels, annual_rate=0.1), "discounted_purchases", {"annual_rate": 0.1}),
        (found.probability(mixed, labels, purchases=0, periods=39), "probability", {"purchases": 0, "periods": 39}),
    )
    for values, name, asked in several:
        assert values.index.equals(mixed.index)
        assert values.name == name
        for segment, rows in summary_by(mixed, labels_of(labels, mixed.index)):
            own = getattr(found.segments[segment], name)(rows, **asked)
            pd.testing.assert_series_equal(values[rows.index], own)
    late = cdnow[labels == "late"]
    late.attrs = cdnow.attrs
    assert len(found.p_alive(late, labels)) == len(late)


def test_totals_add_up(halves: tuple[SegmentedFit, pd.Series], cdnow: pd.DataFrame) -> None:
    """Log-likelihoods add up; the criterion counts effective parameters, and the base's; the rest is the base's."""
    found, _ = halves
    total = sum(fit.loglik for fit in found.segments.values())
    assert found.loglik == pytest.approx(total)
    assert found.loglik > found.base.loglik
    assert found.aic == pytest.approx(2 * (3.5 + 3.5 + 4) - 2 * total)
    assert (found.n, found.period) == (len(cdnow), "week")


def test_an_unknown_segment_or_customer_is_refused(halves: tuple[SegmentedFit, pd.Series], cdnow: pd.DataFrame) -> None:
    """A segment that was not fitted, by the customer's name; a customer without one, or told twice."""
    found, labels = halves
    first = cdnow.index[0]
    with pytest.raises(OutOfRange, match=rf"segments\[{first}\]; found 'new'; expected early \| late"):
        found.p_alive(cdnow, labels.where(labels.index != first, "new"))
    with pytest.raises(WrongShape, match=f"expected {first}"):
        found.p_alive(cdnow, labels.drop(first))
    with pytest.raises(WrongShape, match="one segment a customer"):
        found.p_alive(cdnow, pd.concat([labels, labels.iloc[:1]]))
    for blank in (None, " "):
        with pytest.raises(OutOfRange, match=rf"segments\[{first}\]"):
            found.p_alive(cdnow, labels.where(labels.index != first, blank))


def test_segments_are_texts_in_order_and_keep_the_unit_of_time(cdnow: pd.DataFrame) -> None:
    """Numbers may name segments; each part keeps its customers and the period."""
    labels = labels_of(pd.Series(np.resize([3, 1, 2], len(cdnow)), index=cdnow.index), cdnow.index)
    parts = summary_by(cdnow, labels)
    assert [name for name, _ in parts] == ["1", "2", "3"]
    assert sum(len(rows) for _, rows in parts) == len(cdnow)
    assert all(rows.attrs == cdnow.attrs for _, rows in parts)

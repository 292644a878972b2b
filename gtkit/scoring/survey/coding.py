"""Do coders code alike? Krippendorff's alpha, for any number of coders, any measurement, and missing codes.

alpha = 1 - D_o / D_e: the disagreement seen between the codes of one unit, over that of codes paired at random. Each
unit coded by m >= 2 gives its m (m - 1) ordered pairs the weight 1 / (m - 1) in the coincidence matrix o; n_c are its
margins and n its total. Then D_o = sum o_ck delta_ck / n and D_e = sum n_c n_k delta_ck / (n (n - 1)), where delta is
the squared difference that suits the measurement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector, share
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.evidence import Interval

ACCEPTED, TENTATIVE = 0.80, 0.667  # Krippendorff's bars


class Measurement(StrEnum):
    """What the codes measure, hence how far apart two of them are."""

    NOMINAL = "nominal"  # names: the same or not
    ORDINAL = "ordinal"  # ranks: as far as there are codes between
    INTERVAL = "interval"  # numbers whose differences mean something
    RATIO = "ratio"  # numbers from a true zero on


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Alpha and what it rests on.

    Attributes
    ----------
    alpha : 1 for whole agreement, 0 for chance, below for systematic disagreement.
    interval : by bootstrap over the units.
    units, codes : units coded twice or more, and their codes.
    constant : places (from 0) of the coders who gave one code to all their units, two or more, though codes vary.
    """

    alpha: float
    interval: Interval
    units: int
    codes: int
    constant: tuple[int, ...]

    @property
    def standing(self) -> str:
        """Either "accepted", "tentative" or "recode", by Krippendorff's bars."""
        if self.alpha >= ACCEPTED:
            return "accepted"
        return "tentative" if self.alpha >= TENTATIVE else "recode"


def krippendorff_alpha(
    codes: npt.ArrayLike,
    measurement: Measurement,
    *,
    rng: np.random.Generator,
    draws: int = 1000,
    level: float = 0.95,
) -> Reliability:
    """Reliability of several coders.

    Parameters
    ----------
    codes : array-like, shape (coders, units)
        Names or numbers when nominal, finite numbers otherwise; None, NaN or "" where a coder has not coded.
    measurement : Measurement
    rng : numpy Generator
        Draws the units of the bootstrap.
    draws : int
        Resamples; those without two different codes are left out.
    level : float

    Returns
    -------
    Reliability

    Raises WrongShape when not two-dimensional; OutOfRange for a code that is no finite number where one is asked, or
    a negative one on a ratio scale;
    NotEstimable with fewer than two units coded twice, or when all their codes are one: agreement is perfect there,
    but nothing varies, and alpha is undefined; or when no resample holds two codes.
    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; bootstrap over units by METHODS M15.

    >>> coders = [["need", "need", "worry", "worry"], ["need", "need", "worry", "need"]]
    >>> round(krippendorff_alpha(coders, Measurement.NOMINAL, rng=np.random.default_rng(0)).alpha, 3)
    0.533
    """
    values, table = _values(codes, measurement)
    counts = (table[..., None] == np.arange(len(values))).sum(axis=0).astype(np.float64)
    counts = counts[counts.sum(axis=1) >= 2]
    counts, values = counts[:, counts.any(axis=0)], values[counts.any(axis=0)]
    if len(counts) < 2 or len(values) < 2:
        found = f"{len(counts)} units, {len(values)} codes"
        raise NotEstimable("krippendorff_alpha", found=found, expected=">= 2 units coded twice, >= 2 codes")
    tail = (1 - share("level", level, low=1e-6, high=1 - 1e-9)) / 2
    resampled = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=draws)
    alphas = np.array([_alpha(counts, values, measurement, times.astype(np.float64)) for times in resampled])
    alphas = alphas[~np.isnan(alphas)]
    if not len(alphas):
        raise NotEstimable("krippendorff_alpha", found=f"{draws} draws", expected="one with two codes")
    low, high = np.quantile(alphas, [tail, 1 - tail])
    return Reliability(
        alpha=_alpha(counts, values, measurement, np.ones(len(counts))),
        interval=Interval(float(low), float(high), level),
        units=len(counts),
        codes=int(counts.sum()),
        constant=tuple(i for i, row in enumerate(table) if (row >= 0).sum() >= 2 and len(set(row[row >= 0])) == 1),
    )


def _values(codes: npt.ArrayLike, measurement: Measurement) -> tuple[Vector, npt.NDArray[np.int64]]:
    """Distinct codes as sorted numbers, and each code's place among them, -1 where missing."""
    given = np.asarray(codes, dtype=object)
    if given.ndim != 2:
        raise WrongShape("codes", found=given.shape, expected="(coders, units)")
    missing = np.asarray(pd.isna(given)) | (given == "")
    if measurement is Measurement.NOMINAL:
        places, names = pd.factorize(np.where(missing, np.nan, given).ravel())
        return np.arange(len(names), dtype=np.float64), places.reshape(given.shape)
    try:
        numbers = np.where(missing, np.nan, given).astype(np.float64)
    except (TypeError, ValueError) as error:
        raise OutOfRange("codes", found=str(error), expected="numbers") from error
    lowest = 0.0 if measurement is Measurement.RATIO else -np.inf
    if np.isinf(numbers).any() or (numbers < lowest).any():
        raise OutOfRange("codes", found="infinite or negative", expected=f"finite, >= {lowest:g}")
    values = np.unique(numbers[~missing])
    return values, np.where(missing, -1, np.searchsorted(values, numbers))


def _alpha(counts: Matrix, values: Vector, measurement: Measurement, times: Vector) -> float:
    """Alpha with each unit counted so many times; NaN when one code is left."""
    weights = times / (counts.sum(axis=1) - 1)
    o = counts.T @ (counts * weights[:, None]) - np.diag(weights @ counts)
    n_c = o.sum(axis=1)
    delta = _delta(values, n_c, measurement)
    expected = n_c @ delta @ n_c
    return float(1 - (n_c.sum() - 1) * (o * delta).sum() / expected) if expected > 0 else float("nan")


def _delta(values: Vector, n_c: Vector, measurement: Measurement) -> Matrix:
    c, k = values[:, None], values[None, :]
    match measurement:
        case Measurement.NOMINAL:
            return np.asarray(c != k, dtype=np.float64)
        case Measurement.INTERVAL:
            return np.asarray((c - k) ** 2)
        case Measurement.RATIO:
            return np.asarray(np.divide(c - k, c + k, out=np.zeros((len(values), len(values))), where=c + k > 0) ** 2)
        case Measurement.ORDINAL:
            middle = np.cumsum(n_c) - n_c / 2
            return np.asarray((middle[:, None] - middle[None, :]) ** 2)

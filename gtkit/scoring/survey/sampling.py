"""Whom to ask: how many, from which strata, and a draw that anyone can replay.

Size: n_0 = z^2 p (1 - p) / e^2, then n = n_0 / (1 + (n_0 - 1) / N) in a population of N, always rounded up.
Strata: proportional shares by largest remainder, a floor in each. Draw: the ids in order of sha256(salt + id) are
permuted by PCG64(seed); in each stratum the first ones are drawn, the next replace those who do not answer, in order.
Neither the file's row order nor seniority can weigh on it, and the certificate holds all it takes to do it again.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from gtkit.arrays import share, vector
from gtkit.errors import OutOfRange, WrongShape

_ROUNDING = 1e-9  # a size this little above a whole number is that number


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A draw, and what it takes to replay it.

    Attributes
    ----------
    seed, salt : of the draw. frame_sha256 : of the ids and their strata, whatever their order.
    strata : (name, people, drawn) of each stratum, sorted by name.
    drawn : ids in the order of the draw. replacements : the other ids, in the order in which they are called; a
        refusal is replaced by the next of its stratum.
    """

    seed: int
    salt: str
    frame_sha256: str
    strata: tuple[tuple[str, int, int], ...]
    drawn: tuple[str, ...]
    replacements: tuple[str, ...]

    @property
    def population(self) -> int:
        """People in the frame."""
        return len(self.drawn) + len(self.replacements)


def raw_size(population: int, *, margin: float, level: float = 0.95, proportion: float = 0.5) -> float:
    """Answers needed to know a share within a margin, before rounding.

    Parameters
    ----------
    population : int
        People in the frame, 1 or more.
    margin : float
        Half width of the interval, as a share, above 0.
    level : float
        Probability that the interval holds the share.
    proportion : float
        Expected share; 0.5 asks for most.

    Returns
    -------
    float, above 0 and at most the population.

    Raises OutOfRange beyond these bounds.
    Source: Krejcie & Morgan (1970), Educational and Psychological Measurement 30; Cochran (1977), section 4.4.
    """
    if population < 1:
        raise OutOfRange("population", found=population, expected=">= 1")
    p = share("proportion", proportion, low=1e-6, high=1 - 1e-6)
    z = float(ndtri((1 + share("level", level, low=1e-6, high=1 - 1e-9)) / 2))
    n = z**2 * p * (1 - p) / share("margin", margin, low=1e-6) ** 2
    return n / (1 + (n - 1) / population)


def sample_size(population: int, *, margin: float, level: float = 0.95, proportion: float = 0.5) -> int:
    """As `raw_size`, rounded up: the famous table rounds to the nearest, and is one short every other time.

    >>> sample_size(100, margin=0.05)
    80
    """
    return math.ceil(raw_size(population, margin=margin, level=level, proportion=proportion) - _ROUNDING)


def invitations(answers: int, *, response_rate: float, population: int) -> int:
    """People to invite for so many answers, everyone at most.

    Raises OutOfRange when the response rate is not a share above 0, or the answers are not between 0 and everyone.

    >>> invitations(80, response_rate=0.6, population=150)
    134
    """
    if not 0 <= answers <= population:
        raise OutOfRange("answers", found=answers, expected=f">= 0 and <= {population}")
    return min(population, math.ceil(answers / share("response_rate", response_rate, low=1e-6) - _ROUNDING))


def allocate(people: pd.Series, n: int, *, floor: int = 1) -> pd.Series:
    """Shares of a sample between strata, proportional but for a floor.

    Parameters
    ----------
    people : Series of int by stratum
        Size of each, not negative.
    n : int
        Size of the sample.
    floor : int
        Least number from each stratum, or the whole of it when smaller; 2 gives each its own interval.

    Returns
    -------
    Series of int by stratum, adding up to n, none above its stratum. Strata under the floor get it, the others share
    the rest by largest remainder; ties go to the larger stratum, then by name.

    Raises WrongShape for a stratum listed twice, OutOfRange for a negative size or floor, or when n is more than
    everyone or less than the floors.
    Source: Hamilton's method of largest remainder; floors by METHODS M12.

    >>> allocate(pd.Series({"sales": 70, "support": 25, "legal": 5}), 10).to_dict()
    {'sales': 7, 'support': 2, 'legal': 1}
    """
    if people.index.has_duplicates:
        raise WrongShape("people", found=list(people.index), expected="each stratum once")
    counts = vector("people", people.to_numpy(), low=0)
    if (counts % 1 != 0).any() or floor < 0:
        raise OutOfRange("people, floor", found=(list(counts), floor), expected="whole and >= 0")
    sizes = people.astype("int64")
    least = sizes.clip(upper=floor)
    if not least.sum() <= n <= sizes.sum():
        raise OutOfRange("n", found=n, expected=f">= {least.sum()} and <= {sizes.sum()}")
    free = sizes > 0
    while True:  # a stratum lifted to the floor leaves less to the others
        rest, total = n - int(least[~free].sum()), int(sizes[free].sum())
        low = free & (sizes * rest < least * total)
        if not low.any():
            break
        free &= ~low
    whole = sizes[free] * rest // max(total, 1)
    order = pd.DataFrame({"over": sizes[free] * rest % max(total, 1), "size": sizes[free]}).sort_index()
    order = order.sort_values(["over", "size"], ascending=False, kind="stable")
    whole[order.index[: rest - int(whole.sum())]] += 1
    return whole.reindex(sizes.index).fillna(least).astype("int64")


def draw(strata: pd.Series, sizes: pd.Series, *, seed: int, salt: str = "") -> Certificate:
    """Draw people at random, by stratum.

    Parameters
    ----------
    strata : Series of str by id
        Stratum of each person of the frame; one name for all when there are none.
    sizes : Series of int by stratum
        How many to draw, as `allocate` gives.
    seed : int
        Not negative, chosen and told before the draw.
    salt : str
        The engagement's own text, so that two engagements with one seed do not call the same people.

    Returns
    -------
    Certificate

    Raises WrongShape for an id listed twice or a stratum without a size (or the reverse), OutOfRange for a blank id, a
    negative seed, or more to draw than there are.
    Source: METHODS M12.

    >>> staff = pd.Series("all", index=["ann", "bob", "cleo", "dan"])
    >>> len(draw(staff, pd.Series({"all": 2}), seed=7).drawn)
    2
    """
    ids = [str(name) for name in strata.index]
    if len(set(ids)) < len(ids):
        raise WrongShape("strata", found=strata.index[strata.index.duplicated()].tolist(), expected="each id once")
    if not all(name.strip() for name in ids) or seed < 0:
        raise OutOfRange("draw", found="blank id" if seed >= 0 else seed, expected="an id for each, seed >= 0")
    frame = dict(zip(ids, (str(name) for name in strata), strict=True))
    wanted = {str(name): int(size) for name, size in sizes.items()}
    people = pd.Series(frame.values(), dtype="str").value_counts()
    if sizes.index.has_duplicates or set(wanted) != set(frame.values()):
        raise WrongShape("sizes", found=sorted(wanted), expected=" | ".join(sorted(set(frame.values()))))
    for name, size in wanted.items():
        if not 0 <= size <= people[name]:
            raise OutOfRange(f"sizes[{name}]", found=size, expected=f">= 0 and <= {people[name]}")
    hashed = sorted(ids, key=lambda name: hashlib.sha256((salt + name).encode()).digest())
    order = [hashed[i] for i in np.random.Generator(np.random.PCG64(seed)).permutation(len(hashed))]
    place = pd.Series([frame[name] for name in order], dtype="str").pipe(lambda s: s.groupby(s).cumcount())
    first = [rank < wanted[frame[name]] for name, rank in zip(order, place, strict=True)]
    return Certificate(
        seed=seed,
        salt=salt,
        frame_sha256=frame_sha256(strata),
        strata=tuple((name, int(people[name]), wanted[name]) for name in sorted(wanted)),
        drawn=tuple(name for name, yes in zip(order, first, strict=True) if yes),
        replacements=tuple(name for name, yes in zip(order, first, strict=True) if not yes),
    )


def replays(certificate: Certificate, strata: pd.Series) -> bool:
    """Whether the frame is the one certified, and drawing again calls the same people in the same order.

    Raises as `draw`.
    """
    if frame_sha256(strata) != certificate.frame_sha256:
        return False
    sizes = pd.Series({name: size for name, _, size in certificate.strata})
    return draw(strata, sizes, seed=certificate.seed, salt=certificate.salt) == certificate


def frame_sha256(strata: pd.Series) -> str:
    """Fingerprint of a frame: its ids and their strata, whatever their order."""
    pairs = sorted((str(name), str(stratum)) for name, stratum in strata.items())
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()

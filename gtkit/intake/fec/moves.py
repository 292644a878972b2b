"""Debts that change accounts: from 411 to 413 when a bill of exchange is accepted, to 416 when payment turns doubtful.

A move pays nothing: what clears the account that a debt was moved to does. Letters on either side of a move are
therefore one group, in which the lines of the move itself count for nothing. A bill that an opening entry carries over
goes on in the letter that it bears there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from gtkit.intake.fec.texts import Codes, Flags, coded, joined, summed


def moves(entry: Codes, customer: Codes, collective: Codes, cents: Codes) -> Codes:
    """Which lines move a debt between accounts of the same customer, or, where one has no auxiliary, of an entry.

    Parameters
    ----------
    entry, customer, collective, cents : int arrays, one value a line
        Receivable lines of entries that neither sell, nor pay, nor carry over.

    Returns
    -------
    int array: a number for each move, from 0; -1 for a line that moves nothing. The lines of a move add up to nothing
    and stand on several collective accounts.

    >>> entry, customer = np.array([0, 0, 1, 1]), np.array([5, 5, 5, 5])
    >>> moves(entry, customer, np.array([411, 413, 411, 411]), np.array([10, -10, 10, -10])).tolist()
    [0, 0, -1, -1]
    """
    own = joined(entry, customer)
    within = _balanced(own, collective, cents)
    apart = ~within
    across = np.zeros(len(entry), dtype=bool)
    across[apart] = _balanced(entry[apart], collective[apart], cents[apart])
    places = joined(within.astype(np.int64), np.where(within, own, entry))
    found = np.full(len(entry), -1, dtype=np.int64)
    found[within | across] = coded(places[within | across])
    return found


def _balanced(place: Codes, collective: Codes, cents: Codes) -> Flags:
    """The lines of places that add up to nothing over several accounts."""
    pairs = joined(place, coded(collective))
    _, first = np.unique(pairs, return_index=True)
    several = np.bincount(place[first], minlength=int(place.max(initial=-1)) + 1)[place] > 1
    balanced: Flags = several & (summed(cents, place)[place] == 0)
    return balanced


def followed(items: pd.DataFrame) -> pd.DataFrame:
    """Receivable lines with the groups on either side of a move made one.

    Parameters
    ----------
    items : DataFrame
        As `payments_of` makes them, with group, move (-1 for none), collective and cleared_on, the day of the letter.

    Returns
    -------
    DataFrame: lines of moves add and settle nothing; `cleared_on` is that of the last letter of a chain of moves, NaT
    where the chain ends without a letter.
    """
    move = items["move"].to_numpy()
    if (move < 0).all():
        return items
    carried = _carried(items)
    step = np.where(move >= 0, move, carried)
    group, lettered = items["group"].to_numpy(), (items["letter"] != "").to_numpy()
    n, linked = int(group.max(initial=-1)) + 1, (step >= 0) & lettered
    size = n + int(step.max()) + 1
    links = coo_array((np.ones(linked.sum()), (group[linked], n + step[linked])), shape=(size, size))
    chains = connected_components(links, directed=False)[1]
    chain = np.where(step >= 0, chains[n + step], np.where(group >= 0, chains[group], -1))
    goes_on = np.isin(move, carried[carried >= 0])
    last = pd.DataFrame({"chain": chain, "day": items["cleared_on"].mask(~lettered)})[
        (step >= 0) & (items["cents"] < 0) & ~goes_on
    ]
    ends = last.groupby("chain")["day"].agg(lambda days: days.max(skipna=False))
    in_chain = np.isin(chain, ends.index)
    return items.assign(
        group=np.where(group >= 0, chain, -1),
        cleared_on=items["cleared_on"].where(~in_chain, pd.Series(chain, index=items.index).map(ends)),
        invoiced=items["invoiced"] & (step < 0),
        due=items["due"].mask(step >= 0, 0),
        settles=items["settles"].mask(step >= 0, 0),
    )


def _carried(items: pd.DataFrame) -> Codes:
    """The move that each opening debit goes on from: same customer, account and piece, in an earlier file; else -1."""
    debit = (items["cents"] < 0).to_numpy()
    keys = ["customer_id", "collective", "piece"]
    moved = items.loc[debit & (items["move"] >= 0).to_numpy() & (items["piece"] != ""), [*keys, "file", "move"]]
    opened = items.loc[debit & items["opening"].to_numpy(), [*keys, "file"]].reset_index()
    pairs = opened.merge(moved, on=keys, suffixes=("", "_before"))
    pairs = pairs[pairs["file_before"] < pairs["file"]].drop_duplicates("index", keep="last").set_index("index")
    carried: Codes = pairs["move"].reindex(items.index).fillna(-1).astype(np.int64).to_numpy()
    return carried

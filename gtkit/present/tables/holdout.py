"""Models put to the test on months that they did not see, beside the rule that says that all goes on as before."""

from __future__ import annotations

import math

from gtkit.evidence import Quantity, Statement, Term, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.parameters import plus
from gtkit.present.plates import Head, TableExhibit
from gtkit.valuation import CustomerEquity, Holdout
from gtkit.valuation.holdout import NAIVE
from gtkit.words import Words

_UNKNOWN = "–"
DEFAULT = "mbg_nbd"  # the model that is kept wherever it leaves no doubt


def holdout_table(holdout: Holdout, used: CustomerEquity, words: Words, origin: Origin) -> TableExhibit:
    """Each model: purchases foreseen, error on their total, mean error a customer with its interval, gain on the rule.

    Parameters
    ----------
    holdout : Holdout
    used : CustomerEquity
        Its model is named beside the one of least error, and the note says why it was kept.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the least mean error first.
    """
    rows = tuple(
        (
            words.say(f"model.short.{name}"),
            words.count(row["expected"]),
            _UNKNOWN if math.isnan(row["total_error"]) else plus(row["total_error"], words.share(row["total_error"])),
            words.number(row["error"], 2),
            words.say("range", low=words.number(row["low"], 2), high=words.number(row["high"], 2)),
            _gain(str(name), row["gain_low"], row["gain_high"], words),
        )
        for name, row in holdout.models.iterrows()
    )
    values: dict[str, Value] = {
        "best": Term(f"model.short.{holdout.models.index[0]}"),
        "used": Term(f"model.short.{used.model}"),
        "kept": Statement(
            "holdout.kept_default" if used.model == DEFAULT else "holdout.kept",
            {"used": Term(f"model.short.{used.model}")},
        ),
        "actual": Quantity(holdout.actual, Unit.COUNT),
        "n": Quantity(len(holdout.customers), Unit.COUNT),
        "cut": holdout.cut,
        "end": holdout.end,
        "level": Quantity(holdout.level, Unit.SHARE),
    }
    return TableExhibit(
        words=words,
        title=Statement(f"table.holdout.title_{_standing(holdout, used.model)}", values),
        columns=(
            Head("column.model"),
            Head("column.foreseen", numeric=True),
            Head("column.total_error", numeric=True),
            Head("column.mean_error", numeric=True),
            Head("column.range", numeric=True),
            Head("column.gain"),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.holdout.note", values),
    )


def _standing(holdout: Holdout, used: str) -> str:
    """How the model in use stands to the one of least error: it is that one, level with it, beaten, or not tried."""
    best = holdout.models.index[0]
    if used not in holdout.models.index:
        return "untried"
    if used == best:
        return "best"
    return "level" if holdout.models["low"][used] <= holdout.models["high"][best] else "beaten"


def _gain(name: str, low: float, high: float, words: Words) -> str:
    """Whether a model beats the rule beyond chance."""
    if name == NAIVE:
        return _UNKNOWN
    key = "better" if low > 0 else "worse" if high < 0 else "even"
    return words.say(f"holdout.{key}")

"""The loyalty plan, action by action, by nature of investment."""

from __future__ import annotations

import pandas as pd

from gtkit.contracts import TABLES
from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_ALL = "–"


def actions_table(actions: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each action: in the plan or not, nature, tier aimed at, cost, hours, net gain low, central and high.

    Parameters
    ----------
    actions : DataFrame by action
        label, nature, tier, cost (currency), hours, low, central, high (net gain, currency), chosen, no_regret (bool).
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the plan first, by nature, then the actions left aside.
    """
    ordered = actions.assign(out=~actions["chosen"], sure=~actions["no_regret"]).sort_values(
        ["out", "sure", "nature", "central"], ascending=[True, True, True, False], kind="stable"
    )
    rows = tuple(
        (
            str(row["label"]),
            words.say(f"planned.{_standing(bool(row['chosen']), bool(row['no_regret']))}"),
            _nature(str(row["nature"]), words.lang),
            str(row["tier"]) or _ALL,
            words.money(row["cost"]),
            words.quantity(Quantity(row["hours"], Unit.HOURS)),
            *(words.money(row[name]) for name in ("low", "central", "high")),
        )
        for _, row in ordered.iterrows()
    )
    values = {
        "n": Quantity(float(actions["chosen"].sum()), Unit.COUNT),
        "listed": Quantity(len(actions), Unit.COUNT),
        "sure": Quantity(float((actions["chosen"] & actions["no_regret"]).sum()), Unit.COUNT),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.actions.title", values),
        columns=(
            Head("column.loyalty_action"),
            Head("column.plan"),
            Head("column.nature"),
            Head("column.tier"),
            Head("column.action_cost", numeric=True),
            Head("column.action_hours", numeric=True),
            Head("column.gain_low", numeric=True),
            Head("column.gain_central", numeric=True),
            Head("column.gain_high", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.actions.note"),
    )


def _standing(chosen: bool, no_regret: bool) -> str:
    if not chosen:
        return "out"
    return "no_regret" if no_regret else "chosen"


def _nature(key: str, lang: str) -> str:
    """The nature of an investment, in the words of the intake workbook."""
    choices = {choice.key: choice for choice in TABLES["actions"].column("nature").choices}
    choice = choices[key]
    return choice.french if lang == "fr" else choice.english

"""What surrounds the list of indicators: owner, ritual, decision, reward, review."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

LISTED = 5  # indicators named in a cell
_ABSENT = "–"


def system_table(checks: pd.DataFrame, labels: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each check with how many indicators keep it, and the first that do not.

    Parameters
    ----------
    checks : DataFrame by indicator
        Boolean columns, NA where a check does not bear or is not known.
    labels : Series by indicator
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order of the checks.
    """
    failing = int((~checks.fillna(True).all(axis=1)).sum())
    return TableExhibit(
        words=words,
        title=Statement(
            "table.system.title",
            {"n": Quantity(len(checks) - failing, Unit.COUNT), "listed": Quantity(len(checks), Unit.COUNT)},
        ),
        columns=(
            Head("column.system_check"),
            Head("column.kept_by", numeric=True),
            Head("column.share_kept", numeric=True),
            Head("column.not_kept_by"),
        ),
        rows=tuple(_row(str(name), checks[name].dropna(), labels, words) for name in checks),
        origin=origin,
        note=Statement("table.system.note"),
    )


def _row(name: str, kept: pd.Series, labels: pd.Series, words: Words) -> tuple[str, ...]:
    told = words.say(f"check.{name}.told")
    if kept.empty:
        return told, _ABSENT, _ABSENT, _ABSENT
    missing = told_names(kept.index[~kept.astype(bool)], labels)
    shown = words.listing(missing[:LISTED]) or _ABSENT
    if len(missing) > LISTED:
        shown = words.say("indicators.more", names=", ".join(missing[:LISTED]), more=words.count(len(missing) - LISTED))
    part = words.say("indicators.out_of", x=words.count(int(kept.sum())), y=words.count(len(kept)))
    return told, part, words.share(float(kept.mean())), shown

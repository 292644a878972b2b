"""Answers about the choices: the barriers themselves, the fundamental choices, and what the kit does not hold yet."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.perimeter.knowledge_answers import SORTED
from gtkit.epreuves.perimeter.results import KINDS, Results
from gtkit.evidence import Answer, Level, Name, Statement, Value
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, share


def barriers_raised(results: Results) -> Answer:
    """1.6: barriers on each kind, owned and with a reason, that bite."""
    basis, field, rows = results.basis, results.field, results.barriers
    if field is None:
        return basis.unknown("1.6", "reason.nothing_sorted", "criteria.veto")
    if rows is None:
        if "veto" not in results.tables["criteria"].given:
            return basis.unknown("1.6", "reason.no_veto", "criteria.veto")
        return basis.known("1.6", Level.FAILED, n=len(field.criteria), tables=("criteria", "profiles"), values={})
    unowned = (rows["owner"] == "") | (rows["reason"] == "")
    decorative, clashing = rows["status"] == "decorative", rows["contradictory"].str.len() > 0
    sound = len(results.barred_kinds()) == len(KINDS) and not (unowned | decorative | clashing | rows["overdue"]).any()
    values: dict[str, Value] = {
        "n": count(len(rows)),
        "biting": count((rows["status"] == "biting").sum()),
        "decorative": _labels(rows.loc[decorative, "label"]),
        "contradictory": _labels(rows.loc[clashing, "label"]),
        "unowned": _labels(rows.loc[unowned, "label"]),
        "overdue": _labels(rows.loc[rows["overdue"], "label"]),
        "untested": count((rows["status"] == "untested").sum()),
        "cases": count(0 if results.register is None else len(results.register.cases)),
    }
    level = Level.PASSED if sound and (rows["status"] == "biting").all() else Level.CONDITIONAL
    return basis.known("1.6", level, n=len(rows), tables=SORTED, values=values)


def fundamental_choices(results: Results) -> Answer:
    """1.8: the criteria that weigh most, and the classes that hold whatever is reasonable."""
    basis, field, rows = results.basis, results.field, results.open
    if field is None:
        return basis.unknown("1.8", "reason.nothing_sorted", "criteria.weight")
    if rows is None or rows["robust"].dropna().empty:
        return basis.unknown("1.8", "reason.nothing_open", "opportunities.outcome")
    robust = rows["robust"].dropna().astype(bool)
    part = float(robust.mean())
    first = field.criteria.sort_values("weight", ascending=False, kind="stable")["label"].head(3)
    fragile = rows.loc[robust.index[~robust]].sort_values("held", kind="stable")["label"]
    values: dict[str, Value] = {
        "n": count(len(robust)),
        "robust": count(robust.sum()),
        "part": share(part),
        "hold": share(results.settings.hold_share),
        "threshold": share(results.settings.robust_threshold),
        "first": tuple(Name(str(label)) for label in first),
        "fragile": _labels(fragile),
    }
    level = Level.PASSED if part >= results.settings.robust_threshold else Level.CONDITIONAL
    return basis.known("1.8", level, n=len(robust), tables=SORTED, values=values)


def later(results: Results, question: str) -> Answer:
    """The answer to a question whose method is still to come."""
    return results.basis.later(question, _LATER[question])


def _labels(labels: pd.Series) -> Value:
    return named(labels) or Statement("perimeter.none")


_LATER = {
    "1.7": "keyness",
    "1.9": "expectations",
    "1.10": "trade_mark",
    "1.11": "relation_matrix",
    "1.13": "partnership",
}

"""Answers about what lies outside: missions, services and agreements to refuse, and those beyond the skills."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.field_of_action import FieldOfAction
from gtkit.epreuves.perimeter.knowledge_answers import SORTED
from gtkit.epreuves.perimeter.results import Results
from gtkit.evidence import Answer, Level, Name, Statement, Value
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, money

REASONED = 8  # names told in a sentence, each with its reason; the table on the page holds them all


def answers(results: Results) -> tuple[Answer, ...]:
    """1.1 to 1.4 and 1.12."""
    return (
        _out_of_scope(results),
        _of_kind(results, "1.2", "mission"),
        _of_kind(results, "1.3", "service", "initiative"),
        _of_kind(results, "1.4", "agreement"),
    )


def _out_of_scope(results: Results) -> Answer:
    """1.1: every opportunity to be decided has its class, and those refused their reason."""
    field, rows = results.field, results.open
    if field is None:
        return results.basis.unknown("1.1", "reason.nothing_sorted", *_lacking(results))
    if rows is None:
        return results.basis.unknown("1.1", "reason.nothing_open", "opportunities.outcome")
    return results.basis.known("1.1", _sharpness(rows), n=len(rows), tables=SORTED, values=_counts(rows, field))


def _of_kind(results: Results, question: str, *kinds: str) -> Answer:
    """1.2, 1.3, 1.4: which opportunities of these kinds to refuse, and by which barriers."""
    field = results.field
    if field is None:
        return results.basis.unknown(question, "reason.nothing_sorted", *_lacking(results))
    rows = results.of(*kinds)
    if rows is None:
        return results.basis.unknown(question, "reason.nothing_open_of_kind", "opportunities.kind")
    barred = pd.concat([field.barriers_of(kind) for kind in kinds])
    barred = barred[~barred.index.duplicated()]
    level = (
        _sharpness(rows) if all(len(field.barriers_of(kind)) for kind in rows["kind"].unique()) else Level.CONDITIONAL
    )
    if barred.empty:
        level = Level.FAILED
    values = _counts(rows, field) | {
        "barriers": tuple(Name(str(label)) for label in barred["label"]) or Statement("perimeter.none"),
        "amount": money(rows.loc[rows["level"] == "refuse", "amount"].fillna(0.0).sum()),
    }
    return results.basis.known(question, level, n=len(rows), tables=SORTED, values=values)


def beyond_skills(results: Results) -> Answer:
    """1.12: missions that ask more than the skills at hand: to train, to buy, to refuse."""
    gaps = results.gaps
    if gaps is None:
        return results.basis.unknown("1.12", "reason.no_skills", "skills.level", "required_skills.level")
    counts = gaps["action"].value_counts()
    told = {action: int(counts.get(action, 0)) for action in ("within", "train", "buy", "refuse", "unknown")}
    level = Level.CONDITIONAL if told["unknown"] else Level.PASSED
    beyond = gaps.loc[gaps["action"] == "refuse", "label"]
    refused: dict[str, Value] = {"n": count(len(beyond)), "names": named(beyond, most=REASONED)}
    values: dict[str, Value] = {
        **{action: count(told[action]) for action in ("within", "train", "buy", "unknown")},
        "n": count(len(gaps)),
        "refused": Statement("skills.refused" if len(beyond) else "skills.none_refused", refused),
    }
    return results.basis.known(
        "1.12", level, n=len(gaps), tables=("opportunities", "skills", "required_skills"), values=values
    )


def _sharpness(rows: pd.DataFrame) -> Level:
    """Passed when each class is settled."""
    return Level.CONDITIONAL if _unsettled(rows).any() else Level.PASSED


def _unsettled(rows: pd.DataFrame) -> pd.Series:
    """Whether a class is debated, capped by an unknown barrier, or not found."""
    unsettled: pd.Series = rows["debated"] | rows["capped"] | (rows["level"] == "")
    return unsettled


def _left(rows: pd.DataFrame) -> Statement:
    """What keeps the answer from a plain yes: classes to be confirmed, else a kind that no barrier protects."""
    unsettled = int(_unsettled(rows).sum())
    if not unsettled:
        return Statement("perimeter.unbarred")
    return Statement("perimeter.to_confirm", {"n": count(unsettled), "listed": count(len(rows))})


def _counts(rows: pd.DataFrame, field: FieldOfAction) -> dict[str, Value]:
    """How many of each class, and the names of those refused, each with what refuses it."""
    refused = rows[rows["level"] == "refuse"]
    reasons = refused["binding"].map(field.criteria["label"])
    told = (
        f"{label} ({str(why).lower()})" if isinstance(why, str) else str(label)
        for label, why in zip(refused["label"], reasons, strict=True)
    )
    names = named(told, most=REASONED)
    return {
        "n": count(len(rows)),
        "refused": count(len(refused)),
        "conditions": count((rows["level"] == "conditions").sum()),
        "accepted": count((rows["level"] == "accept").sum()),
        "left": _left(rows),
        "names": names or Statement("perimeter.none"),
    }


def _lacking(results: Results) -> tuple[str, ...]:
    wanted = ("opportunities.opportunity", "criteria.weight", "profiles.value", "opportunity_scores.value")
    absent = [c for c in wanted if (k := c.split(".")[0]) not in results.tables or results.tables[k].frame.empty]
    return tuple(absent) or ("criteria.weight",)

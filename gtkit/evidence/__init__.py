"""Verdict, Answer, Decision, KeyFigure, Trace: what an épreuve says, and how it knows."""

from gtkit.evidence.pillar import Part, Pillar, worst
from gtkit.evidence.scenario import Change, FigurePair, Scenario, Setting
from gtkit.evidence.statement import (
    Answer,
    Decision,
    DecisionKind,
    Interval,
    KeyFigure,
    Level,
    Name,
    Quantity,
    Statement,
    Term,
    Trace,
    Unit,
    Value,
)
from gtkit.evidence.verdict import KIT_THRESHOLDS, RESAMPLES, Criterion, State, Verdict, level_of, robustness, score_of

__all__ = [
    "KIT_THRESHOLDS",
    "RESAMPLES",
    "Answer",
    "Change",
    "Criterion",
    "Decision",
    "DecisionKind",
    "FigurePair",
    "Interval",
    "KeyFigure",
    "Level",
    "Name",
    "Part",
    "Pillar",
    "Quantity",
    "Scenario",
    "Setting",
    "State",
    "Statement",
    "Term",
    "Trace",
    "Unit",
    "Value",
    "Verdict",
    "level_of",
    "robustness",
    "score_of",
    "worst",
]

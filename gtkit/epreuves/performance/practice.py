"""What a list of indicators is worth in practice: checks beyond the list, criteria kept or not, tools."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.performance.settings import Settings
from gtkit.scoring.indicators.audit import SystemAudit
from gtkit.scoring.indicators.sheets import ANSWERABLE, filled
from gtkit.scoring.indicators.use import IndicatorUse

CHECKS = ("owner", "ritual", "decision", "reward", "review")
BENT = 0.5  # gaming risk from which a reward is held to bend its indicator


def system_checks(
    indicators: pd.DataFrame | None, audited: SystemAudit | None, used: IndicatorUse | None, settings: Settings
) -> pd.DataFrame | None:
    """Five checks of each indicator, beyond the list itself.

    An owner; a ritual (meetings that show it, `settings.fewest_meetings` at least); a decision taken; a reward that
    neither bends it nor pays for what is refused; a decision looked at again, asked only where one was taken.

    Returns
    -------
    DataFrame by indicator, boolean columns of CHECKS, NA where a check does not bear or is not known; None without
    indicators, links to objectives or decision log.

    Source: METHODS M32, row 5.3.
    """
    if indicators is None or audited is None or used is None:
        return None
    log, sheet = used.indicators, audited.indicators
    bent = (sheet["gaming_risk"] >= BENT) | sheet["conflict"]
    told = sheet["gaming_risk"].notna() | sheet["conflict"]
    return pd.DataFrame(
        {
            "owner": filled(indicators)["owner"].astype("boolean"),
            "ritual": (log["shown"] >= settings.fewest_meetings).astype("boolean"),
            "decision": (log["decided"] > 0).astype("boolean"),
            "reward": (~bent).astype("boolean").where(told),
            "review": (log["reviewed"] > 0).astype("boolean").where(log["decided"] > 0),
        },
        index=indicators.index,
    )


def criteria_choice(
    indicators: pd.DataFrame | None,
    objectives: pd.DataFrame | None,
    audited: SystemAudit | None,
    used: IndicatorUse | None,
    settings: Settings,
) -> pd.DataFrame | None:
    """Which criteria to keep, mend, drop or add.

    A zombie or an orphan is dropped; an indicator without failure line, owner and reaction is mended; an objective that
    nothing measures strongly asks for a criterion to be added.

    Returns
    -------
    DataFrame: label, choice ("keep", "mend", "drop", "add"), reasons (tuple of "zombie", "orphan", "failure_line",
    "owner", "reaction", "uncovered"), yearly_cost (currency, NaN where unknown or to be added), in the order drop, add,
    mend, keep; None without indicators, links to objectives, or a log long enough to tell a zombie.

    Source: METHODS M32 and M33, row 5.7.
    """
    if indicators is None or objectives is None or audited is None or used is None:
        return None
    if used.meetings < settings.fewest_meetings:
        return None
    held, sheets = filled(indicators), audited.indicators.join(used.indicators)
    rows: list[tuple[str, str, tuple[str, ...], float]] = []
    for indicator, label, cost in zip(indicators.index, indicators["label"], indicators["yearly_cost"], strict=True):
        found = sheets.T[indicator]
        dropped = tuple(name for name in ("zombie", "orphan") if found[name])
        blanks = tuple(field for field in ANSWERABLE if not held.T[indicator][field])
        choice = "drop" if dropped else "mend" if blanks else "keep"
        rows.append((str(label), choice, dropped or blanks, float(cost)))
    for objective in audited.uncovered:
        rows.append((str(objectives["label"][objective]), "add", ("uncovered",), float("nan")))
    frame = pd.DataFrame(rows, columns=["label", "choice", "reasons", "yearly_cost"])
    order = frame["choice"].map({"drop": 0, "add": 1, "mend": 2, "keep": 3})
    return frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def tool_sheets(indicators: pd.DataFrame) -> pd.DataFrame:
    """Where each indicator comes from, how long one waits for it, and what it costs.

    Returns
    -------
    DataFrame by indicator: label, source, wait_days (delay and cadence), cycle_days (of the decision that it serves),
    timely (boolean, NA where a length is not known), yearly_cost (currency, NaN where unknown).

    Source: METHODS M32, row 5.8: a measure serves a decision when delay and cadence fit in its cycle.
    """
    wait = indicators["delay_days"] + indicators["cadence_days"]
    known = wait.notna() & indicators["cycle_days"].notna()
    return indicators[["label", "source", "cycle_days", "yearly_cost"]].assign(
        wait_days=wait, timely=(wait <= indicators["cycle_days"]).astype("boolean").where(known)
    )

"""Settings in words: the name of one and its value, as a trace, a scenario or a figure tells them."""

from __future__ import annotations

from datetime import date

from gtkit.evidence import Quantity, Unit
from gtkit.present.labels import years
from gtkit.words import Words

DECIMALS = 4
_SHARES = """
    annual_rate assumed_annual_churn margin_rate sensitivity_rate sensitivity_margin sensitivity_churn interval_level
    completeness_threshold cut cut_low cut_high hold_share right_share threshold_stretch weight_spread firm_threshold
    knowledge_threshold knowledge_fatal robust_threshold waste_threshold citing_threshold citing_fatal draw_margin
    ideas_threshold ideas_fatal energy_threshold energy_fatal proof_threshold coherence_threshold coherence_fatal
    no_regret_threshold loss_cut_threshold high_service vitality_threshold answerable_threshold answerable_fatal
    coverage_threshold zombie_ceiling practice_threshold
"""
_UNITS = dict.fromkeys(_SHARES.split(), Unit.SHARE) | {
    "vacuum_ratio": Unit.RATIO,
    "card_ratio": Unit.RATIO,
    "fit_threshold": Unit.SCORE,
    "budget": Unit.MONEY,
    "minimum_gain": Unit.MONEY,
    "hours": Unit.HOURS,
    "sensitivity_years": Unit.YEARS,
    "draws": Unit.COUNT,
}


def parameter_value(name: str, value: float | str, words: Words) -> str:
    """The value of a setting.

    Parameters
    ----------
    name : str
        Key of the setting, such as ``"annual_rate"``.
    value : float or str
        A word of the catalogue ("mbg_nbd" of ``model``) is said in it.
    words : Words

    Returns
    -------
    str: with its unit; a share whole, for it is to be computed with again.

    >>> parameter_value("annual_rate", 0.125, Words.of("en"))
    '12.5%'
    """
    if name == "as_of":
        return words.date(date.fromisoformat(str(value)))
    if isinstance(value, str):
        key = f"{name}.{value}"
        return words.say(key) if words.knows(key) else value
    if name == "seed":
        return str(value)  # a label, not a quantity: no digit groups
    if name == "horizon_years":
        return years(float(value), words)
    unit = _UNITS.get(name, Unit.COUNT if float(value).is_integer() else Unit.COEFFICIENT)
    return exact_share(value, words) if unit is Unit.SHARE else words.quantity(Quantity(float(value), unit))


def exact_share(value: float, words: Words) -> str:
    """A share as a percentage told whole: with as many decimals as it has, four at most, none that says nothing.

    >>> exact_share(0.125, Words.of("en")), exact_share(0.08, Words.of("en"))
    ('12.5%', '8%')
    """
    decimals = next((d for d in range(DECIMALS) if abs(round(100 * value, d) - 100 * value) < 1e-9), DECIMALS)
    return words.say("percent", x=words.number(100 * value, decimals))


def plus(value: float, told: str) -> str:
    """A figure that is told, with the sign of a rise before it; a fall bears its own.

    >>> plus(2.0, "2"), plus(-2.0, "−2")
    ('+2', '−2')
    """
    return f"+{told}" if value > 0 else told

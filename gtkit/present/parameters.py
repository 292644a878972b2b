"""Settings in words: the name of one and its value, as a trace, a scenario or a figure tells them."""

from __future__ import annotations

from datetime import date

from gtkit.evidence import Quantity, Unit
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
    "horizon_years": Unit.YEARS,
    "payment_term_days": Unit.DAYS,
}
_LEAST = {Unit.YEARS: 0, Unit.DAYS: 0, Unit.HOURS: 0, Unit.RATIO: 1, Unit.COEFFICIENT: 2}  # decimals
_MILLION = 999_999.5  # from which a sentence rounds an amount


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
    str: with its unit; whole, for it is to be computed with again: as many decimals as it has, four at most.

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
    unit = _UNITS.get(name, Unit.COUNT if float(value).is_integer() else Unit.COEFFICIENT)
    if unit is Unit.SHARE:
        return exact_share(value, words)
    if unit is Unit.MONEY and abs(value) >= _MILLION:
        return words.money(value)
    if unit in _LEAST:
        text, key = words.number(value, _decimals(value, _LEAST[unit])), f"unit.{unit.value}"
        return words.say(key, x=text, n=Quantity(float(value), Unit.COUNT)) if words.knows(key) else text
    return words.quantity(Quantity(float(value), unit))


def exact_share(value: float, words: Words) -> str:
    """A share as a percentage told whole: with as many decimals as it has, four at most, none that says nothing.

    >>> exact_share(0.125, Words.of("en")), exact_share(0.08, Words.of("en"))
    ('12.5%', '8%')
    """
    return words.say("percent", x=words.number(100 * value, _decimals(100 * value)))


def plus(value: float, told: str) -> str:
    """A figure that is told, with the sign of a rise before it; a fall bears its own.

    >>> plus(2.0, "2"), plus(-2.0, "−2")
    ('+2', '−2')
    """
    return f"+{told}" if value > 0 else told


def _decimals(value: float, least: int = 0) -> int:
    """As many as the value has, so many at least; floating point is not a decimal."""
    return next((d for d in range(least, DECIMALS) if abs(round(value, d) - value) < 1e-9), DECIMALS)

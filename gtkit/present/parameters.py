"""Settings in words: the name of one and its value, as a trace, a scenario or a figure tells them."""

from __future__ import annotations

from datetime import date

from gtkit.evidence import Quantity, Unit
from gtkit.present.labels import years
from gtkit.words import Words

DECIMALS = 4
UNITS = {
    "annual_rate": Unit.SHARE,
    "assumed_annual_churn": Unit.SHARE,
    "interval_level": Unit.SHARE,
    "completeness_threshold": Unit.SHARE,
    "vacuum_ratio": Unit.RATIO,
    "card_ratio": Unit.RATIO,
    "cut": Unit.SHARE,
    "cut_low": Unit.SHARE,
    "cut_high": Unit.SHARE,
    "hold_share": Unit.SHARE,
    "right_share": Unit.SHARE,
    "threshold_stretch": Unit.SHARE,
    "weight_spread": Unit.SHARE,
    "draws": Unit.COUNT,
}


def parameter_value(name: str, value: float | str, words: Words, *, unit: Unit | None = None) -> str:
    """The value of a setting.

    Parameters
    ----------
    name : str
        Key of the setting, such as ``"annual_rate"``.
    value : float or str
        A word of the catalogue ("mbg_nbd" of ``model``) is said in it.
    words : Words
    unit : Unit, optional
        In place of the one that the name is known by.

    Returns
    -------
    str: with its unit.

    >>> parameter_value("annual_rate", 0.12, Words.of("en"))
    '12%'
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
    known = UNITS.get(name, Unit.COUNT if float(value).is_integer() else Unit.COEFFICIENT)
    return words.quantity(Quantity(float(value), unit or known))


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

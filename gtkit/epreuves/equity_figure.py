"""Capital-Clients as a key figure: one number, one trace, on whichever page it stands."""

from __future__ import annotations

from dataclasses import replace

from gtkit.epreuves.basis import Basis
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.evidence import KeyFigure
from gtkit.evidence.quantities import money


def equity_figure(base: CustomerBase | None, basis: Basis, settings: ValuationSettings) -> list[KeyFigure]:
    """The figure and where it comes from, what the sales hold first; none where no customer could be valued.

    Parameters
    ----------
    base : CustomerBase or None
    basis : Basis
    settings : ValuationSettings
        Those that the base was valued with.
    """
    if base is None or base.equity is None:
        return []
    equity = base.equity
    parameters: dict[str, float | str | int] = {
        "model": equity.model,
        "annual_rate": settings.annual_rate,
        "horizon_years": settings.horizon_years,
        "draws": settings.draws,
        "interval_level": settings.interval_level,
        "seed": settings.seed,
    }
    if base.assumed_margin is not None:
        parameters["margin_rate"] = base.assumed_margin
    trace = basis.trace(
        "gtkit.valuation.customer_equity",
        r"\sum_i m_i \, E[z_i] \int_0^H e^{-\delta t} \, dE[X_i(t)]",
        tables=base.rests_on,
        parameters=parameters,
        assumptions=(*base.supposed, "assumption.interval_parameters"),
    )
    trace = replace(trace, assumptions=(base.counted, *trace.assumptions))
    return [KeyFigure(key="figure.equity", quantity=money(equity.total, equity.interval), trace=trace)]

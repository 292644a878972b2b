"""Figures draw what they are given, say it in the page's language, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection

from gtkit.present import (
    FigureExhibit,
    Origin,
    class_moves,
    effort_scores,
    energy_drains,
    equity_by_year,
    plan_worth,
    ranked_customers,
    segment_shares,
    sensitivity_chart,
    whale_curve,
)
from gtkit.present.figures import efforts, energy, equity, moves, plans, ranking, rows, segments, sensitivity, whale
from gtkit.present.theme import NARROW, WIDE, Size, canvas, themed
from gtkit.scoring.customers.energy import EnergyReturn
from gtkit.words import Words

FR = Words.of("fr", "EUR")


def refused(spent: EnergyReturn, n: int) -> pd.DataFrame:
    """Judgements that answer no to the first of the customers that drain energy, and to nobody else."""
    drains = spent.customers.index[spent.customers["vacuum"]]
    return pd.DataFrame(
        {"level": np.where(spent.customers.index.isin(drains[:n]), "failed", "conditional")},
        index=spent.customers.index,
    )


SUBJECTS: dict[str, tuple[Callable[..., Axes], Callable[..., FigureExhibit], tuple[str, ...]]] = {
    "equity": (equity.draw, equity_by_year, ("equity",)),
    "whale": (whale.draw, whale_curve, ("whale",)),
    "energy": (
        energy.draw,
        lambda spent, names, words, origin: energy_drains(spent, names, refused(spent, 1), words, origin),
        ("energy", "names"),
    ),
    "efforts": (efforts.draw, effort_scores, ("efforts",)),
    "ranking": (ranking.draw, ranked_customers, ("equity", "names")),
    "moves": (moves.draw, class_moves, ("stability",)),
    "plans": (plans.draw, plan_worth, ("plans", "names")),
    "sensitivity": (sensitivity.draw, sensitivity_chart, ("sensitivity",)),
    "segments": (segments.draw, segment_shares, ("segments",)),
}
EACH = pytest.mark.parametrize("subject", SUBJECTS)


def drawing(subject: str, results: SimpleNamespace, words: Words = FR, size: Size = WIDE) -> Axes:
    draw, _, keys = SUBJECTS[subject]
    with themed():
        _, ax = canvas(size)
        assert draw(*(getattr(results, key) for key in keys), words, ax) is ax
    return ax


def exhibit(subject: str, results: SimpleNamespace, origin: Origin, words: Words) -> FigureExhibit:
    _, make, keys = SUBJECTS[subject]
    return make(*(getattr(results, key) for key in keys), words, origin)


@pytest.fixture(scope="module")
def shown(results: SimpleNamespace, origin: Origin) -> Callable[[str, Words], FigureExhibit]:
    """Each figure, drawn once a language."""
    return cache(lambda subject, words: exhibit(subject, results, origin, words))


@EACH
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_numbers_are_in_the_page_s_language(subject: str, lang: str, shown: Any, dom: Any) -> None:
    """No figure holds a number of the other language, in its marks, its title or its description."""
    made = shown(subject, Words.of(lang, "EUR"))
    told = dom(made.wide).text + dom(made.narrow).text + made.told + made.words.say(made.alt)
    other = r"\d\.\d|\d,\d{3}\b" if lang == "fr" else r"\d,\d\b|\d[\u202f\u00a0]\d"
    assert not re.search(other, told)
    assert not re.search(r"\b(nan|NaN|None|inf|True|False)\b|\d[eE][+-]?\d", told)


@EACH
def test_the_same_result_is_drawn_to_the_same_bytes(subject: str, results: Any, origin: Origin, shown: Any) -> None:
    """Two drawings of one result are one text; nothing of matplotlib's settings stays changed."""
    before = dict(mpl.rcParams)
    first, second = shown(subject, FR), exhibit(subject, results, origin, FR)
    assert (first.wide, first.narrow) == (second.wide, second.narrow)
    assert dict(mpl.rcParams) == before
    assert first.wide != first.narrow


@EACH
def test_a_description_holds_a_number_and_a_title_is_a_sentence(subject: str, shown: Any) -> None:
    """The alt text has 20 characters and a number at least; the title ends as a sentence does, on two lines at most."""
    made = shown(subject, FR)
    alt = FR.say(made.alt)
    assert len(alt) >= 20
    assert re.search(r"\d", alt)
    assert made.told.endswith(".")
    assert len(made.told) <= 150


@EACH
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_cut(subject: str, size: Size, results: Any) -> None:
    """All marks and labels lie inside the drawing, on a screen as on a telephone."""
    ax = drawing(subject, results, size=size)
    figure = ax.get_figure(root=True)
    assert figure is not None
    with themed():
        figure.draw_without_rendering()
        box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
    assert box.x0 >= -0.02
    assert box.y0 >= -0.02
    assert box.x1 <= size.width + 0.02
    assert box.y1 <= size.height + 0.02


@EACH
def test_a_drawing_is_safe_to_stand_in_a_page(subject: str, shown: Any, dom: Any) -> None:
    """Names from the data stay text, formulas in them too; no image, no style of its own, every reference resolves."""
    made = shown(subject, FR)
    page = dom(str(made.html))
    assert page.active == []
    assert "<style" not in made.wide
    assert len(set(page.ids)) == len(page.ids)
    pointed = re.findall(r"url\(#([^)]+)\)", made.wide + made.narrow) + [link[1:] for link in page.links]
    assert set(pointed) <= set(page.ids)


def test_names_are_written_whole_letter_for_letter(shown: Any, dom: Any) -> None:
    """A customer called by markup, a formula or a control character is named so, the unknown one by its code."""
    text = dom(shown("ranking", FR).wide).text
    for name in ("<script>alert(1)</script>", "R&D $x^2$ name", "Été d'or", "NA", 'A "quoted" firm', "C6"):
        assert name in text


def test_equity_is_hatched_bars_of_its_years(results: Any) -> None:
    """Bars rise from zero to the year's value, hatched as a forecast is; whiskers are the interval."""
    ax = drawing("equity", results)
    yearly = results.equity.yearly
    assert [bar.get_height() for bar in ax.patches] == pytest.approx(yearly["value"])
    assert {bar.get_hatch() for bar in ax.patches} == {"////"}
    whiskers = next(c for c in ax.collections if isinstance(c, LineCollection))
    ends = np.array([segment[:, 1] for segment in whiskers.get_segments()])
    assert ends == pytest.approx(yearly[["low", "high"]].to_numpy())
    assert ax.get_ylim()[0] <= 0


def test_the_whale_curve_starts_at_zero_and_ends_at_the_total(results: Any) -> None:
    """The line is the cumulative margin, with the origin before it; the axis is not cut."""
    ax = drawing("whale", results)
    line = max(ax.lines, key=lambda line: len(line.get_xdata()))
    assert list(line.get_ydata()) == pytest.approx([0.0, *results.whale.customers["cumulative"]])
    assert ax.get_ylim()[0] <= 0 <= ax.get_ylim()[1]


def test_drains_are_drawn_costliest_first(results: Any) -> None:
    """Squares are shares of value, discs shares of energy, of the customers that drain energy and no other."""
    ax = drawing("energy", results)
    drains = results.energy.customers.query("vacuum").sort_values("energy_share", ascending=False)
    marks = {line.get_marker(): list(line.get_xdata()) for line in ax.lines if line.get_marker() in "so"}
    assert marks["s"] == pytest.approx(drains["value_share"])
    assert marks["o"] == pytest.approx(drains["energy_share"])
    assert 0 < len(drains) < len(results.energy.customers)


def test_scores_are_counted_in_tens(results: Any) -> None:
    """Each bar counts the customers of its ten points; the one without a known effort is not drawn."""
    ax = drawing("efforts", results)
    counts = [bar.get_height() for bar in ax.patches]
    known = results.efforts.customers["score"].dropna()
    assert counts == list(np.histogram(known, bins=range(0, 101, 10))[0])
    assert sum(counts) == len(known) == 5


def test_ranked_customers_bear_their_range(results: Any) -> None:
    """Discs are values, best first; bars run from low to high."""
    ax = drawing("ranking", results)
    ranked = results.equity.customers.sort_values("ltv", ascending=False)
    discs = next(line for line in ax.lines if line.get_marker() == "o")
    assert list(discs.get_xdata()) == pytest.approx(ranked["ltv"])
    bars = next(c for c in ax.collections if isinstance(c, LineCollection))
    assert [list(s[:, 0]) for s in bars.get_segments()] == [
        pytest.approx(p) for p in ranked[["predicted_low", "predicted_high"]].to_numpy()
    ]


def test_moves_write_each_count(results: Any) -> None:
    """Nine cells, first year in rows, hold the nine counts in reading order."""
    ax = drawing("moves", results)
    assert [int(text.get_text()) for text in ax.texts] == list(results.stability.moves.to_numpy().ravel())


def test_plans_show_gain_and_its_low_end(results: Any) -> None:
    """Discs are expected gains, ticks their low ends, and zero is drawn; a plan of unknown gain is not."""
    ax = drawing("plans", results)
    ranked = results.plans.customers.dropna(subset="mean").sort_values("mean", ascending=False)
    marks = {line.get_marker(): list(line.get_xdata()) for line in ax.lines if line.get_marker() in "|o"}
    assert marks["o"] == pytest.approx(ranked["mean"])
    assert marks["|"] == pytest.approx(ranked["q10"])
    assert ax.get_xlim()[0] <= 0 <= ax.get_xlim()[1]


def test_segments_pair_value_and_energy(results: Any) -> None:
    """Bars are the shares of value, then of energy; without time the second ones are not drawn."""
    ax = drawing("segments", results)
    frame = results.segments.frame
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([*frame["value_share"], *frame["energy_share"]])
    untimed = replace(results.segments, frame=frame.assign(energy_share=0.0))
    with themed():
        ax = segments.draw(untimed, FR, canvas(WIDE)[1])
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(frame["value_share"])


def test_a_tornado_leaves_the_base_by_both_sides(results: Any) -> None:
    """Each bar runs from the base to the equity at its setting, the widest on top, the setting written at its end."""
    ax = drawing("sensitivity", results, Words.of("en"))
    base, swings = results.sensitivity.base, results.sensitivity.swings
    ends = [(swing.at_low, swing.at_high) for swing in swings]
    bars = ax.patches
    assert [bar.get_x() for bar in bars] == [base] * len(bars)
    assert [base + bar.get_width() for bar in bars] == pytest.approx([at for pair in ends for at in pair])
    assert [bar.get_y() for bar in bars] == sorted(bar.get_y() for bar in bars)
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert base in [line.get_xdata()[0] for line in ax.lines]
    told = [text.get_text() for text in ax.texts]
    assert told == ["4\xa0years", "6\xa0years", "9%", "15%", "8%", "12%", "−1%", "+1%"]
    assert [text.xy[0] for text in ax.texts] == pytest.approx([at for pair in ends for at in pair])
    sides = [text.get_horizontalalignment() for text in ax.texts]
    assert sides == ["right", "left", "left", "right", "left", "right", "right", "left"]


def test_the_alt_text_of_a_tornado_tells_the_largest_effect(shown: Any) -> None:
    """Assumption, its two settings and the equity at each, and how little the last one does."""
    made = shown("sensitivity", Words.of("en"))
    assert made.words.say(made.alt) == (
        "Customer equity is €1.23M. With the horizon, from 4\xa0years to 6\xa0years, "
        "it goes from €1.02M to €1.41M; with the level of margins, it moves by €25,000 only."
    )


@pytest.mark.parametrize(("no", "told"), [(0, "aucun n’est"), (1, "un est"), (2, "2 sont")])
def test_who_drains_energy_is_defined_and_told_apart_from_who_is_refused(
    no: int, told: str, results: Any, origin: Origin
) -> None:
    """The message says from what ratio on, both shares, and how many of those customers are answered no."""
    spent = results.energy
    spent = replace(spent, customers=spent.customers.assign(vacuum=[True, True, True, False, False, False]))
    first = spent.customers.iloc[:3]
    shares = [FR.share(first[name].sum()) for name in ("energy_share", "value_share")]
    assert energy_drains(spent, results.names, refused(spent, no), FR, origin).told == (
        "3 clients prennent une part de l’énergie d’au moins 2,0 fois leur part de marge"
        f" ({shares[0]} contre {shares[1]})\u202f; {told} à «\u00a0Non\u00a0»."
    )


def test_a_figure_without_trouble_says_so(results: Any, origin: Origin) -> None:
    """No drain, no customer at a loss: the title states it and does not count to zero."""
    calm = results.energy.customers.assign(vacuum=False)
    spent = replace(results.energy, customers=calm)
    assert energy_drains(spent, results.names, refused(spent, 0), FR, origin).told.startswith("Aucun client")
    flat = replace(results.whale, customers=results.whale.customers.head(2), destroyed=0.0)
    assert whale_curve(flat, FR, origin).told.startswith("Aucun des 2 clients")


def test_a_row_has_room() -> None:
    """The height grows with the rows, the width does not."""
    assert rows.tall(WIDE, ["a"] * 20).height > rows.tall(WIDE, ["a"] * 5).height
    assert rows.tall(NARROW, ["a"] * 20).width == NARROW.width


def test_a_value_is_written_where_it_covers_no_whisker(results: Any) -> None:
    """The amounts of the years stand above the drawing, each over its bar; the whisker's level is told."""
    ax = drawing("equity", results)
    figure = ax.get_figure(root=True)
    assert figure is not None
    with themed():
        figure.draw_without_rendering()
        top = ax.get_window_extent().y1
        assert [text.xy[0] for text in ax.texts] == list(results.equity.yearly.index)
        assert all(text.get_window_extent().y0 > top for text in ax.texts)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["intervalle à 90\u202f%"]


def test_moves_tell_how_many_customers_the_matrix_holds(shown: Any, results: Any) -> None:
    """The number in the title is the sum of the cells; the years are twelve months up to a month."""
    made = shown("moves", FR)
    n = int(results.stability.moves.to_numpy().sum())
    assert f" {n} clients" in made.told
    assert "12 mois à" in drawing("moves", results).get_xlabel()


def test_a_figure_says_that_it_shows_a_part(results: Any) -> None:
    """More drains than rows: the axis tells how many of how many; all drawn: it does not."""
    one = results.energy.customers.query("vacuum").iloc[:1]
    many = pd.concat([one.set_axis([f"N{k}"]) for k in range(15)])
    with themed():
        _, ax = canvas(WIDE)
        energy.draw(replace(results.energy, customers=many), results.names, FR, ax)
    assert ax.get_xlabel().endswith("les 12 plus lourds sur 15")
    assert "sur" not in drawing("energy", results).get_xlabel()

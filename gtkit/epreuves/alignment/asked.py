"""Who was asked: a draw that anyone can replay, and whether those asked look drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.alignment.settings import Settings
from gtkit.scoring.survey.sampling import Certificate, allocate, draw, sample_size
from gtkit.scoring.survey.small_groups import small_groups

DRAWS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The people of the field who were asked, against a draw of the size that the margin calls for.

    Attributes
    ----------
    certificate : of that draw, by department. departments : DataFrame by department: people, drawn (wanted), asked.
    asked : how many of the field were. p_value : probability that chance alone spreads them at least as unevenly over
        the departments.
    """

    certificate: Certificate
    departments: pd.DataFrame
    asked: int
    p_value: float

    @property
    def needed(self) -> int:
        """People that the draw calls."""
        return len(self.certificate.drawn)

    def shown(self, smallest: int) -> pd.DataFrame:
        """`departments` with those in which fewer people than `smallest` were asked put together."""
        small = small_groups(self.departments["asked"].clip(lower=1), floor=smallest)
        names = {name: " + ".join(sorted(small)) if name in small else name for name in self.departments.index}
        return self.departments.groupby(names).sum().rename_axis("department")


def who_was_asked(tables: Tables, lists: pd.Series | None, settings: Settings) -> Asked | None:
    """The draw and those asked; None without a frame.

    Parameters
    ----------
    tables : mapping of CheckedTable
        collaborators: the frame; management is not drawn.
    lists : Series by person, or None
        Lists of the field, where priorities are known: those people were asked too, whether or not a day is told.
    settings : Settings

    Returns
    -------
    Asked or None.
    """
    if "collaborators" not in tables:
        return None
    people = tables["collaborators"].frame.set_index("collaborator_id")
    field = people[~people["management"]]
    if field.empty:
        return None
    sizes = field["service"].value_counts().sort_index()
    n = max(sample_size(len(field), margin=settings.draw_margin, level=settings.interval_level), len(sizes))
    wanted = allocate(sizes, n)
    certificate = draw(field["service"], wanted, seed=settings.seed)
    met = field["surveyed_on"].notna() | (False if lists is None else field.index.isin(lists.index))
    found = field.loc[met, "service"].value_counts().reindex(sizes.index, fill_value=0)
    return Asked(
        certificate=certificate,
        departments=pd.DataFrame({"people": sizes, "drawn": wanted, "asked": found}).rename_axis("department"),
        asked=int(found.sum()),
        p_value=_chance(sizes.to_numpy(), found.to_numpy(), settings.rng()),
    )


def _chance(sizes: np.ndarray, found: np.ndarray, rng: np.random.Generator) -> float:
    """Share of random draws of as many people that are as uneven over the departments, the real one counted in."""
    n, total = int(found.sum()), int(sizes.sum())
    if n in (0, total):
        return 1.0
    expected = sizes * n / total
    drawn = rng.multivariate_hypergeometric(sizes, n, size=DRAWS)
    uneven = ((drawn - expected) ** 2 / expected).sum(axis=1)
    observed = float(((found - expected) ** 2 / expected).sum())
    return float((uneven >= observed - 1e-9).sum() + 1) / (DRAWS + 1)

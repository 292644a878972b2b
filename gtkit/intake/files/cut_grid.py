"""Rows under their headings, made of the cells of a text file without listing them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gtkit.intake.files.cuts import Cuts, Places
from gtkit.intake.files.raw import Grid, ragged
from gtkit.intake.values.coded import blank_rows

_WIDEST = 1000  # columns up to which it pays to look at each for the whole file


def cut_grid(cuts: Cuts, *, file: str, first_row: int = 1) -> Grid | None:
    r"""The records of a text file as columns under the headings of the first record that is not blank.

    Parameters
    ----------
    cuts : Cuts
    file : str
        Told in faults.
    first_row : int
        Number that Excel shows beside the first record.

    Returns
    -------
    Grid, the same as `gridded` makes of the file's records; None for a file so wide that it takes longer.

    >>> from gtkit.intake.files.cuts import cut
    >>> grid = cut_grid(cut(b"a;b\n\n1;2\n", ";"), file="x.csv")
    >>> grid.headings, grid.rows, grid.blank
    (('a', 'b'), (3,), 1)
    """
    n = len(cuts.widths)
    head, headings = next(((at, texts) for at in range(n) if _filled(texts := _record(cuts, at))), (n, []))
    if head == n:
        return Grid((), (), (), n, ())
    width = len(headings)
    if width > _WIDEST:
        return None
    records = np.arange(head + 1, n)
    columns = [cuts.column(records, at) for at in range(width)]
    wide = _filled_beyond(cuts, head + 1, width)
    blank = blank_rows(columns, np.setdiff1d(records, wide, assume_unique=True) - head - 1)
    if blank.size:
        keep = np.delete(np.arange(len(records)), blank)
        records, columns = records[keep], [column.taken(keep) for column in columns]
    rows = records + first_row
    short = rows[cuts.widths[records] < width]
    return Grid(
        headings=tuple(text.strip() for text in headings),
        columns=tuple(columns),
        rows=tuple(rows.tolist()),
        blank=int(blank.size),
        faults=ragged((wide + first_row).tolist(), short.tolist(), file=file),
    )


def _record(cuts: Cuts, at: int) -> list[str]:
    span = slice(cuts.first[at], cuts.first[at + 1])
    return cuts.texts(cuts.starts[span], cuts.lengths[span])


def _filled(texts: Sequence[str]) -> bool:
    return any(text.strip() for text in texts)


def _filled_beyond(cuts: Cuts, first: int, width: int) -> Places:
    """The records, from the first one asked on, that have a filled cell beyond a width."""
    wider = np.flatnonzero(cuts.widths > width)
    wider = wider[wider >= first]
    counts = cuts.widths[wider] - width
    record = np.repeat(wider, counts)
    within = np.arange(len(record)) - np.repeat(np.cumsum(counts) - counts, counts)
    cells = cuts.first[record] + width + within
    held = np.flatnonzero(cuts.lengths[cells])
    cells, record = cells[held], record[held]
    texts = cuts.texts(cuts.starts[cells], cuts.lengths[cells])
    return np.unique(record[np.array([bool(text.strip()) for text in texts], dtype=bool)])

"""Where the cells of a text file lie in its bytes, found for the whole file at once.

The rows and cells are those of Python's csv module in its strict mode. A file on which that is not sure (a quote that
is neither a letter of every cell nor at the edge of one, a cell longer than the module takes) is not cut here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.intake.values.coded import Coded, factorized, first_places

_QUOTE, _LF, _CR = b'"\n\r'
_WORD = 8  # bytes compared at once
_PAD = b"\0" * _WORD
_MASKS = np.array([(1 << 8 * kept) - 1 for kept in range(_WORD + 1)], dtype=np.uint64)

Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The cells of a file, record after record."""

    data: bytes  # UTF-8, a word of NUL after its end
    flat: str  # the same, one sign a byte
    starts: Places  # shape (cells,): first byte of each cell, inside its quotes
    lengths: Places  # shape (cells,): bytes
    first: Places  # shape (records + 1,): first cell of each record, and the number of cells
    quoted: bool  # whether quotes stand around cells, and are doubled inside them

    @property
    def widths(self) -> Places:
        """Cells of each record, shape (records,); an empty line has one, empty."""
        return np.diff(self.first)

    def texts(self, starts: Places, lengths: Places) -> list[str]:
        """The texts of some cells, from where they start and how long they are."""
        ends = (starts + lengths).tolist()
        flat = [self.flat[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
        whole = "".join(flat)
        if not whole.isascii():
            flat = [text if text.isascii() else text.encode("latin-1").decode() for text in flat]
        return [text.replace('""', '"') for text in flat] if self.quoted and '"' in whole else flat

    def column(self, records: Places, at: int) -> Coded:
        """One column of some records as distinct texts, "" where a record is too short."""
        there = self.widths[records] > at
        cells = np.where(there, self.first[records] + at, 0)
        starts, lengths = self.starts[cells], np.where(there, self.lengths[cells], 0)
        codes, n = self._codes(starts, lengths)
        once = first_places(codes, n)
        return Coded(codes, tuple(self.texts(starts[once], lengths[once])))

    def _codes(self, starts: Places, lengths: Places) -> tuple[Places, int]:
        """Codes of equal texts in order of first appearance: told apart by their first word, then by each further one.

        No text holds a NUL, so what pads a short one makes it equal to no other.
        """
        words = np.ndarray((len(self.data) - _WORD + 1,), "<u8", self.data, strides=(1,))
        codes, n = factorized(words[starts] & _MASKS[np.minimum(lengths, _WORD)])
        past = _WORD
        longer = np.flatnonzero(lengths > past)
        if not longer.size:
            return codes, n
        while longer.size:
            left = np.minimum(lengths[longer] - past, _WORD)
            tails, several = factorized(words[starts[longer] + past] & _MASKS[left])
            pairs, several = factorized(codes[longer] * several + tails)
            past += _WORD
            if longer.size == codes.size:
                codes, n = pairs, several
            else:
                codes[longer] = n + pairs
                n += several
            longer = longer[lengths[longer] > past]
        return factorized(codes)


def cut(data: bytes, separator: str) -> Cuts | None:
    r"""Find the cells of a text file.

    Parameters
    ----------
    data : bytes
        UTF-8 without a mark and without NUL.
    separator : str
        One ASCII sign.

    Returns
    -------
    Cuts, None when only the csv module can tell.

    >>> cuts = cut(b'a;b\n"x;y";2\n', ";")
    >>> cuts.widths.tolist(), cuts.texts(cuts.starts, cuts.lengths)
    ([2, 2], ['a', 'b', 'x;y', '2'])
    """
    size = len(data)
    data += _PAD
    signs = np.frombuffer(data, dtype=np.uint8)
    edges = signs[:size] == ord(separator)
    for end in (_LF, _CR) if b"\r" in data else (_LF,):
        edges |= signs[:size] == end
    quotes = np.flatnonzero(signs == _QUOTE) if b'"' in data else np.array([], dtype=np.intp)
    quoted = bool(_at_start(quotes, edges).any())
    if quoted and not _well_formed(quotes, edges):
        return None
    if quoted:
        inside = np.zeros(size, dtype=np.uint8)
        inside[quotes] = 1
        edges &= np.add.accumulate(inside, out=inside) & 1 == 0
        del inside
    if b"\r\n" in data:
        returns = np.flatnonzero(signs == _CR)
        edges[returns[signs[returns + 1] == _LF]] = False
    ends = np.flatnonzero(edges)
    del edges
    if size and (not ends.size or ends[-1] != size - 1 or signs[size - 1] == ord(separator)):
        ends = np.append(ends, size)
    starts = np.append(0, ends[:-1] + 1) if ends.size else ends
    last = signs[ends] != ord(separator)  # whether a cell closes its record
    if b"\r\n" in data:
        ends = ends - ((signs[ends] == _LF) & (ends > starts) & (signs[ends - 1] == _CR))
    if quoted:
        around = (signs[starts] == _QUOTE) & (ends > starts)
        starts, ends = starts + around, ends - around
    lengths = ends - starts
    if lengths.max(initial=0) > csv.field_size_limit():
        return None
    first = np.append(0, np.flatnonzero(last) + 1)
    return Cuts(data=data, flat=data.decode("latin-1"), starts=starts, lengths=lengths, first=first, quoted=quoted)


def _at_start(quotes: Places, edges: Flags) -> Flags:
    """Which quotes stand at the start of a cell, when none hides an edge."""
    started: Flags = (quotes == 0) | edges[quotes - 1]
    return started


def _well_formed(quotes: Places, edges: Flags) -> bool:
    """Whether quotes open and close in turn at the edges of cells, but for those that are doubled inside."""
    if quotes.size % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    doubled = opening[1:] == closing[:-1] + 1
    opens, after = _at_start(opening, edges), closing + 1
    closes = (after == edges.size) | edges[np.minimum(after, edges.size - 1)]
    return bool((opens[1:] | doubled).all() and opens[0] and (closes[:-1] | doubled).all() and closes[-1])

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
_MASKS = np.array([(1 << 8 * kept) - 1 for kept in range(_WORD + 1)], dtype=np.uint64)

Places = npt.NDArray[np.intp]
Offsets = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The cells of a file, record after record."""

    data: bytes  # UTF-8, a word long at least
    starts: Offsets  # shape (cells,): first byte of each cell, inside its quotes
    lengths: Offsets  # shape (cells,): bytes
    first: Places  # shape (records + 1,): first cell of each record, and the number of cells
    quoted: bool  # whether quotes stand around cells, and are doubled inside them

    @property
    def widths(self) -> Places:
        """Cells of each record, shape (records,); an empty line has one, empty."""
        return np.diff(self.first)

    def texts(self, starts: Offsets, lengths: Offsets) -> list[str]:
        """The texts of some cells, from where they start and how long they are."""
        ends = (starts + lengths).tolist()
        found = [self.data[start:end].decode() for start, end in zip(starts.tolist(), ends, strict=True)]
        return [text.replace('""', '"') for text in found] if self.quoted else found

    def column(self, records: Places, at: int) -> Coded:
        """One column of some records as distinct texts, "" where a record is too short."""
        there = self.widths[records] > at
        cells = np.where(there, self.first[records] + at, 0)
        starts, lengths = self.starts[cells], np.where(there, self.lengths[cells], 0)
        codes, n = self._codes(starts, lengths)
        once = first_places(codes, n)
        return Coded(codes, tuple(self.texts(starts[once], lengths[once])))

    def _codes(self, starts: Offsets, lengths: Offsets) -> tuple[Places, int]:
        """Codes of equal texts in order of first appearance: told apart by their first word, then by each further one.

        No text holds a NUL, so what pads a short one makes it equal to no other.
        """
        codes, n = factorized(self._words(starts) & _MASKS[np.minimum(lengths, _WORD)])
        past = _WORD
        longer = np.flatnonzero(lengths > past)
        if not longer.size:
            return codes, n
        while longer.size:
            left = np.minimum(lengths[longer] - past, _WORD)
            tails, several = factorized(self._words(starts[longer] + past) & _MASKS[left])
            pairs, several = factorized(codes[longer] * several + tails)
            past += _WORD
            if longer.size == codes.size:
                codes, n = pairs, several
            else:
                codes[longer] = n + pairs
                n += several
            longer = longer[lengths[longer] > past]
        return factorized(codes)

    def _words(self, starts: Offsets) -> npt.NDArray[np.uint64]:
        """The word that begins at each place, NUL after the end of the file."""
        last = len(self.data) - _WORD
        words = np.ndarray((last + 1,), "<u8", self.data, strides=(1,))
        beyond = np.flatnonzero(starts > last)
        found: npt.NDArray[np.uint64] = words[np.minimum(starts, last)]
        if beyond.size:
            gone = np.minimum(starts[beyond] - last, _WORD - 1).astype(np.uint64)
            found[beyond] = found[beyond] >> (gone * np.uint64(8))
        return found


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
    if size > np.iinfo(np.int32).max:
        return None
    data = data.ljust(_WORD, b"\0")
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
        edges[returns[signs[np.minimum(returns + 1, size - 1)] == _LF]] = False
    ends = np.flatnonzero(edges).astype(np.int32)
    del edges
    closed_by = signs[ends]
    if size and (not ends.size or ends[-1] != size - 1 or signs[size - 1] == ord(separator)):
        ends, closed_by = np.append(ends, np.int32(size)), np.append(closed_by, np.uint8(_LF))
    starts = np.append(np.int32(0), ends[:-1] + 1) if ends.size else ends
    last = closed_by != ord(separator)  # whether a cell closes its record
    if b"\r\n" in data:
        ends = ends - ((closed_by == _LF) & (ends > starts) & (signs[ends - 1] == _CR))
    if quoted:
        around = (signs[np.minimum(starts, size - 1)] == _QUOTE) & (ends > starts)
        starts, ends = starts + around, ends - around
    lengths = ends - starts
    if lengths.max(initial=0) > csv.field_size_limit():
        return None
    first = np.append(0, np.flatnonzero(last) + 1)
    return Cuts(data=data, starts=starts, lengths=lengths, first=first, quoted=quoted)


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

"""A ledger as an accounting package exports it for the tax office: tab, decimal comma, AAAAMMJJ, ISO-8859-15."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from gtkit.contracts.fec import DEBIT_CREDIT, FEC_COLUMNS, FEC_DATES

_BREAKS = re.compile(r"[\t\r\n\0]+")


def write_fec(path: Path, lines: pd.DataFrame) -> None:
    """Write a *fichier des écritures comptables*.

    Parameters
    ----------
    path : Path
    lines : DataFrame
        The legal columns: texts, dates as datetime64 (NaT where blank), Debit and Credit in whole cents.

    Letters that ISO-8859-15 lacks make the file UTF-8; a tab or a line break inside a text becomes a space.

    Source: Livre des procédures fiscales, article A47 A-1, VII.
    """
    columns = [_written(lines[name], name) for name in FEC_COLUMNS]
    rows = ["\t".join(FEC_COLUMNS), *map("\t".join, zip(*columns, strict=True))]
    text = "".join(f"{row}\r\n" for row in rows)
    try:
        data = text.encode("iso-8859-15")
    except UnicodeEncodeError:
        data = text.encode("utf-8")
    path.write_bytes(data)


def _written(column: pd.Series, name: str) -> list[str]:
    """One column as texts; each distinct value is written once."""
    codes, known = pd.factorize(column.to_numpy(), use_na_sentinel=False)
    if name in DEBIT_CREDIT:
        texts = [f"{cents // 100},{cents % 100:02d}" for cents in known.tolist()]
    elif name in FEC_DATES:
        texts = pd.Series(known).dt.strftime("%Y%m%d").fillna("").tolist()
    else:
        texts = [_BREAKS.sub(" ", str(text)) for text in known]
    return [texts[code] for code in codes.tolist()]

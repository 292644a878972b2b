"""The worked example as an enemy would fill it in: every text, name, heading, setting and file name is a payload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pandas as pd
import tomlkit

from gtkit.contracts import TABLES, Kind
from gtkit.engagement import Engagement, demo_engagement, load_engagement
from gtkit.engagement.model import FILE_NAME
from gtkit.intake import write_french_csv
from gtkit.samples import Sample, industrial_supplier

from .payloads import PAYLOADS

CSV = "data/<svg onload=window.__ran=1>\"'&{{7*7}}$x$\u202e[x](javascript_x).csv"
PAYMENTS = "data/payments.csv"
ORGANISATION = "</title><script>window.__ran=1</script> \u202e{{7*7}} & fils"
SETTINGS = {
    "confidentiality": "<img src=x onerror=window.__ran=1> \u2066secret",
    "version": 'v1 "><svg onload=alert(1)> {% raw %}',
}
FIRM = {
    "name": "Cabinet <script>window.__ran=1</script>",
    "address": "1 rue 'onmouseover=window.__ran=1 [x](javascript:alert(1))",
    "phone": "01 <b style='background:url(//a.example)'>99",
    "email": '"onmouseover=window.__ran=1//<svg>?bcc=x@cabinet.example',
    "site": "https://cabinet.example/;javascript:alert(1)",
    "role": "Consultant {{ 7*7 }} </footer><script>window.__ran=1</script>",
}
CHOSEN_BY = "Comité </p><script>window.__ran=1</script> \u202e$x$"
IN_A_CSV = tuple(p for p in PAYLOADS if "\x00" not in p)
CANARY = "Canarille"  # in the name of every person
_NAMED = {Kind.TEXT, Kind.IDENTIFIER}


class Naming:
    """One hostile name a name, the same in every table, so that references hold; blank stays blank.

    Names of the sales hold no NUL: a CSV that holds one is refused. A person's name holds the canary too.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {"": ""}
        self.turns: Counter[Kind] = Counter()  # codes, which pages hardly show, take no turn of the texts

    def sample(self) -> Sample:
        """The industrial supplier under hostile names."""
        sample = industrial_supplier()
        tables = {"transactions": self._table("transactions", sample.tables["transactions"], IN_A_CSV)}
        for key, frame in sample.tables.items():
            tables[key] = self._table(key, frame, PAYLOADS)
        return replace(sample, tables=tables, organisation=ORGANISATION)

    def _table(self, key: str, frame: pd.DataFrame, payloads: Sequence[str]) -> pd.DataFrame:
        named = [c for c in TABLES[key].columns if c.kind in _NAMED]
        for name, column in ((name, c) for c in named for name in frame[c.key].unique()):
            if name not in self.names:
                told = f"{CANARY} {name}" if column.personal else name
                turn = self.turns[column.kind]
                self.names[name] = f"{payloads[turn % len(payloads)]} {told}"
                self.turns[column.kind] += 1
        return frame.assign(**{c.key: frame[c.key].map(self.names).astype("str") for c in named})


def hostile_engagement(folder: Path, naming: Naming) -> Engagement:
    """Lay it down; its sales lie in one file, under hostile headings."""
    sample = naming.sample()
    demo_engagement(folder, sample=replace(sample, tables={**sample.tables, "transactions": _placeholder(sample)}))
    for file in (folder / "data").iterdir():
        file.unlink()
    table = TABLES["transactions"]
    held = [c for c in table.columns if c.key in sample.tables["transactions"]]
    headings = {c.key: f"{payload} {c.key}" for c, payload in zip(held, cycle(_one_line()), strict=False)}
    table = replace(table, columns=tuple(replace(c, french=headings[c.key]) for c in held))
    write_french_csv(folder / CSV, sample.tables["transactions"], table, encoding="utf-8-sig")
    write_french_csv(folder / PAYMENTS, sample.tables["payments"], TABLES["payments"], encoding="utf-8-sig")
    document = tomlkit.parse((folder / FILE_NAME).read_text(encoding="utf-8"))
    del document["sources"]["payments"]  # ledgers are not rewritten: payments come from a file of their own
    sources = {"transactions": {"files": [CSV], "columns": headings}, "payments": {"files": [PAYMENTS]}}
    _fill(document, {**SETTINGS, "firm": FIRM, "sources": sources})
    for epreuve in ("perimeter", "alignment", "customer_value", "loyalty", "performance"):
        _fill(document, {epreuve: {"thresholds_chosen_by": CHOSEN_BY}})
    (folder / FILE_NAME).write_text(tomlkit.dumps(document), encoding="utf-8", newline="\n")
    return load_engagement(folder)


def _one_line() -> list[str]:
    """Payloads that engagement.toml takes for a heading."""
    return [p for p in PAYLOADS if p.isprintable() and len(p) < 100][::5]


def _placeholder(sample: Sample) -> pd.DataFrame:
    """One line of sales that the example's own encoding holds."""
    sales = sample.tables["transactions"].head(1)
    return sales.assign(**{c.key: "x" for c in TABLES["transactions"].columns if c.kind in _NAMED})


def _fill(table: Any, values: dict[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and key in table:
            _fill(table[key], value)
        else:
            table[key] = value

"""How long a ledger of a million lines takes the processor: ``python -m benchmarks.ledger``.

The worked example's ledger, repeated under other customers and pieces until it is long enough.
"""

from __future__ import annotations

import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pandas as pd

from gtkit.contracts import TABLES
from gtkit.intake.fec.ledger import read_ledger
from gtkit.intake.fec.parts import ledger_parts
from gtkit.intake.fec.write import write_fec
from gtkit.samples import industrial_supplier
from gtkit.samples.general_ledger import general_ledger

LINES = 1_000_000


def main() -> None:
    """Print the seconds of each step."""
    sample = industrial_supplier()
    year = general_ledger(sample.tables, sample.as_of)[2024]
    copies = [
        year.assign(
            JournalCode=year["JournalCode"] + ("" if at == 0 else f"{at}"),
            CompAuxNum=year["CompAuxNum"].where(year["CompAuxNum"] == "", year["CompAuxNum"] + f"-{at}"),
            PieceRef=year["PieceRef"] + f"-{at}",
        )
        for at in range(-(-LINES // len(year)))
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "000000000FEC20241231.txt"
        write_fec(path, pd.concat(copies, ignore_index=True))
        data = path.read_bytes()
    start = time.process_time()
    ledger, faults = read_ledger([(path.name, data, sha256(data).hexdigest())], as_of=sample.as_of)
    read = time.process_time()
    if ledger is None:
        raise SystemExit([fault.code for fault in faults])
    rows = [sum(len(part.frame) for part in ledger_parts(ledger, TABLES[key])) for key in ("transactions", "payments")]
    print(f"{len(ledger.lines):,} lines, {len(data) / 1e6:.0f} MB, {rows[0]:,} sales, {rows[1]:,} invoices")
    print(f"read and reconciled {read - start:.1f} s, both tables {time.process_time() - read:.1f} s")


if __name__ == "__main__":
    main()

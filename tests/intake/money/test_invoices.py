"""An invoice is known by its first line."""

from __future__ import annotations

import pandas as pd

from gtkit.intake.money.invoices import first_issued


def test_the_first_line_of_each_invoice_is_kept() -> None:
    """Its earliest day, the first line of that day; another customer's invoice of that number is another."""
    sold = pd.DataFrame({"who": [0, 0, 0, 1], "number": [7, 7, 7, 7], "day": [5, 3, 3, 4], "line": [0, 1, 2, 3]})
    found = first_issued(sold, ["who", "number"], "day")
    assert found.sort_values("who")[["line", "day"]].to_numpy().tolist() == [[1, 3], [3, 4]]

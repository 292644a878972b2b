"""The invented firm's books: valid, balanced, and the same sales as its invoices."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.contracts.fec import FEC_COLUMNS
from gtkit.samples import Sample, industrial_supplier
from gtkit.samples.general_ledger import general_ledger

Books = dict[int, pd.DataFrame]


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The invented firm."""
    return industrial_supplier()


@pytest.fixture(scope="module")
def books(sample: Sample) -> Books:
    """Its ledgers."""
    return general_ledger(sample.tables, sample.as_of)


def test_each_year_has_its_ledger_of_legal_columns(books: Books, sample: Sample) -> None:
    """From the first sale's year to the last day of the data, each line within its own year."""
    assert list(books) == [2023, 2024, 2025, 2026]
    for year, lines in books.items():
        assert tuple(lines.columns) == FEC_COLUMNS
        assert set(lines["EcritureDate"].dt.year) == {year}
        assert lines[["JournalCode", "EcritureNum", "CompteNum", "PieceRef", "EcritureLib"]].ne("").all(axis=None)
        assert lines["DateLet"].max() <= pd.Timestamp(sample.as_of)


def test_each_entry_balances_and_numbers_run_on(books: Books) -> None:
    """Debits are credits, entry by entry; the numbers of a journal leave no gap."""
    for lines in books.values():
        entries = lines.groupby(["JournalCode", "EcritureNum"])[["Debit", "Credit"]].sum()
        assert (entries["Debit"] == entries["Credit"]).all()
        for journal, numbers in lines.groupby("JournalCode")["EcritureNum"]:
            assert set(numbers.astype(int)) == set(range(1, numbers.nunique() + 1)), journal


def test_a_year_opens_on_what_the_last_one_left(books: Books) -> None:
    """Account by account and customer by customer, results carried to account 120."""
    for year in (2024, 2025, 2026):
        before = books[year - 1].assign(
            account=lambda lines: lines["CompteNum"].str.replace("^70.*", "120000", regex=True)
        )
        opening = books[year][books[year]["JournalCode"] == "AN"].rename(columns={"CompteNum": "account"})
        balances = []
        for lines in (before, opening):
            balance = (lines["Debit"] - lines["Credit"]).groupby([lines["account"], lines["CompAuxNum"]]).sum()
            balances.append(balance[balance != 0])
        pd.testing.assert_series_equal(*balances)


def test_letters_clear_what_bears_them(books: Books) -> None:
    """Within a year, a letter of a customer adds up to nothing."""
    for lines in books.values():
        lettered = lines[lines["EcritureLet"] != ""]
        left = (lettered["Debit"] - lettered["Credit"]).groupby([lettered["CompAuxNum"], lettered["EcritureLet"]]).sum()
        assert len(left) > 700
        assert left.abs().max() <= 2  # cents of VAT that a credit note in parts rounds apart


def test_class_70_is_the_sum_of_the_invoices(books: Books, sample: Sample) -> None:
    """To the cent, credit notes included."""
    sold = [lines[lines["CompteNum"].str.startswith("70")] for lines in books.values()]
    cents = sum(int((lines["Credit"] - lines["Debit"]).sum()) for lines in sold)
    assert cents == round(sample.tables["transactions"]["amount"].sum() * 100)


def test_invoices_are_paid_when_the_payments_table_says(books: Books, sample: Sample) -> None:
    """The bank journal bears the day of `payments`, but for invoices that a later credit note lowered."""
    bank = pd.concat(books.values()).query("JournalCode == 'BQ' and CompAuxNum != ''")
    paid = bank.set_index(bank["PieceRef"].str.removeprefix("V"))["EcritureDate"]
    sales = sample.tables["transactions"]
    told = sample.tables["payments"].set_index("invoice")["paid_on"].dropna()
    told = told[~told.index.isin(sales["credited_invoice"])]
    assert len(told) > 1500
    pd.testing.assert_series_equal(paid.reindex(told.index), told, check_names=False, check_dtype=False)

"""The invoices of the invented firm as its accountant books them: sales, receipts, balances carried over.

An invoice debits the customer's receivable and credits one sales account a product family, and VAT at 20 %; a credit
note is the reverse. What is left of an invoice is paid in one transfer, on the day that `payments` says. Invoice,
credit notes and transfer bear one letter in the year that clears them. Each year opens on what the last one left: every
open piece under its own reference and date, bank, VAT, capital and results.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from gtkit.contracts.fec import FEC_COLUMNS
from gtkit.samples.orders import PRODUCTS

_CAPITAL = 400_000_00  # cents, lying at the bank on the first day
_ACCOUNTS = {product: f"7071{at}0" for at, product in enumerate(PRODUCTS, 1)} | {"Dépannage et entretien": "706100"}
_OTHER_SALES = "707900"
_NAMES = {"411000": "Clients", "445710": "TVA collectée", "512000": "Banque", "101000": "Capital", "120000": "Résultat"}
_JOURNALS = {"AN": "À-nouveaux", "VE": "Ventes", "BQ": "Banque"}


def general_ledger(tables: Mapping[str, pd.DataFrame], as_of: date) -> dict[int, pd.DataFrame]:
    """The ledger of each calendar year that the sales touch.

    Parameters
    ----------
    tables : mapping of table key -> DataFrame
        `transactions`, `customers` and `payments` of a sample.
    as_of : date
        Last day of the data: what is paid later is open.

    Returns
    -------
    Year -> DataFrame under the legal columns: texts, dates as datetime64 (NaT where blank), Debit and Credit in cents.
    Each entry balances.
    """
    pieces = _pieces(tables["transactions"])
    groups = _groups(pieces, tables["payments"], pd.Timestamp(as_of))
    pieces = pieces.merge(groups[["closed", "letter"]], left_on="root", right_index=True)
    current = pd.concat([_sales(pieces, tables["transactions"]), _receipts(groups)], ignore_index=True)
    years = range(int(pieces["date"].dt.year.min()), as_of.year + 1)
    opening = [_opening(pieces, current, year, years[0]) for year in years]
    lines = pd.concat([*opening, current], ignore_index=True)
    names = tables["customers"].set_index("customer_id")["name"]
    return {year: _legal(own, names) for year, own in lines.groupby(lines["day"].dt.year)}


def _pieces(sales: pd.DataFrame) -> pd.DataFrame:
    """One row an invoice or credit note: customer, date, cents without VAT and with it, the invoice it goes back to."""
    pieces = (
        sales.assign(net=_cents(sales["amount"]))
        .groupby("invoice")
        .agg(
            customer=("customer_id", "first"),
            date=("date", "first"),
            net=("net", "sum"),
            root=("credited_invoice", "first"),
        )
    )
    pieces["root"] = pieces["root"].where(pieces["root"] != "", pieces.index.to_series())
    pieces["vat"] = np.sign(pieces["net"]) * ((pieces["net"].abs() * 20 + 50) // 100)
    pieces["gross"] = pieces["net"] + pieces["vat"]
    return pieces.rename_axis("piece").reset_index()


def _groups(pieces: pd.DataFrame, payments: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """What clears together, by invoice: customer, what is to pay, when it is cleared (NaT while open), its letter."""
    groups = pieces.groupby("root").agg(
        customer=("customer", "first"), date=("date", "min"), last=("date", "max"), due=("gross", "sum")
    )
    paid_on = payments.drop_duplicates("invoice").set_index("invoice")["paid_on"].reindex(groups.index)
    closed = paid_on.where(paid_on.isna() | (paid_on > groups["last"]), groups["last"])
    closed = closed.where(groups["due"] > 0, groups["last"])
    groups["closed"] = closed.where(closed <= as_of)
    by_time = groups.dropna(subset="closed").sort_values("closed", kind="stable")
    rank = by_time.groupby([by_time["customer"], by_time["closed"].dt.year]).cumcount()
    groups["letter"] = rank.map(_letter).reindex(groups.index).fillna("")
    return groups


def _sales(pieces: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """The sales journal: receivable, sales account by sales account, VAT."""
    label = ("Avoir " + pieces["piece"] + " sur " + pieces["root"]).where(
        pieces["root"] != pieces["piece"], "Facture " + pieces["piece"]
    )
    cleared = pieces["closed"].dt.year == pieces["date"].dt.year
    booked = pd.DataFrame(
        {
            "journal": "VE",
            "number": pieces["piece"],
            "day": pieces["date"],
            "piece": pieces["piece"],
            "piece_day": pieces["date"],
            "label": label,
        }
    )
    accounts = sales["product"].map(_ACCOUNTS).fillna(_OTHER_SALES)
    by_account = _cents(sales["amount"]).groupby([sales["invoice"], accounts]).sum().rename("debit").reset_index()
    receivable = booked.assign(
        account="411000",
        customer=pieces["customer"],
        debit=pieces["gross"],
        letter=pieces["letter"].where(cleared, ""),
        letter_day=pieces["closed"].where(cleared),
    )
    sold = booked.merge(by_account, left_on="piece", right_on="invoice")
    sold = sold.assign(account=sold["product"], debit=-sold["debit"])
    vat = booked.assign(account="445710", debit=-pieces["vat"])
    return pd.concat([receivable, sold, vat], ignore_index=True)


def _receipts(groups: pd.DataFrame) -> pd.DataFrame:
    """The bank journal: one transfer an invoice, for what credit notes left of it."""
    paid = groups[groups["closed"].notna() & (groups["due"] > 0)].rename_axis("root").reset_index()
    booked = pd.DataFrame(
        {
            "journal": "BQ",
            "number": "B" + paid["root"],
            "day": paid["closed"],
            "piece": "V" + paid["root"],
            "piece_day": paid["closed"],
            "label": "Virement " + paid["root"],
        }
    )
    bank = booked.assign(account="512000", debit=paid["due"])
    receivable = booked.assign(
        account="411000",
        customer=paid["customer"],
        debit=-paid["due"],
        letter=paid["letter"],
        letter_day=paid["closed"],
    )
    return pd.concat([bank, receivable], ignore_index=True)


def _opening(pieces: pd.DataFrame, current: pd.DataFrame, year: int, first: int) -> pd.DataFrame:
    """The opening entry of a year: open pieces one by one, and the balance of every other account."""
    start = pd.Timestamp(year, 1, 1)
    before = current[current["day"] < start]
    open_ones = pieces[(pieces["date"] < start) & ~(pieces["closed"] < start)]
    cleared = open_ones["closed"].dt.year == year
    receivable = pd.DataFrame(
        {
            "account": "411000",
            "customer": open_ones["customer"],
            "piece": open_ones["piece"],
            "piece_day": open_ones["date"],
            "debit": open_ones["gross"],
            "letter": open_ones["letter"].where(cleared, ""),
            "letter_day": open_ones["closed"].where(cleared),
        }
    )
    balances = {account: before.loc[before["account"] == account, "debit"].sum() for account in ("512000", "445710")}
    balances["512000"] += _CAPITAL
    balances["101000"] = -_CAPITAL
    balances["120000"] = before.loc[before["account"].str.startswith("70"), "debit"].sum()
    others = pd.DataFrame({"account": list(balances), "debit": list(balances.values()), "piece": f"AN{year}"})
    lines = pd.concat([others[others["debit"] != 0], receivable], ignore_index=True)
    lines["piece_day"] = lines["piece_day"].fillna(start)
    return lines.assign(journal="AN", number=f"AN{year}", day=start, label="À-nouveaux")


def _legal(lines: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Lines of one year under the legal columns, in order of day."""
    lines = lines.sort_values(["day", "journal", "number"], kind="stable").fillna({"customer": "", "letter": ""})
    number = lines["journal"] + lines["number"]
    rank = number.groupby(lines["journal"]).transform(lambda own: pd.factorize(own)[0] + 1)
    customer, account = lines["customer"], lines["account"]
    sales = {code: f"Ventes {product}" for product, code in _ACCOUNTS.items()}
    legal = {
        "JournalCode": lines["journal"],
        "JournalLib": lines["journal"].map(_JOURNALS),
        "EcritureNum": rank.astype("str"),
        "EcritureDate": lines["day"],
        "CompteNum": account,
        "CompteLib": account.map(_NAMES | sales).fillna("Autres ventes"),
        "CompAuxNum": customer,
        "CompAuxLib": customer.map(names).fillna("").str.replace("—", "-"),
        "PieceRef": lines["piece"],
        "PieceDate": lines["piece_day"],
        "EcritureLib": lines["label"],
        "Debit": lines["debit"].clip(lower=0),
        "Credit": (-lines["debit"]).clip(lower=0),
        "EcritureLet": lines["letter"],
        "DateLet": lines["letter_day"],
        "ValidDate": lines["day"] + pd.offsets.MonthEnd(0),
        "Montantdevise": "",
        "Idevise": "",
    }
    return pd.DataFrame({name: legal[name] for name in FEC_COLUMNS}).reset_index(drop=True)


def _cents(amounts: pd.Series) -> pd.Series:
    return (amounts * 100).round().astype("int64")


def _letter(rank: float) -> str:
    """A letter of three signs, from AAA on."""
    at = int(rank)
    return "".join(chr(65 + at // step % 26) for step in (676, 26, 1))

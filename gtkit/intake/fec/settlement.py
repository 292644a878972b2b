"""When each invoice was paid: lettering clears receivables against receipts, oldest invoice first.

Within a letter of a customer's account, a credit note is taken off the invoice that it credits; what remains is settled
by receipts in order of date, and a receipt that is sent back is taken off what came before it. An invoice is paid on
the day on which what is settled for good reaches it. A discount or a rounding against a charge counts from the first, a
loss pays nothing. Where the receipts of a letter lie in another year's file, the day of the lettering stands for
theirs. An opening entry that keeps an invoice's own date goes on where last year stopped.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.intake.fec.entries import FIRST
from gtkit.intake.fec.moves import followed, moves
from gtkit.intake.fec.texts import Codes, coded, joined, marked, summed

_EARLIEST = np.datetime64("1800-01-01", "s")
_HOLDS = ("sale", "bank", "charge", "loss", "other")
_COLUMNS = ["file", "row", "customer_id", "invoice", "invoiced_on", "paid_on", "cents"]


def payments_of(lines: pd.DataFrame, rows: pd.DataFrame, *, as_of: np.datetime64) -> pd.DataFrame:
    """The invoices of a ledger and the day on which each was paid.

    Parameters
    ----------
    lines : DataFrame
        As `entries` gives them.
    rows : DataFrame
        Of `Sales`, with `credited_invoice`.
    as_of : datetime64
        Last day of the data, inclusive: what happened after it is not known yet.

    Returns
    -------
    DataFrame with file, row, customer_id, invoice, invoiced_on, paid_on (NaT while open) and cents (VAT included,
    credit notes taken off), sorted by date, invoice and customer; an invoice that was credited whole is not there.
    """
    items = _items(lines, rows)
    items = items[items["date"] <= as_of]
    invoices = items[items["invoiced"]].rename(columns={"date": "invoiced_on"})
    paid = invoices.join(_paid(items, as_of))
    paid["bill"] = joined(*(coded(paid[key].to_numpy()) for key in ("customer_id", "invoice", "invoiced_on")))
    occurrence = paid.groupby(["file", "bill"], sort=False).agg(
        row=("row", "min"),
        customer_id=("customer_id", "first"),
        invoice=("invoice", "first"),
        invoiced_on=("invoiced_on", "first"),
        cents=("due", "sum"),
        paid_on=("paid_on", "max"),
        open=("open", "any"),
        credited=("credited", "all"),
        carried=("opening", "all"),
    )
    occurrence["paid_on"] = occurrence["paid_on"].mask(occurrence["open"])
    occurrence = occurrence.reset_index().sort_values(["carried", "file"], kind="stable")
    by_bill = occurrence.groupby("bill", sort=False)
    whole = occurrence.drop_duplicates("bill").set_index("bill")
    whole = whole.assign(paid_on=by_bill["paid_on"].max(), credited=by_bill["credited"].any())
    notes = items[items["credits"] & ~items["opening"] & (items["credited_invoice"] != "")]
    taken = notes.groupby(["customer_id", "credited_invoice"])["cents"].sum().to_dict()
    whole["cents"] -= [taken.get(bill, 0) for bill in zip(whole["customer_id"], whole["invoice"], strict=True)]
    kept = whole.loc[(whole["cents"] > 0) & ~whole["credited"], _COLUMNS]
    return kept.sort_values(["invoiced_on", "invoice", "customer_id"], kind="stable", ignore_index=True)


def _items(lines: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The receivable lines of customers, and what each does.

    `due` is what it adds to what is owed, `settles` what it takes off (both in cents); `invoiced` tells an invoice
    whose payment is asked, `credits` a credit note, `relief` what is taken off without being paid; `date` is the
    invoice's own, or the day of the receipt. A bill of exchange without an auxiliary account is there for its moves.
    """
    items = _receivable(lines)
    entry, customer = items["entry"].to_numpy(), coded(items["customer_id"].to_numpy())
    cents, opening, sold = (items[key].to_numpy() for key in ("cents", "opening", "sale"))
    net = joined(items["document"].to_numpy(), customer)
    note = sold & (summed(cents, net)[net] > 0)
    debit, known = cents < 0, (items["customer_id"] != "").to_numpy()
    dated = (items["piece_day"] < items["day"]).to_numpy() & (items["collective"] == FIRST).to_numpy()
    unpaid = ~sold & ~opening & ~items["bank"].to_numpy()
    items["credits"] = ~debit & (note | opening)
    items["invoiced"] = debit & known & np.where(opening, dated, sold & ~note)
    owed = debit & (opening | (sold & ~note) | unpaid)
    items["due"] = np.where(owed, -cents, 0)
    items["settles"] = np.where(owed, 0, cents)
    items["relief"] = ~debit & unpaid & (items["charge"] & ~items["other"] & ~items["loss"]).to_numpy()
    items["lost"] = ~debit & unpaid & items["loss"].to_numpy()
    own_day = items["piece_day"].fillna(items["day"])
    items["date"] = own_day.where(items["invoiced"] | items["credits"], items["day"])
    items["invoice"] = items["piece"].where(items["piece"] != "", items["number"])
    notes = rows[rows["credited_invoice"] != ""]
    told = dict(zip(zip(notes["customer_id"], notes["invoice"], strict=True), notes["credited_invoice"], strict=True))
    crediting = items.loc[items["credits"], ["customer_id", "invoice"]]
    items["credited_invoice"] = ""
    items.loc[items["credits"], "credited_invoice"] = [
        told.get(note, "") for note in crediting.itertuples(index=False, name=None)
    ]
    items["group"] = _groups(items, customer)
    items["cleared_on"] = items["letter_day"]
    items["move"] = -1
    items.loc[unpaid, "move"] = moves(
        *(own[unpaid] for own in (entry, customer, items["collective"].to_numpy(), cents))
    )
    return followed(items)


def _receivable(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines of receivables, each with what its entry holds: sale, bank, charge, loss, other accounts than these.

    An account that an invoice's own entry debits and credits again, the balance standing on another one, is left out.
    """
    entry = lines["entry"].to_numpy()
    named = (lines["customer_id"] != "") | (lines["collective"] != FIRST)
    items = lines[lines["receivable"] & named & (lines["cents"] != 0)]
    held = lines.assign(other=~(lines["receivable"] | lines["charge"]))
    items = items.assign(**{key: marked(held[key].to_numpy(), entry)[items["entry"]] for key in _HOLDS})
    cents, own = items["cents"].to_numpy(), joined(items["entry"].to_numpy(), coded(items["customer_id"].to_numpy()))
    account = joined(own, coded(items["collective"].to_numpy()))
    through = (summed(cents, account)[account] == 0) & (summed(cents, own)[own] != 0)
    kept: pd.DataFrame = items[~(items["sale"].to_numpy() & through)].copy()
    return kept


def _groups(items: pd.DataFrame, customer: Codes) -> Codes:
    """What clears together: a letter of an account of a customer in a file, else an entry that pays itself; else -1."""
    letter = items["letter"].to_numpy()
    lettered = letter != ""
    by_letter = joined(items["file"].to_numpy(), customer, coded(items["collective"].to_numpy()), coded(letter))
    within = joined(items["entry"].to_numpy(), customer)
    itself = summed(items["cents"].to_numpy(), within)[within] == 0
    group = joined(lettered.astype(np.int64), np.where(lettered, by_letter, within))
    return np.where(lettered | itself, group, -1)


def _paid(items: pd.DataFrame, as_of: np.datetime64) -> pd.DataFrame:
    """For each item that adds: `paid_on`, when that was settled; `open`, not yet; `credited`, by credit notes alone."""
    held = items[items["group"] >= 0]
    dues = held[held["due"] > 0].sort_values(["date", "invoice", "due"], kind="stable")
    notes = held[held["credited_invoice"] != ""]
    relief = notes.groupby(["group", "credited_invoice"])["settles"].sum().to_dict()
    bills = list(zip(dues["group"].tolist(), dues["invoice"].tolist(), strict=True))
    before = dues.groupby(["group", "invoice"], sort=False)["due"].cumsum() - dues["due"]
    offered = np.array([relief.get(bill, 0) for bill in bills], dtype=np.int64) - before.to_numpy()
    dues["left"] = dues["due"] - np.clip(offered, 0, dues["due"])
    dues["reached"] = dues.groupby("group", sort=False)["left"].cumsum()
    known = set(bills)
    placed = [note in known for note in zip(notes["group"].tolist(), notes["credited_invoice"].tolist(), strict=True)]
    used = held.index.isin(notes.index[np.array(placed, dtype=bool)])
    settled = _settled(held[(held["settles"] != 0) & ~used & ~held["lost"]])
    found = pd.merge_asof(
        dues.reset_index().sort_values("reached", kind="stable"),
        settled.sort_values("reached", kind="stable"),
        on="reached",
        by="group",
        direction="forward",
    ).set_index("index")
    credited = (found["left"] == 0) | (found["settled_on"] == _EARLIEST)
    alone = ~found["group"].isin([*settled["group"], *held.loc[held["lost"], "group"]])
    paid_on = found["settled_on"].fillna(found["cleared_on"].where(alone & (found["cleared_on"] <= as_of)))
    told = pd.DataFrame({"paid_on": paid_on.mask(credited), "credited": credited}).reindex(items.index)
    told["credited"] = told["credited"].eq(True)
    told["open"] = told["paid_on"].isna() & ~told["credited"]
    return told


def _settled(items: pd.DataFrame) -> pd.DataFrame:
    """What each group has settled for good, in rising steps: group, settled_on, reached (cents)."""
    day = items["date"].mask((items["credits"] & ~items["opening"]) | items["relief"], _EARLIEST)
    steps = items.assign(settled_on=day).groupby(["group", "settled_on"]).agg(settles=("settles", "sum"))
    steps = steps.reset_index()
    total = steps.groupby("group")["settles"].cumsum()
    steps["reached"] = total[::-1].groupby(steps["group"][::-1]).cummin()[::-1]
    return steps.drop_duplicates(["group", "reached"]).loc[:, ["group", "settled_on", "reached"]]

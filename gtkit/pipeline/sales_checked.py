"""What was made of the sales of one file, in sentences: days of purchase, credit notes, VAT, currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gtkit.intake import SalesTold, Tally, WorkedOut
from gtkit.words import Words

_DECIMALS = 6  # of a rate
_PERCENT = re.compile(r"([0-9]) %")


def sales_sentences(sales: SalesTold, words: Words) -> Iterator[str]:
    """The facts of one file of sales; what did not happen is not told.

    Parameters
    ----------
    sales : SalesTold
    words : Words
        Of the engagement's language and currency.
    """
    for name in ("sides", "signed", "without_vat", "margins"):
        how: WorkedOut | None = getattr(sales, name)
        if how is not None:
            yield words.say(f"checked.sales.{name}", formula=spaced(how.formula, words), lines=words.count(how.lines))
    for one in sales.converted:
        foreign = replace(words, currency=one.currency)
        yield words.say(
            "checked.sales.converted",
            currency=one.currency,
            lines=words.count(one.lines),
            total=foreign.exact(one.total),
            converted=words.exact(one.converted),
            first=words.number(one.first.rate, _DECIMALS),
            first_day=one.first.day,
            last=words.number(one.last.rate, _DECIMALS),
            last_day=one.last.day,
        )
    yield words.say("checked.sales.days", lines=words.count(sales.purchases), days=words.count(sales.days))
    if sales.free:
        yield words.say("checked.sales.free", lines=words.count(sales.free))
    if sales.credits.all.lines:
        notes = sales.credits
        ways = {"all": notes.all, "reference": notes.by_reference, "amount": notes.by_amount}
        told = {name: _tally(one, words) for name, one in (ways | {"unmatched": notes.unmatched}).items()}
        yield words.say("checked.sales.credits", **told)


def spaced(formula: str, words: Words) -> str:
    """A formula, its percents as the language writes them.

    >>> spaced("Montant TTC ÷ (1 + 20 %)", Words.of("en"))
    'Montant TTC ÷ (1 + 20%)'
    """
    return _PERCENT.sub(r"\1%" if words.lang == "en" else "\\1\u202f%", formula)


def _tally(tally: Tally, words: Words) -> str:
    return words.say("checked.sales.tally", lines=words.count(tally.lines), total=words.exact(tally.total))

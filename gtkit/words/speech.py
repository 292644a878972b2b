"""Words: one language and one currency in the hand, and everything that can be said with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from gtkit.errors import UnknownName
from gtkit.evidence import Name, Quantity, Statement, Term, Unit, Value
from gtkit.words import figures
from gtkit.words.catalogue import LANGUAGES, keys, translations

_DECIMALS = {Unit.COUNT: 0, Unit.SCORE: 0, Unit.HOURS: 0, Unit.DAYS: 0}
_DECIMALS |= {Unit.YEARS: 1, Unit.RATIO: 1, Unit.COEFFICIENT: 2}
_MONEY = {Unit.MONEY, Unit.MONEY_PER_YEAR, Unit.MONEY_PER_HOUR}


@dataclass(frozen=True, slots=True)
class Words:
    """A language ("fr" or "en") and a currency (ISO 4217 code); make one with `Words.of`.

    >>> Words.of("en", "EUR").quantity(Quantity(0.25, Unit.SHARE))
    '25%'
    """

    lang: str
    currency: str

    @classmethod
    def of(cls, lang: str, currency: str = "EUR") -> Words:
        """Words of a language.

        Raises UnknownName when there is no catalogue for it.
        """
        if lang not in LANGUAGES:
            raise UnknownName("lang", found=lang, expected=" | ".join(LANGUAGES))
        return cls(lang, currency)

    def say(self, what: Statement | Term | str, /, **values: Value | str) -> str:
        """The sentence of a statement, a term, or a key with its values; plain text, not yet escaped.

        A message with a plural takes the form of the value called ``n``. Raises UnknownName for a key that the
        catalogue does not hold or a value that the message asks for and was not given.
        """
        key = what if isinstance(what, str) else what.key
        said: dict[str, Value | str] = {**(what.values if isinstance(what, Statement) else {}), **values}
        if key not in keys(self.lang):
            raise UnknownName(f"words/{self.lang}", found=key)
        count = said.get("n")
        template = translations(self.lang).gettext(key)
        if isinstance(count, Quantity):
            plural = translations(self.lang).ngettext(key, template, round(count.value))
            template = template if plural == key else plural  # gettext gives the key back for one without a plural
        try:
            return template.format_map({name: self.value(value) for name, value in said.items()})
        except KeyError as error:
            raise UnknownName(f"words/{self.lang}: {key}", found=error.args[0]) from None

    def knows(self, key: str) -> bool:
        """Whether the catalogue holds a key."""
        return key in keys(self.lang)

    def value(self, value: Value | str) -> str:
        """Any value as it stands inside a sentence; names of which one holds a comma stand between quotation marks.

        >>> Words.of("en").value((Name("Valves, made to order"), Name("Jacks")))
        '“Valves, made to order” and “Jacks”'
        """
        match value:
            case str():
                return value
            case Quantity():
                return self.quantity(value)
            case Name():
                return value.text
            case Term() | Statement():
                return self.say(value)
            case date():
                return self.date(value)
            case _:
                commas = any(isinstance(item, Name) and "," in item.text for item in value)
                return self.listing(
                    self.say("listing.quoted", x=item.text) if commas and isinstance(item, Name) else self.value(item)
                    for item in value
                )

    def quantity(self, quantity: Quantity) -> str:
        """Figure and unit, without the interval."""
        return self.figure(quantity.value, quantity.unit)

    def interval(self, quantity: Quantity) -> str:
        """The quantity's interval in words, empty when it has none.

        >>> from gtkit.evidence import Interval
        >>> Words.of("en").interval(Quantity(0.3, Unit.SHARE, Interval(0.2, 0.4)))
        '20% to 40% (90% interval)'
        """
        if quantity.interval is None:
            return ""
        low, high = (self.figure(bound, quantity.unit) for bound in (quantity.interval.low, quantity.interval.high))
        return self.say("interval", low=low, high=high, level=self.share(quantity.interval.level))

    def figure(self, value: float, unit: Unit) -> str:
        """A number read in a unit, as a sentence says it: amounts in millions from a million on."""
        if unit in _MONEY:
            text = figures.money_said(value, self.lang, self.currency)
        elif unit is Unit.SHARE:
            text = self.share(value)
        else:
            whole = unit is Unit.YEARS and round(value, 1).is_integer()
            text = self.number(value, 0 if whole else _DECIMALS[unit])
        key = f"unit.{unit.value}"
        return self.say(key, x=text, n=Quantity(round(value), Unit.COUNT)) if self.knows(key) else text

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with so many decimals."""
        return figures.number(value, self.lang, decimals)

    def count(self, value: float) -> str:
        """A whole number."""
        return figures.number(value, self.lang)

    def money(self, value: float) -> str:
        """An amount in the engagement's currency, to the unit, as a table's column shows it."""
        return figures.money(value, self.lang, self.currency)

    def exact(self, value: float) -> str:
        """An amount in the engagement's currency, to the cent.

        >>> Words.of("en", "EUR").exact(1234.5)
        '€1,234.50'
        """
        return figures.money(value, self.lang, self.currency, decimals=2)

    def amounts(self, values: Iterable[float]) -> Callable[[float], str]:
        """How the amounts of one column are said: estimates that are all large, in thousands or millions.

        >>> say = Words.of("en", "EUR").amounts([1_740_958, 168_534])
        >>> say(168_534)
        '€169K'
        """
        power = figures.common_power(values)
        return lambda value: figures.money(
            value, self.lang, self.currency, decimals=2 if power == 6 else 0, power=power
        )

    def share(self, value: float) -> str:
        """A share (0 to 1) as a percentage."""
        return figures.share(value, self.lang)

    def short_date(self, value: date) -> str:
        """A date as a table's cell shows it."""
        return figures.short_day(value, self.lang)

    def date(self, value: date) -> str:
        """A date in full."""
        return figures.day(value, self.lang)

    def listing(self, names: Iterable[str]) -> str:
        """Names joined as the language joins them: "a, b et c".

        >>> Words.of("en").listing(["a", "b", "c"])
        'a, b and c'
        """
        *head, last = list(names) or [""]
        return self.say("listing", head=", ".join(head), last=last) if head else last

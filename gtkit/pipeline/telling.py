"""What went wrong, for a person and for a scheduler: sentences from the catalogue, and an exit code."""

from __future__ import annotations

from string import Formatter

from gtkit.engagement import ManyFaults
from gtkit.errors import ConfigurationError, GtkitError, NotebookFailed, PublicationRefused
from gtkit.intake import DataRefused, Severity, describe
from gtkit.pipeline.scan import PageRefused
from gtkit.words import Words
from gtkit.words.catalogue import translations

LISTED = 50  # faults that are told one by one

_CODES: tuple[tuple[type[GtkitError], int], ...] = (
    (ConfigurationError, 2),
    (DataRefused, 3),
    (NotebookFailed, 4),
    (PublicationRefused, 5),
)


def exit_code(error: GtkitError) -> int:
    """Exit code of a command that ends with an error: 2 to 5, and 2 for a bad value of any kind."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), 2)


def told(error: GtkitError, words: Words) -> tuple[str, ...]:
    """The error as sentences: one, or one a fault, the first 50 and how many more there are.

    Parameters
    ----------
    error : GtkitError
    words : Words

    Returns
    -------
    tuple of str: plain text.

    >>> from gtkit.errors import ConfigurationError
    >>> told(ConfigurationError("--lang", found="de", expected="fr | en"), Words.of("en"))
    ('--lang: value refused (found: de, expected: fr | en).',)
    """
    match error:
        case DataRefused():
            lines = [describe(fault, words) for fault in sorted(error.faults, key=_errors_first)]
        case ManyFaults():
            lines = [_sentence(fault, words) for fault in error.faults]
        case PageRefused():
            lines = [words.say(f"scan.{f.code}", page=f.page, line=str(f.line), found=f.found) for f in error.findings]
        case _:
            return (_sentence(error, words),)
    more = len(lines) - LISTED
    head = _sentence(error, words)
    return (head, *lines[:LISTED], *((words.say("errors.more", count=str(more)),) if more > 0 else ()))


def _errors_first(fault: object) -> bool:
    return getattr(fault, "severity", None) is not Severity.ERROR


def _sentence(error: GtkitError, words: Words) -> str:
    """One error: the sentence of its code, then the facts that the sentence does not hold."""
    keys = (f"errors.{error.code}.{error.expected}", f"errors.{error.code}", "errors.error")
    key = next(key for key in keys if words.knows(key))
    template = translations(words.lang).gettext(key)
    held = {name for _, name, _, _ in Formatter().parse(template)} | {"where"}
    held |= {"expected"} if key == keys[0] else set()
    left = [_fact(name, text, error.code, words) for name, text in error.facts.items() if text and name not in held]
    main = words.say(key, **error.facts)
    return words.say("errors.sentence", main=main.rstrip("."), facts=", ".join(left)) if left else main


def _fact(name: str, text: str, code: str, words: Words) -> str:
    own = f"errors.{name}.{code}"
    return words.say(own if words.knows(own) else f"errors.fact.{name}", x=text)

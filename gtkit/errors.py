"""What can go wrong, as facts: where, what was found, what was expected, what comes nearest.

No sentence is written here. `str(error)` lines the facts up for a developer; `gtkit.words` turns them into
French or English for everyone else, under the key ``errors.<code>``.
"""

from __future__ import annotations

from typing import ClassVar


class GtkitError(Exception):
    """Base of every error that gtkit raises on purpose.

    Parameters
    ----------
    where : str
        The argument, setting, file or cell at fault.
    found : object
        What stood there.
    expected : str
        What is accepted, in symbols or names rather than prose where possible ("> -1", "margin | amount").
    hint : str
        The nearest valid name or the remedy, empty when there is none.
    """

    code: ClassVar[str] = "error"

    def __init__(self, where: str, *, found: object = "", expected: str = "", hint: str = "") -> None:
        super().__init__(where)
        self.where = where
        self.found = found
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        parts = [self.where]
        parts += [f"found {self.found!r}"] if self.found != "" else []
        parts += [f"expected {self.expected}"] if self.expected else []
        parts += [f"hint: {self.hint}"] if self.hint else []
        return "; ".join(parts)

    @property
    def facts(self) -> dict[str, str]:
        """The four facts as text, for a catalogue sentence."""
        found = {"where": self.where, "found": str(self.found)}
        return found | {"expected": self.expected, "hint": self.hint}


class OutOfRange(GtkitError, ValueError):
    """A number lies outside what its definition allows."""

    code = "out_of_range"


class WrongShape(GtkitError, ValueError):
    """Arrays or tables do not fit together: length, dimension, missing column, misaligned index."""

    code = "wrong_shape"


class NotEstimable(GtkitError, ValueError):
    """The data cannot answer: too few rows, no variation, a limit that is never reached."""

    code = "not_estimable"


class ConfigurationError(GtkitError):
    """A command, a setting or an engagement.toml that cannot be obeyed."""

    code = "configuration"


class UnknownName(ConfigurationError):
    """A setting, épreuve, table or engagement of that name does not exist; `hint` holds the nearest one."""

    code = "unknown_name"


class PathRefused(ConfigurationError):
    """A path that leaves the engagement's folder, or a kind of file that is not read."""

    code = "path_refused"


class EngagementLocked(ConfigurationError):
    """Another run holds the engagement; `found` is its process number."""

    code = "locked"


class NotebookFailed(GtkitError):
    """A notebook died, timed out, or ended without leaving its proof."""

    code = "notebook_failed"


class PublicationRefused(GtkitError):
    """The page scan refused a page, or the output could not be written."""

    code = "publication_refused"

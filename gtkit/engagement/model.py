"""An engagement: who it is for, as of when, which files it reads, what was decided for each épreuve. Never changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from gtkit.engagement.look import Look
from gtkit.engagement.sources import Currency, Label, SourceFiles
from gtkit.engagement.validation import unknown
from gtkit.errors import ConfigurationError, PathRefused
from gtkit.intake import SourceSpec, Thresholds

SLUGS = ("perimeter", "alignment", "customer_value", "loyalty", "performance", "synthesis")
FILE_NAME = "engagement.toml"

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_STRICT = ConfigDict(frozen=True, extra="forbid")


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", text) or text in _DEVICES:
        raise ValueError("[a-z0-9][a-z0-9_-]{0,63}")
    return text


Identifier = Annotated[str, AfterValidator(_identifier)]
Settings: TypeAlias = Mapping[str, Any]  # key -> raw value


class Identity(BaseModel):
    """What `gtkit new` asks."""

    model_config = _STRICT

    id: Identifier = Field(description="Name of the engagement in folders and commands.")
    organisation: Annotated[Label, StringConstraints(min_length=1)] = Field(description="Who the engagement is for.")
    lang: Literal["fr", "en"] = Field("fr", description="Language of the deliverables.")
    currency: Currency = Field("EUR", description="Currency of every amount, ISO 4217.")
    as_of: date = Field(description="Last day of the data, inclusive.")


class Firm(BaseModel):
    """The consultancy that signs: printed in the footer of each page."""

    model_config = _STRICT

    name: Label = ""
    address: Label = ""
    phone: Label = ""
    email: Label = Field("", pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    site: Label = Field("", pattern=r"^$|^https://[^\s\"'<>]+$")
    role: Label = Field("", description="Role of the author; a role, never a person's name.")


class Tolerances(BaseModel):
    """The table [intake]: shares of a file that may be at fault and only be told, the age of a rate."""

    model_config = _STRICT

    duplicates_allowed: float = Field(0.01, ge=0, le=1, description="Rows that repeat another one exactly.")
    short_rows_allowed: float = Field(0.5, ge=0, le=1, description="Rows with fewer cells than the header.")
    unassigned_sales_allowed: float = Field(0.2, ge=0, le=1, description="A ledger's sales that are no customer's.")
    rate_days: int = Field(31, ge=0, le=3660, description="Days that a rate of exchange may be old before it is told.")


class Engagement(Identity):
    """A validated engagement.toml, and the folder that it rules.

    The settings of the épreuves are raw: each épreuve's own Settings class checks them, through `validate_settings`.
    """

    folder: Path = Field(exclude=True)  # where the file lies, never in the file
    confidentiality: Label = Field("", description="Printed on each page.")
    version: Label = Field("", description="Version label of the deliverable, printed on each page.")
    workbook: Label = Field("intake.xlsx", description="Workbook that the organisation fills in.")
    firm: Firm = Field(default_factory=Firm)
    look: Look = Field(default_factory=Look)
    intake: Tolerances = Field(default_factory=Tolerances)
    source_files: Mapping[str, SourceFiles] = Field(default_factory=dict, alias="sources")
    perimeter: Settings = Field(default_factory=dict)
    alignment: Settings = Field(default_factory=dict)
    customer_value: Settings = Field(default_factory=dict)
    loyalty: Settings = Field(default_factory=dict)
    performance: Settings = Field(default_factory=dict)
    synthesis: Settings = Field(default_factory=dict)

    @property
    def settings(self) -> Mapping[str, Settings]:
        """Épreuve slug -> key -> raw value, for the épreuves that have any."""
        given = {slug: getattr(self, slug) for slug in SLUGS}
        return MappingProxyType({slug: values for slug, values in given.items() if values})

    @property
    def sources(self) -> Mapping[str, SourceSpec]:
        """Table key -> files or ledgers, and what is said of each, as intake reads them."""
        return MappingProxyType({table: source.spec() for table, source in self.source_files.items()})

    @property
    def thresholds(self) -> Thresholds:
        """How much of what is merely told the data may hold, as intake weighs it."""
        return Thresholds(**self.intake.model_dump())

    @property
    def sha256(self) -> str:
        """SHA-256 of engagement.toml, empty when the engagement was not read from one."""
        file = self.folder / FILE_NAME
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""

    @property
    def salt(self) -> bytes:
        """The engagement's own secret, that personal identifiers are hashed with.

        Raises ConfigurationError when the file ``.salt`` is missing or too short to be one, PathRefused for a link.
        """
        file = self.folder / ".salt"
        if file.is_symlink():
            raise PathRefused(f"{self.folder.name}/.salt", found=".salt", expected="a file, no link")
        salt = file.read_bytes() if file.is_file() else b""
        if len(salt) < 16:
            raise ConfigurationError(f"{self.folder.name}/.salt", found=len(salt), expected=">= 16")
        return salt

    def with_overrides(self, overrides: Mapping[str, object]) -> Engagement:
        """The same engagement with some settings of its épreuves replaced.

        Parameters
        ----------
        overrides : mapping of "epreuve.key" -> value
            As ``--set customer_value.annual_rate=0,12`` gives them; a text is read as the number, flag or date that the
            setting is when the épreuve validates it.

        Returns
        -------
        Engagement

        Raises UnknownName for an épreuve that does not exist, ConfigurationError for a key that is no name.
        """
        changed: dict[str, dict[str, Any]] = {}
        for name, value in overrides.items():
            slug, _, key = name.partition(".")
            if slug not in SLUGS:
                raise unknown(f"--set {slug}", slug, SLUGS)
            if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", key):
                raise ConfigurationError(f"--set {slug}", found=key, expected=f"{slug}.annual_rate=0.10")
            changed.setdefault(slug, dict(getattr(self, slug)))[key] = value
        return self.model_copy(update=changed)

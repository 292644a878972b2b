"""The tables [sources.…] of engagement.toml: which files hold each intake table, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from gtkit.intake import FileSaid, FileSpec, SourceSpec

_STRICT = ConfigDict(frozen=True, extra="forbid")


def _currency(code: str) -> str:
    if code not in list_currencies():
        raise ValueError("ISO 4217: EUR | CHF | GBP | USD ...")
    return code


def _one_line(text: str) -> str:
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        raise ValueError('"..."')
    return text


def _listed(parts: object) -> object:
    """Parts are a list, which TOML writes in double brackets, were there but one."""
    if isinstance(parts, dict):
        raise ValueError("[[sources.….parts]]")  # noqa: TRY004 - pydantic turns this kind alone into a fault
    return parts


Currency = Annotated[str, AfterValidator(_currency)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_one_line)]
FileName = Annotated[Label, StringConstraints(min_length=1)]


class FileKeys(BaseModel):
    """What may be said of a file, or of all the files of a source."""

    model_config = _STRICT

    columns: Mapping[str, Label] = Field(default_factory=dict, description="Column key -> heading in the file.")
    sheet: Label = Field("", description="Sheet of a workbook, when it does not bear the table's name.")
    currency: Currency | Literal[""] = Field("", description="Currency of every amount of the sales, ISO 4217.")
    date_order: Literal["day_first", "month_first", ""] = Field("", description="Order of day and month.")
    decimal_mark: Literal[",", ".", ""] = Field("", description="Sign before the decimals.")
    fill_down: tuple[str, ...] = Field((), max_length=20, description="Columns whose blanks repeat the cell above.")
    vat_rate: float | None = Field(None, ge=0, lt=1, description="VAT in the sales' amounts, where no column tells it.")
    sales_side: Literal["debit", "credit", ""] = Field("", description="Side of the account where sales stand.")

    def given(self) -> dict[str, Any]:
        """The values given, as intake takes them."""
        values = {key: getattr(self, key) for key in FileKeys.model_fields if key in self.model_fields_set}
        return {key: MappingProxyType(value) if key == "columns" else value for key, value in values.items()}


class SourcePart(FileKeys):
    """One file that differs from the others of its source; what it does not say is as the source says."""

    file: FileName


class SourceFiles(FileKeys):
    """Files that hold one table: alike, each with its own way, or the ledgers of each year."""

    files: tuple[FileName, ...] = Field((), max_length=200)
    parts: Annotated[tuple[SourcePart, ...], BeforeValidator(_listed)] = Field(
        (), max_length=200, description="Files that differ, one a table."
    )
    fec: tuple[FileName, ...] = Field((), max_length=200, description="Ledgers of each year, in place of files.")

    @model_validator(mode="after")
    def _one_form(self) -> SourceFiles:
        if bool(self.files or self.parts) == bool(self.fec):
            raise ValueError('files = ["..."] | fec = ["..."]')
        if self.fec and self.model_fields_set - {"fec"}:
            raise ValueError('fec = ["..."]')
        return self

    def spec(self) -> SourceSpec:
        """The source as intake reads it, each part with what it says in place of what the source does."""
        own = self.given()
        parts = tuple(FileSpec(file=part.file, said=FileSaid(**{**own, **part.given()})) for part in self.parts)
        return SourceSpec(files=self.files, parts=parts, fec=self.fec, **own)

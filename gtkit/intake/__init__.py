"""Intake: files become checked tables or located faults; the blank workbook; the only reader of a client's data."""

from gtkit.intake.faults import DataRefused, Fault, Severity, describe
from gtkit.intake.fec.write import write_fec
from gtkit.intake.load import Intake, load_tables
from gtkit.intake.said import FileSaid, FileSpec, SourceSpec
from gtkit.intake.sales import SalesTold, Tally, WorkedOut
from gtkit.intake.tables.understood import Understood
from gtkit.intake.thresholds import Thresholds
from gtkit.intake.writing.french_csv import write_french_csv
from gtkit.intake.writing.schema import schema_rows
from gtkit.intake.writing.workbook import write_workbook

__all__ = [
    "DataRefused",
    "Fault",
    "FileSaid",
    "FileSpec",
    "Intake",
    "SalesTold",
    "Severity",
    "SourceSpec",
    "Tally",
    "Thresholds",
    "Understood",
    "WorkedOut",
    "describe",
    "load_tables",
    "schema_rows",
    "write_fec",
    "write_french_csv",
    "write_workbook",
]

"""The worked example, as a client would send it: sales by year, ledgers that tell payments, the rest in a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import tomlkit
from tomlkit.items import Table as TomlTable

from gtkit.contracts import TABLES, Table
from gtkit.contracts.fec import FEC_TABLES
from gtkit.engagement.lay_down import fill, laid_down, put, write_toml
from gtkit.engagement.load import load_engagement
from gtkit.engagement.model import FILE_NAME, Engagement, Identity
from gtkit.errors import ConfigurationError
from gtkit.intake import write_fec, write_french_csv, write_workbook
from gtkit.samples import Sample, industrial_supplier
from gtkit.samples.general_ledger import general_ledger

_HEADINGS = {  # as the organisation's invoicing software calls them
    "customer_id": "N° client",
    "date": "Date facture",
    "amount": "Total HT",
    "margin": "Marge brute",
    "invoice": "N° facture",
    "credited_invoice": "Avoir sur facture",
    "channel": "Canal de vente",
    "product": "Famille d'articles",
}
_INSTEAD = {
    "fr": "Les mêmes ventes, lues du grand livre (FEC) : la ligne suivante, à la place de « files » et de « columns ».",
    "en": "The same sales, read from the ledger (FEC): the next line, in place of files and columns.",
}
_SIREN = "000000000"
_FIRM = {
    "name": "Cabinet Exemple",
    "address": "1 rue de l'Exemple, 99999 Exempleville",
    "phone": "01 99 00 00 00",  # a number kept for fiction by the regulator
    "email": "contact@cabinet.example",
    "site": "https://cabinet.example",
}
_WORDS = {
    "fr": ("Exemple : données inventées", "exemple", "Consultant responsable de la mission", "Comité de direction"),
    "en": ("Example: invented data", "example", "Consultant in charge of the engagement", "Management committee"),
}


def demo_engagement(folder: Path, lang: str = "fr", sample: Sample | None = None) -> Engagement:
    """Lay down the worked example; the same bytes each time.

    Parameters
    ----------
    folder : Path
        New, empty, or holding the worked example already, which then stays as it is.
    lang : str
        "fr" or "en": language of the deliverables, the workbook and the comments; the data are French.
    sample : Sample, optional
        The invented organisation; the industrial supplier when not given.

    Returns
    -------
    Engagement

    Raises FolderNotEmpty when something else lies there, ConfigurationError for an unknown language.
    """
    sample = sample or industrial_supplier()
    document = _document(sample, lang)
    file = folder / FILE_NAME
    if file.is_file() and file.read_text(encoding="utf-8") == tomlkit.dumps(document):
        return load_engagement(folder)
    with laid_down(folder) as stage:
        write_toml(stage, document)
        (stage / ".salt").write_bytes(sha256(b"gtkit demo").digest())
        others = {key: frame for key, frame in sample.tables.items() if key not in FEC_TABLES}
        write_workbook(
            stage / "intake.xlsx", [TABLES[key] for key in others], lang=lang, examples=False, contents=others
        )
        sales = sample.tables["transactions"]
        for year, lines in sales.groupby(sales["date"].dt.year):
            file = stage / "data" / f"ventes_{year}.csv"
            write_french_csv(file, lines, _exported(TABLES["transactions"]), columns=tuple(_HEADINGS))
        for year, booked in general_ledger(sample.tables, sample.as_of).items():
            write_fec(stage / _ledger_file(year, sample.as_of), booked)
    return load_engagement(folder)


def _document(sample: Sample, lang: str) -> tomlkit.TOMLDocument:
    """engagement.toml of the example, sources and signatures filled in."""
    identity = Identity.model_validate(
        {"id": "exemple", "organisation": sample.organisation, "lang": lang, "as_of": sample.as_of}
    )
    confidentiality, version, role, chosen_by = _WORDS[lang]
    document = fill(identity)
    put(document, {"confidentiality": confidentiality, "version": version})
    put(_table(document, "firm"), {**_FIRM, "role": role})
    for epreuve in ("perimeter", "alignment", "customer_value", "loyalty", "performance"):
        put(_table(document, epreuve), {"thresholds_chosen_by": chosen_by, "thresholds_chosen_on": date(2026, 4, 2)})
    put(_table(document, "loyalty"), {"minimum_gain": 20_000})
    years = range(sample.tables["transactions"]["date"].dt.year.min(), sample.as_of.year + 1)
    source = tomlkit.table()
    source["files"] = [f"data/ventes_{year}.csv" for year in years]
    ledgers = [_ledger_file(year, sample.as_of) for year in years]
    source.add(tomlkit.comment(_INSTEAD[lang]))
    source.add(tomlkit.comment("fec = [{}]".format(", ".join(f'"{ledger}"' for ledger in ledgers))))
    source["columns"] = _HEADINGS
    _table(document, "sources")["transactions"] = source
    payments = tomlkit.table()
    payments["fec"] = ledgers
    _table(document, "sources")["payments"] = payments
    return document


def _ledger_file(year: int, as_of: date) -> str:
    """The legal name of a year's ledger, under a SIREN that is nobody's."""
    return f"data/{_SIREN}FEC{min(date(year, 12, 31), as_of):%Y%m%d}.txt"


def _table(document: tomlkit.TOMLDocument, name: str) -> TomlTable:
    found = document[name]
    if not isinstance(found, TomlTable):
        raise ConfigurationError(f"engagement.toml {name}", found=found, expected=f"[{name}]")
    return found


def _exported(table: Table) -> Table:
    """The same contract under the headings of the organisation's own software."""
    return replace(table, columns=tuple(replace(c, french=_HEADINGS.get(c.key, c.french)) for c in table.columns))

"""Nobody is named, and no row of a table is found, in anything that is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtkit.contracts import TABLES
from gtkit.engagement import load_engagement
from gtkit.intake.values.labels import pseudonym
from gtkit.samples import industrial_supplier

from .engagement import CANARY, Naming
from .payloads import seen
from .tokens import Tokens

RECORDS = {  # table -> identifier of a row, or what one person wrote
    "transactions": ("invoice", "credited_invoice"),
    "payments": ("invoice",),
    "ideas": ("idea", "text"),
    "verbatims": ("verbatim", "text"),
    "bespoke_work": ("request",),
}

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def texts(hostile: Path) -> dict[str, str]:
    """Path in the run -> source and, of a page, its source as a reader and a screen reader get it."""
    files = {p.relative_to(hostile).as_posix(): p for p in sorted(hostile.rglob("*")) if p.is_file()}
    sources = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    return {name: text + (Tokens(text).said if name.endswith(".html") else "") for name, text in sources.items()}


@pytest.fixture(scope="module")
def persons(naming: Naming) -> dict[str, set[str]]:
    """Personal column -> the names that stand in it, in the hostile sample."""
    found: dict[str, set[str]] = {}
    for key, frame in naming.sample().tables.items():
        for column in TABLES[key].columns:
            if column.personal:
                found.setdefault(column.key, set()).update(frame[column.key])
    return found


def test_persons_are_in_the_data_and_customers_on_the_pages(
    persons: dict[str, set[str]], texts: dict[str, str], naming: Naming
) -> None:
    """The search finds what is there: collaborators and coders bear a canary; a customer's name is found by it."""
    assert {column: len(names) for column, names in persons.items()} == {"collaborator_id": 96, "coder": 2}
    assert all(CANARY in name for names in persons.values() for name in names)
    assert any(seen(naming.names[name]) in texts["fr/3_customer_value.html"] for name in _customers())


def test_no_person_is_named_in_anything_published(texts: dict[str, str]) -> None:
    """Pages of both editions, alt texts and ids included, executed notebooks, results and record: no canary."""
    assert len(texts) > 20
    assert [name for name, text in texts.items() if CANARY in text] == []


def test_no_pseudonym_stands_in_anything_published(
    texts: dict[str, str], persons: dict[str, set[str]], hostile: Path
) -> None:
    """The salted hash of a person, which follows that person from table to table, is nowhere either."""
    salt = load_engagement(hostile.parents[3] / "exemple").salt
    hashes = {pseudonym(name, salt) for names in persons.values() for name in names}
    assert len(hashes) == 98
    assert [name for name, text in texts.items() if any(stamp in text for stamp in hashes)] == []


def test_a_client_s_page_holds_no_record(texts: dict[str, str]) -> None:
    """No invoice, idea, verbatim or request, neither its number nor its words, in a client's source."""
    tables = industrial_supplier().tables
    for table, columns in RECORDS.items():
        for column in columns:
            records = {str(value) for value in tables[table][column].unique()} - {""}
            assert records, (table, column)
            for page, text in texts.items():
                found = [record for record in records if record in text] if page.startswith("fr/") else []
                assert found == [], (page, table, column)


def _customers() -> list[str]:
    return [str(name) for name in industrial_supplier().tables["customers"]["name"]]

"""The worked example is what a client would send, and reading it gives back the sample."""

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
import tomlkit

from gtkit.engagement import Engagement, FolderNotEmpty, demo_engagement, validate_settings
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.intake import SourceSpec, load_tables
from gtkit.samples import industrial_supplier
from gtkit.scoring.customers.late_payment import late_payment


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The worked example in a fresh folder."""
    return demo_engagement(tmp_path_factory.mktemp("demo") / "exemple")


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in files}


def test_it_holds_the_files_a_client_would_send(demo: Engagement) -> None:
    """A sales export and a ledger a year, the intake workbook, engagement.toml, the salt."""
    assert sorted(_digests(demo.folder)) == [
        ".salt",
        "data/000000000FEC20231231.txt",
        "data/000000000FEC20241231.txt",
        "data/000000000FEC20251231.txt",
        "data/000000000FEC20260630.txt",
        "data/ventes_2023.csv",
        "data/ventes_2024.csv",
        "data/ventes_2025.csv",
        "data/ventes_2026.csv",
        "engagement.toml",
        "intake.xlsx",
    ]


def test_the_sales_export_is_a_french_one(demo: Engagement) -> None:
    """Semicolons, decimal commas, DD/MM/YYYY, cp1252, and headings that are not the kit's own."""
    lines = (demo.folder / "data" / "ventes_2023.csv").read_text(encoding="cp1252").splitlines()
    assert lines[0].split(";")[:4] == ["N° client", "Date facture", "Total HT", "Marge brute"]
    assert lines[1].split(";")[1:4] == ["02/01/2023", "3101,30", "654,69"] or "," in lines[1]
    assert any("Téléphone" in line for line in lines)


def test_what_intake_reads_is_the_sample_to_the_letter(demo: Engagement) -> None:
    """Every table but the payments comes back equal, cents included, without one fault of error level."""
    sample = industrial_supplier()
    intake = load_tables(
        demo.sources, folder=demo.folder, as_of=demo.as_of, salt=demo.salt, wanted=sample.tables, workbook=demo.workbook
    )
    assert [f for f in intake.faults if f.severity == "error"] == []
    assert set(intake.tables) == set(sample.tables)
    for key, frame in sample.tables.items():
        if key == "payments":
            continue
        read = intake.tables[key].frame.reset_index(drop=True)
        personal = [c.key for c in intake.tables[key].table.columns if c.personal]
        for column in personal:
            assert read[column].nunique() == frame[column].nunique()
            assert not set(read[column]) & set(frame[column])
        pd.testing.assert_frame_equal(read.drop(columns=personal), frame.drop(columns=personal))


def test_its_ledgers_tell_the_same_sales(demo: Engagement) -> None:
    """The line in comment, in place of files and columns: each customer's total, each credit note are the same."""
    text = (demo.folder / "engagement.toml").read_text(encoding="utf-8")
    (told,) = re.findall(r"^# (fec = .*0000FEC.*)$", text, re.MULTILINE)
    ledgers = {"transactions": SourceSpec(fec=tuple(tomlkit.parse(told)["fec"]))}
    read = [
        load_tables(sources, folder=demo.folder, as_of=demo.as_of, salt=demo.salt, wanted=["transactions"])
        for sources in (demo.sources, ledgers)
    ]
    assert [intake.faults for intake in read] == [(), ()]
    invoiced, booked = (intake.tables["transactions"].frame for intake in read)
    cents = [
        (frame["amount"] * 100).round().astype("int64").groupby(frame["customer_id"]).sum()
        for frame in (invoiced, booked)
    ]
    pd.testing.assert_series_equal(*cents)
    notes = [frame[frame["credited_invoice"] != ""].set_index("invoice") for frame in (invoiced, booked)]
    credited = [frame.groupby("invoice")["credited_invoice"].first() for frame in notes]
    pd.testing.assert_series_equal(*credited)
    assert [len(frame) for frame in notes] == [219, 219]
    booked_in = [file for file in read[1].understood if file.table == "transactions"]
    assert all(file.ledger is not None and file.ledger.difference == 0 for file in booked_in)
    told = [[file.sales.credits.all for file in intake.understood if file.sales is not None] for intake in read]
    assert sum(notes.lines for notes in told[0]) == sum(notes.lines for notes in told[1]) == 219


def test_its_ledgers_tell_the_payments_that_were_planted(demo: Engagement) -> None:
    """Late days read from the FEC are those planted, customer by customer, where no credit note lowered an invoice."""
    sample = industrial_supplier()
    intake = load_tables(
        demo.sources, folder=demo.folder, as_of=demo.as_of, salt=demo.salt, wanted=["payments"], workbook=demo.workbook
    )
    terms = sample.tables["customers"].set_index("customer_id")["payment_term"]
    planted = sample.tables["payments"]
    found, truth = (
        late_payment(paid, terms=terms, as_of=sample.as_of).customers
        for paid in (intake.tables["payments"].frame, planted)
    )
    sales = sample.tables["transactions"]
    credited = set(planted.loc[planted["invoice"].isin(sales["credited_invoice"]), "customer_id"])
    plain = sorted(set(truth.index) - credited)
    assert len(plain) > 100
    assert len(truth) == len(found)
    columns = ["late_days", "invoices", "overdue"]
    pd.testing.assert_frame_equal(found.loc[plain, columns], truth.loc[plain, columns], atol=0.01, rtol=0)
    assert (found["late_days"] - truth["late_days"]).abs().median() < 0.1


def test_the_same_bytes_each_time(demo: Engagement, tmp_path: Path) -> None:
    """Another folder, another day: the same files to the byte."""
    assert _digests(demo_engagement(tmp_path / "elsewhere").folder) == _digests(demo.folder)


def test_a_second_demo_keeps_the_first(demo: Engagement) -> None:
    """Laying it down where it lies already changes nothing, and succeeds."""
    before = {p: p.stat().st_mtime_ns for p in demo.folder.rglob("*")}
    assert demo_engagement(demo.folder) == demo
    assert {p: p.stat().st_mtime_ns for p in demo.folder.rglob("*")} == before


def test_it_is_not_laid_over_another_engagement(tmp_path: Path) -> None:
    """A folder that holds something else is refused."""
    (tmp_path / "engagement.toml").write_text('id = "mine"\n', encoding="utf-8")
    with pytest.raises(FolderNotEmpty):
        demo_engagement(tmp_path)


def test_its_settings_are_those_of_the_epreuve(demo: Engagement) -> None:
    """engagement.toml passes the épreuve's own check, and says who chose the thresholds."""
    settings = validate_settings(Settings, demo.settings["customer_value"] | {"as_of": demo.as_of}, "engagement.toml")
    assert settings.thresholds_chosen_by == "Comité de direction"
    assert settings.thresholds_chosen_on == date(2026, 4, 2)


def test_it_says_that_its_data_are_invented(tmp_path: Path) -> None:
    """Each page will say so, in its language."""
    assert "inventées" in demo_engagement(tmp_path / "fr").confidentiality
    english = demo_engagement(tmp_path / "en", "en")
    assert "invented" in english.confidentiality
    assert english.lang == "en"

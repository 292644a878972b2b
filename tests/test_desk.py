"""What a notebook holds in its hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gtkit.contracts import GROUPS, TABLES
from gtkit.desk import PROOF, Desk, epreuve_named, look_of, open_engagement, read_tables
from gtkit.engagement import Look, demo_engagement, load_engagement
from gtkit.errors import ConfigurationError, UnknownName
from gtkit.intake import DataRefused, describe
from gtkit.present.theme import ENERGY, VALUE
from gtkit.words import Words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk") / "exemple"
    demo_engagement(place)
    return place


@pytest.fixture(scope="module")
def desk(folder: Path) -> Desk:
    return open_engagement(folder, epreuve="customer_value")


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def test_an_engagement_opens_with_its_tables_settings_and_language(desk: Desk) -> None:
    """Its tables and their companions that hold rows, the date and the thresholds of engagement.toml, French."""
    companions = {other for key in desk.epreuve.TABLES for other in TABLES[key].companions} - {GROUPS}
    assert set(desk.tables) == {*desk.epreuve.TABLES, *companions}
    assert desk.words.lang == "fr"
    assert desk.settings.model_dump()["as_of"] == desk.engagement.as_of


def test_a_what_if_replaces_a_setting_and_none_leaves_it(folder: Path) -> None:
    """A French number is read; None is "as in engagement.toml"."""
    asked = {"annual_rate": "12,5 %", "horizon_years": None}
    found = open_engagement(folder, epreuve="3", lang="en", what_if=asked).settings.model_dump()
    assert (found["annual_rate"], found["horizon_years"]) == (0.125, 5.0)


def test_without_a_what_if_there_is_no_scenario(desk: Desk) -> None:
    """Nothing to show, nothing in the proof; a what-if that repeats the base is none."""
    assert desk.scenario(desk.assess()) is None
    again = open_engagement(desk.engagement.folder, epreuve="3", what_if={"annual_rate": "10 %"})
    assert (again.changes, again.settings) == ((), desk.settings)


def test_a_what_if_stands_beside_its_base(folder: Path, desk: Desk) -> None:
    """Both settings are kept: the exhibit shows both equities, the proof each changed setting."""
    played = open_engagement(folder, epreuve="3", lang="en", what_if={"annual_rate": "0,12"})
    findings = played.assess()
    box = played.scenario(findings)
    assert box is not None
    base = desk.assess().results.equity.total
    rows = {row[0]: row for row in box.table.rows}
    assert rows["Customer equity"][1:3] == (box.words.money(base), box.words.money(findings.results.equity.total))
    assert findings.results.equity.total < base
    record = played.close(findings).record
    assert record["scenario"] == {"customer_value.annual_rate": {"base": 0.10, "played": 0.12}}
    assert (record["page"]["scenario"], desk.close(desk.assess()).record["scenario"]) == (True, {})  # type: ignore[index,call-overload]


def test_a_change_of_a_shared_setting_is_a_what_if_of_those_that_share_it(folder: Path) -> None:
    """Épreuve 4 and the synthesis rest on épreuve 3's rate; the synthesis counts it once; épreuve 1 does not."""
    line = "customer_value.annual_rate=0,12"
    for epreuve, expected in (("4", ["customer_value.annual_rate"]), ("0", ["customer_value.annual_rate"]), ("1", [])):
        found = open_engagement(folder, epreuve=epreuve, overrides=line)
        assert [change.name for change in found.changes] == expected


def test_the_proof_holds_every_input_and_every_answer(desk: Desk) -> None:
    """Findings as JSON, each file read with its SHA-256, and what the page says of itself."""
    findings = desk.assess()
    record = json.loads(json.dumps(desk.close(findings)._repr_mimebundle_()[PROOF]))
    assert {"data/ventes_2026.csv", "intake.xlsx"} <= set(record["inputs"])
    assert all(len(sha256) == 64 for sha256 in record["inputs"].values())
    assert [a["question"] for a in record["findings"]["answers"]] == [f"3.{k}" for k in range(11)]
    assert record["page"]["organisation"] == desk.engagement.organisation


def test_exhibits_carry_the_findings(desk: Desk) -> None:
    """Verdict, figures, decisions and answers stand as HTML; a question of another épreuve is refused."""
    findings = desk.assess()
    assert "Sous conditions" in desk.verdict(findings)._repr_html_()
    assert "Capital-Clients" in desk.key_figures(findings)._repr_html_()
    assert desk.decisions(findings)._repr_html_().count("<li") == len(findings.decisions)
    assert 'id="q-3-8"' in desk.answer(findings, "3.8")._repr_html_()
    with pytest.raises(UnknownName, match="customer_value"):
        desk.answer(findings, "4.1")


def test_wrong_names_and_values_are_refused_in_place(folder: Path) -> None:
    """An unknown épreuve, an unknown setting with the nearest name, a rate given in percent."""
    with pytest.raises(UnknownName):
        epreuve_named("6")
    with pytest.raises(UnknownName) as caught:
        open_engagement(folder, epreuve="3", what_if={"anual_rate": 0.1})
    assert caught.value.hint == "annual_rate"
    with pytest.raises(ConfigurationError, match="annual_rate"):
        open_engagement(folder, epreuve="3", what_if={"annual_rate": 12})


def test_without_any_table_an_epreuve_is_undetermined_and_a_run_is_told_what_to_begin_with(copy: Path) -> None:
    """Nothing is known: the page says so; who asks for a run is told the table and its remedy, in both languages."""
    settings = (copy / "engagement.toml").read_text(encoding="utf-8")
    (copy / "engagement.toml").write_text(settings[: settings.index("[sources.transactions]")], encoding="utf-8")
    (copy / "intake.xlsx").unlink()
    desk = open_engagement(copy, epreuve="3")
    assert {answer.level.value for answer in desk.assess().answers} == {"undetermined"}
    with pytest.raises(DataRefused) as caught:
        read_tables(desk.engagement, wanted=desk.epreuve.TABLES, required=desk.epreuve.REQUIRED)
    fault = caught.value.faults[-1]
    assert "«\u00a0Transactions\u00a0»" in describe(fault, Words.of("fr"))
    assert "“Transactions”" in describe(fault, Words.of("en"))


def test_faulty_data_are_refused_whole(copy: Path) -> None:
    """One impossible date in one file: the engagement does not open, and the fault is located."""
    file = copy / "data" / "ventes_2025.csv"
    lines = file.read_text(encoding="cp1252").split("\n")
    cells = lines[5].split(";")
    cells[1] = "30/02/2025"
    lines[5] = ";".join(cells)
    file.write_text("\n".join(lines), encoding="cp1252", newline="")
    with pytest.raises(DataRefused) as caught:
        open_engagement(copy, epreuve="3")
    (fault,) = [f for f in caught.value.faults if f.severity == "error"]
    assert (fault.file, fault.row, fault.column, fault.value) == (
        "data/ventes_2025.csv",
        6,
        "Date facture",
        "30/02/2025",
    )


def test_a_look_that_hides_what_energy_is_drawn_in_is_refused(folder: Path) -> None:
    """Figures show value beside energy: a series colour near the energy's is refused, with the colour to stay off."""
    engagement = load_engagement(folder)
    asked = engagement.model_copy(update={"look": Look(series=ENERGY)})
    with pytest.raises(ConfigurationError, match=r"\[look\] series"):
        look_of(asked)
    assert look_of(engagement.model_copy(update={"look": Look(series=VALUE)})) == {"series": VALUE}


def test_the_rates_used_stand_with_the_traces(copy: Path, desk: Desk) -> None:
    """Sales in francs, converted with the engagement's own table: each rate of it on the page, its file an input."""
    assert desk.close(desk.assess()).traces.rates is None
    file = copy / "engagement.toml"
    text = file.read_text(encoding="utf-8").replace(
        "[sources.transactions]\nfiles", '[sources.transactions]\ncurrency = "CHF"\nfiles'
    )
    (copy / "data" / "cours.csv").write_text("Devise;Date;Valeur d'une unité\nCHF;31/12/2022;0,5\n", encoding="utf-8")
    more = '\n[sources.currency_rates]\nfiles = ["data/cours.csv"]\n'
    file.write_text(text + more, encoding="utf-8")
    francs = open_engagement(copy, epreuve="customer_value", lang="en")
    half, whole = (one.tables["transactions"].frame["amount"].sum() for one in (francs, desk))
    assert half == pytest.approx(whole / 2)
    closed = francs.close(francs.assess())
    assert closed.traces.rates is not None
    assert closed.traces.rates.rows[0][0] == "CHF"
    assert "data/cours.csv" in closed.record["inputs"]  # type: ignore[operator]

"""The commands: what they print and where, which exit code they end with, and what they never do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from gtkit import cli

COMMAND = [sys.executable, "-c", "from gtkit.cli import main; main()"]


@dataclass(frozen=True)
class Said:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Gtkit = Callable[..., Said]


@pytest.fixture(scope="module")
def scene() -> ModuleType:
    """The small engagement of tests/pipeline/scene.py."""
    spec = spec_from_file_location("scene", Path(__file__).parent / "pipeline" / "scene.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def gtkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Gtkit:
    """Run a command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> Said:
        before = signal.getsignal(signal.SIGTERM)
        monkeypatch.setattr(sys, "argv", ["gtkit", *arguments])
        capfd.readouterr()
        try:
            with pytest.raises(SystemExit) as ended:
                cli.main()
        finally:
            signal.signal(signal.SIGTERM, before)
        said = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in said.err
        return Said(ended.value.code, said.out, said.err)

    return run


def test_help_loads_nothing_heavy() -> None:
    """Importing the commands brings in no numbers, no notebooks, no catalogue: help comes at once."""
    heavy = ("numpy", "pandas", "papermill", "nbconvert", "matplotlib", "babel", "gtkit.words", "gtkit.desk")
    code = f"import sys, gtkit.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["demo", "new", "check", "run", "verify", "schema", "guide"])
def test_every_command_shows_an_example(gtkit: Gtkit, command: str) -> None:
    """``--help`` of each ends well and holds an example that starts with its name."""
    said = gtkit(command, "--help")
    assert said.code == 0
    assert f"Example: gtkit {command}" in said.out


def test_the_guide_ends_with_its_path_and_opens_at_an_epreuve(gtkit: Gtkit, tmp_path: Path) -> None:
    """The path alone on stdout, with the anchor of the épreuve asked for; a wrong name or language is exit 2."""
    said = gtkit("guide", "3", "--lang", "en", "--output", "here")
    assert (said.code, said.err) == (0, "")
    path, anchor = said.out.strip().split("#")
    assert anchor == "epreuve-3"
    assert f'id="{anchor}"' in (tmp_path / path).read_text(encoding="utf-8")
    for wrong in (("guide", "9"), ("guide", "--lang", "de")):
        refused = gtkit(*wrong)
        assert (refused.code, refused.out) == (2, "")
        assert wrong[-1] in refused.err
    assert not (tmp_path / "guide").exists()


def test_a_run_ends_with_the_path_of_its_report(gtkit: Gtkit, scene: ModuleType, tmp_path: Path) -> None:
    """Real kernel, real page: progress on stderr, the path alone on stdout; verified; then nothing to do again."""
    scene.lay_down(tmp_path / "acme")
    said = gtkit("run", "acme", "--epreuve", "3", "--set", "customer_value.annual_rate=0,12")
    assert said.code == 0, said.err
    (path,) = said.out.split()
    assert Path(path) == tmp_path / "reports" / "acme" / "index.html"
    assert len(said.err.splitlines()) == len(scene.STEPS)
    assert "\x1b" not in said.err
    assert gtkit("verify", path).code == 0
    page = next(tmp_path.glob("reports/acme/runs/*/fr/3_customer_value.html")).read_text(encoding="utf-8")
    assert "Acme &amp; fils" in page
    results = json.loads(next(tmp_path.glob("reports/acme/runs/*/results.json")).read_bytes())
    assert results["epreuves"]["customer_value"]["settings"] == {"annual_rate": 0.12}
    again = gtkit("run", "acme", "--epreuve", "3", "--set", "customer_value.annual_rate=0,12", "--json")
    assert (again.code, json.loads(again.out)["state"]) == (0, "unchanged")
    next(tmp_path.glob("reports/acme/runs/*/results.json")).write_text("{}", encoding="utf-8")
    touched = gtkit("verify", "reports/acme", "--json")
    assert (touched.code, json.loads(touched.out)["sound"]) == (1, False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "nowhere"), "nowhere"),
        (("run", "acme", "--epreuve", "9"), "9"),
        (("run", "acme", "--lang", "de"), "de"),
        (("run", "acme", "--set", "customer_value.anual_rate=1"), "annual_rate"),
        (("run", "acme", "--set", "customer_value.annual_rate=beaucoup"), "beaucoup"),
        (("run", "acme", "--set", "annual_rate"), "annual_rate"),
        (("run", "acme", "--forse"), "--force"),
        (("new", "../x"), "../x"),
        (("verify", "."), "."),
        (("nothing",), "nothing"),
    ],
)
def test_a_bad_command_is_exit_2_before_any_kernel(
    gtkit: Gtkit, scene: ModuleType, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """The message names what was wrong; no folder is made."""
    scene.lay_down(tmp_path / "acme")
    said = gtkit(*arguments)
    assert said.code == 2
    assert told in said.err
    assert said.out == ""
    assert [p.name for p in tmp_path.iterdir()] == ["acme"]


def test_refused_data_are_exit_3_and_the_earlier_report_stays(
    gtkit: Gtkit, scene: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` and `run` name file and value; with --json, stdout is one document."""
    scene.lay_down(tmp_path / "acme")
    sales = tmp_path / "acme" / "data" / "ventes.csv"
    sales.write_text(sales.read_text(encoding="utf-8").replace("17/03/2025", "30/02/2025"), encoding="utf-8")
    for command in ("check", "run"):
        said = gtkit(command, "acme")
        assert said.code == 3
        assert "ventes.csv" in said.err
        assert "30/02/2025" in said.err
    checked = json.loads(gtkit("check", "acme", "--json").out)
    assert not checked["sound"]
    assert [(fault["row"], fault["column"]) for fault in checked["faults"]] == [(2, "Date")]
    failed = json.loads(gtkit("run", "acme", "--json").out)
    assert (failed["state"], failed["exit"], failed["error"]["code"]) == ("failed", 3, "data_refused")
    assert not list(tmp_path.glob("reports/acme/runs"))


def test_check_annotates_a_copy_and_tells_where_it_is(gtkit: Gtkit, scene: ModuleType, tmp_path: Path) -> None:
    """Beside the faults for a person, in the document for a program; a file in the way is exit 2, and stays."""
    scene.lay_down(tmp_path / "acme", amount="douze")
    said = gtkit("check", "acme", "--annotate")
    copy = tmp_path / "acme" / "annotated" / "ventes.annoté.xlsx"
    assert (said.code, copy.is_file(), str(copy) in said.err) == (3, True, True)
    checked = json.loads(gtkit("check", "acme", "--to", "out", "--json").out)
    assert checked["copies"] == {"data/ventes.csv": "out/ventes.annoté.xlsx"}
    assert [fault["cell"] for fault in checked["faults"]] == ["C2"]
    copy.write_text("somebody's", encoding="utf-8")
    refused = gtkit("check", "acme", "--annotate")
    assert (refused.code, "annoté.xlsx" in refused.err, copy.read_text(encoding="utf-8")) == (2, True, "somebody's")


def test_the_first_fifty_faults_are_told_and_the_others_counted(
    gtkit: Gtkit, scene: ModuleType, tmp_path: Path
) -> None:
    """On a terminal; the document for programs holds them all."""
    sales = scene.lay_down(tmp_path / "acme") / "data" / "ventes.csv"
    sales.write_text("Code client;Date;Montant HT\n" + "C1;30/02/2025;x\n" * 40, encoding="utf-8")
    said = gtkit("check", "acme")
    assert said.err.count("data/ventes.csv, ligne") == 50
    assert "et 31 de plus" in said.err
    assert len(json.loads(gtkit("check", "acme", "--json").out)["faults"]) == 81  # the repeated rows are told too


def test_a_notebook_that_fails_is_exit_4(gtkit: Gtkit, scene: ModuleType, tmp_path: Path) -> None:
    """Épreuve, cell and cause are named, in the engagement's language."""
    folder = scene.lay_down(tmp_path / "acme")
    _replace_last_cell(folder, "1 / 0")
    said = gtkit("run", "acme")
    assert said.code == 4
    assert "customer_value, cellule 2" in said.err
    assert "ZeroDivisionError" in said.err
    assert not list(tmp_path.glob("reports/acme/runs"))


def test_an_output_that_cannot_be_written_is_exit_5(gtkit: Gtkit, scene: ModuleType, tmp_path: Path) -> None:
    """The file in the way and the free space are told."""
    scene.lay_down(tmp_path / "acme")
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    said = gtkit("run", "acme", "--output", "taken")
    assert said.code == 5
    assert "taken" in said.err
    assert "GB" in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without a signal")
def test_a_terminated_run_is_exit_130_and_leaves_nothing(scene: ModuleType, tmp_path: Path) -> None:
    """SIGTERM while a cell runs: no stage, no run, one sentence, within five seconds."""
    folder = scene.lay_down(tmp_path / "acme")
    _replace_last_cell(folder, f"open({str(tmp_path / 'started')!r}, 'w').close()\nwhile True: pass")
    run = subprocess.Popen([*COMMAND, "run", "acme"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    asked = time.monotonic()
    run.terminate()
    _, err = run.communicate(timeout=20)
    assert time.monotonic() - asked < 5
    assert run.returncode == 130
    assert "Interrompu" in err
    assert [p.name for p in (tmp_path / "reports" / "acme").iterdir()] == [".lock"]


def test_new_lays_down_an_engagement_that_check_reads(gtkit: Gtkit, tmp_path: Path) -> None:
    """A blank engagement is no fault in itself: `check` tells that sales are missing, and asks for them."""
    said = gtkit("new", "acme", "--organisation", "Acme & fils")
    assert (said.code, said.out.strip()) == (0, "acme")
    assert (tmp_path / "acme" / "engagement.toml").is_file()
    checked = gtkit("check", "acme")
    assert checked.code == 3
    assert "Transactions" in checked.err
    assert gtkit("new", "acme").code == 2


def test_schema_tells_every_column(gtkit: Gtkit) -> None:
    """As a table for people, as one JSON document for programs."""
    rows = json.loads(gtkit("schema", "--json").out)
    assert {"table", "key", "french", "english", "type", "required", "rule"} <= set(rows[0])
    assert "customer_id" in gtkit("schema").out


def test_the_reader_s_language_is_the_engagement_s(gtkit: Gtkit, scene: ModuleType, tmp_path: Path) -> None:
    """An English engagement is refused in English."""
    folder = scene.lay_down(tmp_path / "acme")
    toml = folder / "engagement.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('lang = "fr"', 'lang = "en"'), encoding="utf-8")
    assert "did you mean" in gtkit("run", "acme", "--set", "customer_value.anual_rate=1").err


def test_debug_shows_what_happened(scene: ModuleType, tmp_path: Path) -> None:
    """A traceback is there for whoever asks, and only then."""
    done = subprocess.run(
        [*COMMAND, "--debug", "run", "nowhere"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Traceback" in done.stderr


def _replace_last_cell(folder: Path, source: str) -> None:
    file = folder / "notebooks" / "3_customer_value.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = source
    file.write_text(json.dumps(notebook), encoding="utf-8")

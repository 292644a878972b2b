"""A batch runs what changed, skips what did not, tells what failed, and can be resumed from its journal."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gtkit.errors import EngagementLocked, PublicationRefused
from gtkit.pipeline.batch import journal, stamps
from gtkit.pipeline.batch.asked import Batch
from gtkit.pipeline.batch.driver import run_all
from gtkit.pipeline.batch.engagements import SameIdentifier, found
from gtkit.pipeline.batch.order import Outcome
from gtkit.pipeline.lock import held
from gtkit.pipeline.verify import verify

Laid = Callable[..., Path]


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once."""
    monkeypatch.setattr(stamps, "_FRESH", 0)


def _run(missions: Path, only: str = "", **asked: object) -> journal.Journal:
    batch = Batch(output=missions.parent / "reports", epreuves=("3",), jobs=1, **asked)  # type: ignore[arg-type]
    return run_all(batch, found([missions / only]), lambda place, of, outcome: None)


def _states(done: journal.Journal) -> dict[str, str]:
    return {outcome.engagement: outcome.state for outcome in done.outcomes}


def test_every_engagement_is_published_whole(laid: Laid, here: list[str]) -> None:
    """Each under its own name, verified; the journal says so."""
    missions = laid("a", "b", "c")
    done = _run(missions)
    assert _states(done) == {"a": "ok", "b": "ok", "c": "ok"}
    assert (done.exit, done.state) == (0, "ended")
    for name in "abc":
        assert verify(missions.parent / "reports" / name) == ()
    assert journal.read(missions.parent / "reports") == done


def test_what_is_unchanged_is_not_even_opened(laid: Laid, here: list[str]) -> None:
    """Nothing is carried out; one changed data file reruns exactly its engagement."""
    missions = laid("a", "b", "c")
    _run(missions)
    here.clear()
    assert set(_states(_run(missions)).values()) == {"skipped"}
    assert here == []
    laid("b", amount="99,00")
    assert _states(_run(missions)) == {"a": "skipped", "b": "ok", "c": "skipped"}
    assert here == ["b"]


def test_asked_otherwise_it_is_run_again(laid: Laid, here: list[str]) -> None:
    """Another language, another setting: stamps of the first say nothing of the second."""
    missions = laid("a")
    _run(missions)
    here.clear()
    _run(missions, languages=("fr", "en"))
    _run(missions, overrides={"customer_value.annual_rate": "0,12"})
    assert here == ["a", "a"]


def test_a_page_that_was_touched_is_made_again(laid: Laid, here: list[str]) -> None:
    """A report that is no longer what its record says is no report."""
    missions = laid("a")
    done = _run(missions)
    (page,) = Path(done.outcomes[0].run).glob("fr/3_*.html")
    page.write_text("touched", encoding="utf-8")
    assert _states(_run(missions)) == {"a": "ok"}
    assert verify(missions.parent / "reports" / "a") == ()


def test_one_bad_engagement_of_five(laid: Laid, here: list[str]) -> None:
    """Four delivered, exit 1, where the data are at fault; taken up again, that one alone is run."""
    missions = laid("a", "b", "c", "d", "e")
    table = missions / "c" / "data" / "ventes.csv"
    good = table.read_bytes()
    table.write_bytes(good + b"C9;31/02/2025;10,00\n")
    done = _run(missions)
    assert _states(done) == {"a": "ok", "b": "ok", "c": "error", "d": "ok", "e": "ok"}
    assert done.exit == 1
    bad = done.outcomes[2]
    assert (bad.code, bad.exit, bad.faults[0]["row"]) == ("data_refused", 3, 5)
    assert not (missions.parent / "reports" / "c" / "index.html").exists()
    table.write_bytes(good)
    here.clear()
    assert _states(_run(missions))["c"] == "ok"
    assert here == ["c"]


def test_an_engagement_that_cannot_be_planned_is_told_before_any_is_run(laid: Laid, here: list[str]) -> None:
    """A key that does not exist: the others are run, this one is not begun."""
    missions = laid("a", "b")
    with (missions / "a" / "engagement.toml").open("a", encoding="utf-8") as toml:
        toml.write("\n[nowhere]\nx = 1\n")
    told: list[str] = []
    batch = Batch(output=missions.parent / "reports", epreuves=("3",))
    done = run_all(batch, found([missions]), lambda place, of, outcome: told.append(outcome.engagement))
    assert (told, here) == (["a", "b"], ["b"])
    assert done.outcomes[0].code == "unknown_name"


def test_two_of_one_id_stop_the_batch(laid: Laid, here: list[str]) -> None:
    """Before anything is run, and whether the first stands already or not."""
    missions = laid("a", "b")
    _run(missions, "a")
    here.clear()
    toml = missions / "b" / "engagement.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('id = "b"', 'id = "a"'), encoding="utf-8")
    with pytest.raises(SameIdentifier):
        _run(missions)
    assert here == []


def test_two_batches_do_not_write_one_journal(laid: Laid, here: list[str]) -> None:
    """The second is refused at once."""
    missions = laid("a")
    with held(missions.parent / "reports"), pytest.raises(EngagementLocked):
        _run(missions)


def test_the_journal_holds_no_word_of_the_client(laid: Laid, here: list[str]) -> None:
    """Neither a name nor an amount nor a sentence that might quote one."""
    missions = laid("a")
    table = missions / "a" / "data" / "ventes.csv"
    table.write_bytes(table.read_bytes() + b"DUPONT & Cie;31/02/2025;secret\n")
    _run(missions)
    written = (missions.parent / "reports" / "batch.json").read_text(encoding="utf-8")
    assert json.loads(written)["engagements"][str(missions / "a")]["code"] == "data_refused"
    assert "DUPONT" not in written
    assert "secret" not in written


def test_a_batch_of_some_keeps_what_the_journal_said_of_others(laid: Laid, here: list[str]) -> None:
    """The exit code is that of those asked; the entries of the others stay for the overview."""
    missions = laid("a", "b")
    (missions / "a" / "data" / "ventes.csv").write_bytes(b"nothing")
    assert _run(missions).exit == 1
    done = _run(missions, "b")
    assert done.exit == 0
    assert [outcome.engagement for outcome in done.engagements.values()] == ["a", "b"]
    assert [outcome.engagement for outcome in done.outcomes] == ["b"]


def test_an_interruption_keeps_what_is_done(laid: Laid, here: list[str]) -> None:
    """Those that ended are in the journal as such, the others as interrupted; the next batch runs those alone."""
    missions = laid("a", "b", "c")

    def stop(place: int, of: int, outcome: Outcome) -> None:
        if outcome.state == "ok":
            raise KeyboardInterrupt

    batch = Batch(output=missions.parent / "reports", epreuves=("3",), jobs=1)
    done = run_all(batch, found([missions]), stop)
    assert (done.exit, done.state) == (130, "interrupted")
    assert sorted(_states(done).values()) == ["interrupted", "interrupted", "ok"]
    assert _states(_run(missions)) | {"a": "", "b": "", "c": ""} == {"a": "", "b": "", "c": ""}
    assert _run(missions).exit == 0


def test_an_overview_that_is_older_than_a_report_is_told(laid: Laid, here: list[str]) -> None:
    """A batch that was killed before it wrote the overview: the next one, which has nothing to run, still writes it."""
    missions = laid("a", "b")
    overview = missions.parent / "reports" / "index.html"
    assert _run(missions).outdates(overview)
    overview.write_text("", encoding="utf-8")
    assert not _run(missions).outdates(overview)
    laid("b", amount="99,00")
    _run(missions)
    done = _run(missions)
    assert _states(done) == {"a": "skipped", "b": "skipped"}
    assert done.outdates(overview)


def test_what_a_killed_batch_left_beside_its_journal_is_cleared(laid: Laid, here: list[str]) -> None:
    """Half a journal and half of the stamps, under the names that they had on their way."""
    missions = laid("a")
    reports = missions.parent / "reports"
    reports.mkdir()
    for name in (".batch.json-4242", "..stamps.json-4242"):
        (reports / name).write_text("{", encoding="utf-8")
    _run(missions)
    assert sorted(p.name for p in reports.iterdir()) == [".lock", ".stamps.json", "a", "batch.json"]


def test_a_journal_that_cannot_be_written_is_told_once_all_has_run(
    laid: Laid, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that refuses it under way stops no run; at the end it is exit 5's error, and names the file."""
    missions = laid("a", "b")

    def refused(file: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    monkeypatch.setattr(journal.files, "swap", refused)
    with pytest.raises(PublicationRefused) as error:
        _run(missions)
    assert here == ["a", "b"]
    assert error.value.where.endswith("batch.json")


def test_the_time_of_a_report_is_what_it_took_to_make(laid: Laid, here: list[str]) -> None:
    """Kept while nothing changes, however it was found to stand; a report that no batch made has none."""
    missions = laid("a")
    made = _run(missions).outcomes[0].seconds
    assert made > 0
    assert _run(missions).outcomes[0].seconds == made
    output = missions.parent / "reports"
    (output / stamps.NAME).unlink()
    assert _run(missions).outcomes[0].seconds == made
    for name in (stamps.NAME, journal.NAME):
        (output / name).unlink()
    assert _run(missions).outcomes[0].seconds == 0

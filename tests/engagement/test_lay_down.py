"""A new engagement is laid down whole, commented, and never over anything."""

import errno
import re
import tomllib
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
import tomlkit

from gtkit.contracts import TABLES
from gtkit.desk import settings_of
from gtkit.engagement import Engagement, FolderNotEmpty, lay_down, load_engagement, new_engagement
from gtkit.engagement.lay_down import laid_down, put
from gtkit.engagement.model import FILE_NAME
from gtkit.engagement.sources import SourceFiles, SourcePart
from gtkit.epreuves import EPREUVES
from gtkit.errors import ConfigurationError
from gtkit.intake import Thresholds
from gtkit.places import shipped

_LINE = re.compile(r"^(?:# )?([a-z_]+) = ([^#]+?)\s*(?:#.*)?$")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_new_engagement_is_read_back_as_asked(tmp_path: Path, lang: str) -> None:
    """Name, organisation, language, currency and date are those given, whatever signs the organisation bears."""
    organisation = 'L\'"Été" & \\Fils # [SA] <b>'
    laid = new_engagement(tmp_path / "acme", "acme", organisation, lang, "CHF", date(2025, 12, 31))
    assert laid == load_engagement(tmp_path / "acme")
    assert (laid.id, laid.organisation, laid.lang, laid.currency) == ("acme", organisation, lang, "CHF")
    assert laid.as_of == date(2025, 12, 31)
    assert laid.sources == {}


def test_folder_workbook_and_salt_are_there(tmp_path: Path) -> None:
    """The layout of an engagement, and nothing beside it; the salt is random, and of this engagement only."""
    first = new_engagement(tmp_path / "a", "a", "A")
    second = new_engagement(tmp_path / "b", "b", "B")
    assert {p.name for p in first.folder.iterdir()} == {FILE_NAME, ".salt", "data", "scenarios", "intake.xlsx"}
    assert {p.name for p in tmp_path.iterdir()} == {"a", "b"}
    assert len(first.salt) == 32
    assert first.salt != second.salt


def test_without_a_date_the_data_end_with_last_month(tmp_path: Path) -> None:
    """The date proposed is the last day of a month, at most a month old."""
    as_of = new_engagement(tmp_path / "a", "a", "A").as_of
    assert 1 <= (date.today() - as_of).days <= 31
    assert (as_of.toordinal() + 1) == date.today().replace(day=1).toordinal()


@pytest.mark.parametrize(
    "asked", [{"id": "../x"}, {"id": "NUL"}, {"lang": "de"}, {"currency": "EURO"}, {"organisation": ""}]
)
def test_a_wrong_answer_is_refused_before_anything_is_written(tmp_path: Path, asked: dict[str, str]) -> None:
    """The fault names what was asked; no folder appears."""
    (key,) = asked
    with pytest.raises(ConfigurationError) as refused:
        new_engagement(tmp_path / "acme", **{"id": "acme", "organisation": "Acme"} | asked)
    assert refused.value.where == f"gtkit new {key}"
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder that holds a file, or a file of that name, is refused and left as it was."""
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "flat").write_text("mine", encoding="utf-8")
    for name, found in (("acme", "notes.txt"), ("flat", "flat")):
        with pytest.raises(FolderNotEmpty) as refused:
            new_engagement(tmp_path / name, "acme", "Acme")
        assert refused.value.found == found
    assert (tmp_path / "acme" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["acme", "flat"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A folder made beforehand, if empty, becomes the engagement."""
    (tmp_path / "acme").mkdir()
    assert new_engagement(tmp_path / "acme", "acme", "Acme").folder == (tmp_path / "acme").resolve()


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    """What is half written never bears the folder's name, and is taken away."""

    def interrupted() -> None:
        with laid_down(tmp_path / "acme") as stage:
            (stage / FILE_NAME).write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails passes the system's error on, and what was written before it is taken away."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(lay_down, "write_workbook", full)
    with pytest.raises(OSError, match="No space left"):
        new_engagement(tmp_path / "acme", "acme", "Acme")
    assert list(tmp_path.iterdir()) == []


def test_comments_stay_behind_the_values_that_are_filled_in() -> None:
    """A filled value keeps its comment, in its column when there is room, two spaces on when there is none."""
    document = tomlkit.parse('a = "x"      # why\nb = "x"      # why\nc = "x"\n')
    put(document, {"a": "yy", "b": "y" * 20, "c": "z", "d": 1})
    assert tomlkit.dumps(document) == f'a = "yy"     # why\nb = "{"y" * 20}"  # why\nc = "z"\nd = 1\n'


@pytest.mark.parametrize("slug", EPREUVES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_template_tells_each_setting_and_its_true_default(lang: str, slug: str) -> None:
    """Each setting of each épreuve stands in the template, live or commented, with the default that the code has."""
    text = (shipped("templates") / "engagement" / f"{lang}.toml").read_text(encoding="utf-8")
    section = text.split(f"[{slug}]\n")[1].split("\n[")[0]
    told = {m[1]: tomllib.loads(f"x = {m[2]}")["x"] for m in map(_LINE.match, section.splitlines()) if m}
    fields = {key: field for key, field in EPREUVES[slug].Settings.model_fields.items() if not field.exclude}
    assert set(told) == set(fields) - {"as_of"}
    open_to = Engagement.model_validate(
        {"id": "acme", "organisation": "Acme", "as_of": date(2026, 6, 30), "folder": shipped("templates"), slug: told}
    )
    read = settings_of(open_to, EPREUVES[slug])
    for key, field in fields.items():
        if key != "as_of" and field.default is not None:
            assert getattr(read, key) == field.default, key


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_template_tells_what_intake_bears(lang: str) -> None:
    """The section [intake] holds each threshold with the default that the code has."""
    told = tomllib.loads((shipped("templates") / "engagement" / f"{lang}.toml").read_text(encoding="utf-8"))["intake"]
    assert told == asdict(Thresholds())


def test_both_templates_hold_the_same_keys() -> None:
    """French and English lay down the same engagement, line by line."""
    lines = {}
    for lang in ("fr", "en"):
        text = (shipped("templates") / "engagement" / f"{lang}.toml").read_text(encoding="utf-8")
        lines[lang] = [m[1] if (m := _LINE.match(line)) else line[:1] for line in text.splitlines()]
    keys = {lang: [k for k in found if len(k) > 1 or k == "["] for lang, found in lines.items()}
    assert keys["fr"] == keys["en"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_tables_that_the_template_shows_exist(lang: str) -> None:
    """The commented source, once its comment is taken off, is one that gtkit reads."""
    text = (shipped("templates") / "engagement" / f"{lang}.toml").read_text(encoding="utf-8")
    shown = re.search(r"# \[sources\.transactions\]\n(?:# .+\n)+", text)
    assert shown
    source = tomllib.loads(re.sub(r"(?m)^# ", "", shown[0]))["sources"]["transactions"]
    assert set(source["columns"]) <= set(TABLES["transactions"].keys)
    assert len(source["files"]) == 2


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_template_shows_all_that_a_source_and_a_part_may_say(lang: str) -> None:
    """Each key is named among the comments on sources; the part shown, its comment taken off, is one that is read."""
    text = (shipped("templates") / "engagement" / f"{lang}.toml").read_text(encoding="utf-8").split("[sources]\n")[1]
    assert {key for key in SourceFiles.model_fields if not re.search(rf"\b{key}\b", text)} == set()
    shown = re.search(r"# \[\[sources\.transactions\.parts\]\]\n(?:# .+\n)+", text)
    assert shown
    (part,) = tomllib.loads(re.sub(r"(?m)^# ", "", shown[0]))["sources"]["transactions"]["parts"]
    assert set(SourcePart.model_validate(part).model_fields_set) == set(SourcePart.model_fields)

"""The guide for consultants says nothing of gtkit that is not so: every name that it writes exists."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from gtkit.cli import app
from gtkit.contracts import TABLES
from gtkit.desk import settings_of
from gtkit.engagement import new_engagement
from gtkit.epreuves import EPREUVES
from gtkit.pipeline.copies import FOLDER as ANNOTATED
from gtkit.pipeline.parameters import declared
from gtkit.pipeline.record import RUN
from gtkit.pipeline.verify import INDEX, RUNS
from gtkit.places import shipped
from gtkit.scoring.survey.sampling import sample_size
from gtkit.words.catalogue import LANGUAGES, keys, translations

PAGES = {
    lang: {page.stem: page.read_text(encoding="utf-8") for page in sorted((shipped("docs/guide") / lang).glob("*.md"))}
    for lang in LANGUAGES
}
EACH = [(lang, stem) for lang, pages in PAGES.items() for stem in pages]
STEMS = {f"{module.NUMBER}_{module.SLUG}" for module in EPREUVES.values()}
SAMPLES = {  # names of the reader's own, which stand for any other
    "acme": ("acme/", f"acme/{ANNOTATED}/", "missions/"),
    "reports": (f"reports/{INDEX}", f"reports/acme/{INDEX}", f"reports/acme/{RUNS}/", INDEX),
    "run": ("fr/", "en/", "internal/", "notebooks/", RUN),
}
FENCE = re.compile(r"^```\n(.*?)^```$", re.M | re.S)


def spans(text: str) -> list[str]:
    """What stands between single backquotes."""
    return re.findall(r"`([^`\n]+)`", FENCE.sub("", text))


def lines(text: str) -> list[str]:
    """Command lines: those of the boxes, and those in the text."""
    boxed = [line for box in FENCE.findall(text) for line in box.splitlines()]
    return boxed + [span for span in spans(text) if span.startswith("gtkit ")]


def headings(text: str) -> list[str]:
    """Headings below the title, in order."""
    return re.findall(r"^## (.+)$", text, re.M)


def tried(slug: str) -> set[str]:
    """Settings that ``--set`` takes of an épreuve: the numbers that its notebook declares."""
    (file,) = shipped("notebooks").glob(f"?_{slug}.ipynb")
    parameters = declared(json.loads(file.read_text(encoding="utf-8")))
    return {f"{slug}.{parameter.name}" for parameter in parameters if parameter.kind == "float"}


def settings() -> Iterator[str]:
    """Every setting that engagement.toml may hold, with its épreuve and without."""
    for slug, module in EPREUVES.items():
        for name in module.Settings.model_fields:
            yield f"{slug}.{name}"
            yield name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_epreuve_has_its_page(lang: str) -> None:
    """A page each, and one for the whole road; nothing else."""
    assert set(PAGES[lang]) == {"journey"} | STEMS


def test_pages_of_epreuves_are_built_alike() -> None:
    """The same headings in the same order on the six pages of a language; as many, tables and commands too, in both."""
    for pages in PAGES.values():
        assert len({tuple(headings(pages[stem])) for stem in STEMS}) == 1
    for stem in PAGES["fr"]:
        shapes = [re.findall(r"^(#+|\||- |\d\. |```)", pages[stem], re.M) for pages in PAGES.values()]
        assert shapes[0] == shapes[1], stem


@pytest.mark.parametrize(("lang", "stem"), EACH)
def test_the_title_of_a_page_is_that_of_the_report(lang: str, stem: str) -> None:
    """The page of an épreuve is headed by the words that head its page in the report."""
    if stem in STEMS - {"0_synthesis"}:
        said = translations(lang).gettext(f"epreuve.{stem[2:]}.title")
        assert PAGES[lang][stem].splitlines()[0].rpartition(" — ")[2] == said.rpartition(" — ")[2]


@pytest.mark.parametrize(("lang", "stem"), EACH)
def test_every_command_line_can_be_typed(lang: str, stem: str) -> None:
    """The command exists and takes each option; each setting is one that ``--set`` takes."""
    commands = typer.main.get_command(app)
    assert isinstance(commands, TyperGroup)
    for line in lines(PAGES[lang][stem]):
        _, name, *arguments = shlex.split(line)
        command = commands.commands[name]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("--")} <= options, line
        pairs = list(pairwise(arguments))
        for setting in (value.partition("=")[0] for option, value in pairs if option == "--set"):
            assert setting in tried(setting.partition(".")[0]), line
        for number in (value for option, value in pairs if option == "--epreuve"):
            assert number in {str(module.NUMBER) for module in EPREUVES.values()}, line
        for tongue in (value for option, value in pairs if option == "--lang"):
            assert tongue in LANGUAGES, line


@pytest.mark.parametrize(("lang", "stem"), EACH)
def test_every_name_in_fixed_type_exists(lang: str, stem: str, tmp_path: Path) -> None:
    """A sheet, a column of a sheet, an option, a setting, a section, a file that gtkit makes: nothing else."""
    sheets = {table.french if lang == "fr" else table.english: table for table in TABLES.values()}
    columns = {
        f"{sheet} › {column.french if lang == 'fr' else column.english}"
        for sheet, table in sheets.items()
        for column in table.columns
    }
    engagement = new_engagement(tmp_path / "acme", "acme", "Acme", lang)
    laid = {path.name + "/" * path.is_dir() for path in engagement.folder.iterdir()}
    template = (shipped("templates") / "engagement" / f"{lang}.toml").read_text(encoding="utf-8")
    sections = set(re.findall(r"^\[\w+\]", template, re.M))
    own = set(re.findall(r"^(\w+) =", template.partition("\n[")[0], re.M))
    commands = typer.main.get_command(app)
    assert isinstance(commands, TyperGroup)
    options = {option for one in commands.commands.values() for parameter in one.params for option in parameter.opts}
    paths = {path for group in SAMPLES.values() for path in group}
    known = sheets.keys() | columns | laid | sections | own | options | paths | set(settings())
    unknown = [span for span in spans(PAGES[lang][stem]) if span not in known and not span.startswith("gtkit ")]
    assert unknown == []


@pytest.mark.parametrize(("lang", "stem"), EACH)
def test_every_word_in_bold_is_printed_by_the_report(lang: str, stem: str) -> None:
    """What is bold stands in the catalogue of that language, as it is written there."""
    said = {translations(lang).gettext(key) for key in keys(lang)}
    bold = set(re.findall(r"\*\*(.+?)\*\*", PAGES[lang][stem]))
    assert bold
    assert bold <= said


@pytest.mark.parametrize(("lang", "stem"), EACH)
def test_what_can_be_tried_is_all_named(lang: str, stem: str) -> None:
    """The page of an épreuve names each setting that ``--set`` takes of it."""
    if stem in STEMS:
        assert tried(stem[2:]) <= set(spans(PAGES[lang][stem]))


@pytest.mark.parametrize(("lang", "stem"), EACH)
def test_a_page_asks_for_every_table_that_its_epreuve_reads(lang: str, stem: str) -> None:
    """Each table that an épreuve reads is named on its page, or on the page that it sends the reader to."""
    if stem not in STEMS or stem == "0_synthesis":
        return
    read = EPREUVES[stem[2:]].TABLES
    shared = [f"{EPREUVES[slug].NUMBER}_{slug}" for slug in EPREUVES[stem[2:]].SHARED]
    named = {span.partition(" › ")[0] for page in (stem, *shared) for span in spans(PAGES[lang][page])}
    assert {TABLES[key].french if lang == "fr" else TABLES[key].english for key in read} <= named


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sizes_of_the_draw_are_those_of_the_page(lang: str) -> None:
    """How many people to ask, of how many, is what épreuve 2 works out with the settings of a new engagement."""
    pairs = re.findall(r"(\d+)(?: personnes| people)? (?:sur|of) (\d+)(?=[,.])", PAGES[lang]["2_alignment"])
    fields = EPREUVES["alignment"].Settings.model_fields
    margin, level = fields["draw_margin"].default, fields["interval_level"].default
    assert len(pairs) == 5
    assert [int(asked) for asked, _ in pairs] == [sample_size(int(n), margin=margin, level=level) for _, n in pairs]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_not_yet_read_are_those_that_no_page_reads(lang: str) -> None:
    """The road names exactly the tables of no épreuve, but for those in whose light others are read."""
    read = {key for module in EPREUVES.values() for key in module.TABLES}
    read |= {companion for key in read for companion in TABLES[key].companions} | {"currency_rates"}
    told = {"fr": "Quelques feuilles ne sont encore lues", "en": "Some sheets are not yet read"}[lang]
    (paragraph,) = [part for part in PAGES[lang]["journey"].split("\n\n") if part.startswith(told)]
    unread = {table.french if lang == "fr" else table.english for key, table in TABLES.items() if key not in read}
    assert set(spans(paragraph)) == unread


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions_not_yet_answered_are_told(lang: str, tmp_path: Path) -> None:
    """Each page names exactly the questions whose method is still to come; every question that a page names exists."""
    engagement = new_engagement(tmp_path / "acme", "acme", "Acme", lang)
    for module in EPREUVES.values():
        answers = module.assess({}, settings_of(engagement, module)).answers
        later = {answer.question for answer in answers if answer.statement.key == "reason.later"}
        text = PAGES[lang][f"{module.NUMBER}_{module.SLUG}"]
        told = {"fr": r"^- .*pas encore livrée\.$", "en": r"^- .*not delivered yet\.$"}[lang]
        named = {number for line in re.findall(told, text, re.M) for number in re.findall(r"\b\d\.\d+", line)}
        assert named == later, module.SLUG
        for number in re.findall(r"[Qq]uestion (\d\.\d+)", text):
            assert f"question.{number}" in keys(lang)

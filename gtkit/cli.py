"""The commands. The only file with default paths and terminal output; everything heavy is imported when it is needed.

Messages go to standard error, results to standard output; with ``--json`` standard output is one JSON document.
"""

# ruff: noqa: PLC0415 - a command imports what it needs, so that --help answers at once
from __future__ import annotations

import json as jsonlib
import os
import signal
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gtkit.errors import GtkitError

if TYPE_CHECKING:
    from gtkit.engagement import Engagement
    from gtkit.words import Words

app = typer.Typer(
    help="Five truth tests of a commercial strategy: from a client's files to a signed report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folder = Annotated[Path, typer.Argument(metavar="ENGAGEMENT", help="Folder that holds engagement.toml.")]
Output = Annotated[Path, typer.Option("--output", metavar="DIR", help="Folder of all reports.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Language = Annotated[str, typer.Option("--lang", help="fr or en.")]


@dataclass
class Terminal:
    """What a command knows of whoever reads: language, currency, whether a program reads, whether to show details."""

    lang: str = field(default_factory=lambda: "en" if os.environ.get("LANG", "").startswith("en") else "fr")
    currency: str = "EUR"
    json: bool = False
    debug: bool = False

    @property
    def words(self) -> Words:
        """Words in the reader's language."""
        from gtkit.words import Words

        return Words.of(self.lang, self.currency)

    def reads(self, engagement: Engagement, *, json: bool) -> None:
        """From now on speak the engagement's language."""
        self.lang, self.currency, self.json = engagement.lang, engagement.currency, json

    def tell(self, *lines: str, style: str = "") -> None:
        """Lines on standard error."""
        from rich.console import Console

        console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        for line in lines:
            console.print(line, style=style)

    def step(self, step: str, what: str) -> None:
        """One progress line."""
        self.tell(self.words.say(f"progress.{step}", what=what), style="dim")

    def refuse(self, error: GtkitError) -> int:
        """Tell an error, and the exit code that it asks for."""
        from gtkit.pipeline.telling import exit_code, told

        messages, code = told(error, self.words), exit_code(error)
        self.tell(*messages, style="red")
        if self.json:
            facts = {"code": error.code, **error.facts}
            typer.echo(_json({"state": "failed", "exit": code, "error": facts, "messages": messages}))
        return code


Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks and the logs of processes.")]


@app.callback()
def every_command(ctx: typer.Context, debug: Debug = False) -> None:
    """Five truth tests of a commercial strategy: from a client's files to a signed report."""
    ctx.ensure_object(Terminal).debug = debug


@app.command()
def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to lay the example down.")] = Path("exemple"),
    lang: Language = "fr",
    output: Output = Path("reports"),
) -> None:
    """Lay down the worked example, run it, publish its report, say where it is.

    Example: gtkit demo
    """
    from gtkit.engagement import demo_engagement

    terminal = ctx.ensure_object(Terminal)
    engagement = demo_engagement(folder, lang)
    terminal.reads(engagement, json=False)
    terminal.step("laid_down", str(folder))
    _publish(terminal, engagement, output=output)


@app.command()
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Short name: a-z, 0-9, _ and -.")],
    organisation: Annotated[str, typer.Option(help="Who the engagement is for.")] = "",
    lang: Language = "fr",
    currency: Annotated[str, typer.Option(help="ISO 4217 code.")] = "EUR",
    parent: Annotated[Path, typer.Option("--dir", metavar="DIR", help="Folder to make it in.")] = Path(),
) -> None:
    """Make an engagement: a folder with engagement.toml and the blank workbook.

    Example: gtkit new acme --organisation "Acme SA"
    """
    from gtkit.engagement import new_engagement

    terminal = ctx.ensure_object(Terminal)
    engagement = new_engagement(parent / name, name, organisation or name, lang, currency)
    terminal.reads(engagement, json=False)
    terminal.step("laid_down", engagement.id)
    typer.echo(str(parent / name))


@app.command()
def check(
    ctx: typer.Context,
    engagement: Folder,
    annotate: Annotated[bool, typer.Option("--annotate", help="Copy files at fault, faulty cells marked.")] = False,
    to: Annotated[Path | None, typer.Option("--to", metavar="DIR", help="Folder of the copies.")] = None,
    json: Json = False,
) -> None:
    """Read everything, compute nothing: what was understood, and every fault, where, and what to do.

    Example: gtkit check acme --annotate
    """
    from gtkit.pipeline.checkup import checkup, everything, filled, findings, sentences
    from gtkit.pipeline.copies import write_copies

    terminal = ctx.ensure_object(Terminal)
    opened = _opened(terminal, engagement, json=json)
    intake = everything(opened)
    found = checkup(opened, intake, write_copies(opened, intake.faults, to) if annotate or to else {})
    if json:
        typer.echo(found.model_dump_json(indent=1))
    for file in () if json else filled(found.understood):
        typer.echo("\n  ".join(sentences(file, terminal.words)))
    for line, style in () if json else findings(found, terminal.words):
        terminal.tell(line, style=style)
    raise typer.Exit(0 if found.sound else 3)


@app.command()
def run(
    ctx: typer.Context,
    engagement: Folder,
    epreuve: Annotated[
        list[str] | None,
        typer.Option("--epreuve", metavar="N|SLUG", help="All when left out; 0 is all."),
    ] = None,
    overrides: Annotated[
        list[str] | None, typer.Option("--set", metavar="EPREUVE.KEY=VALUE", help="A setting, for this run.")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", help="fr or en; may be repeated.")] = None,
    output: Output = Path("reports"),
    force: Annotated[bool, typer.Option("--force", help="Compute again although nothing changed.")] = False,
    json: Json = False,
) -> None:
    """Run the épreuves and publish the report, whole or not at all.

    Example: gtkit run acme --epreuve 3 --set customer_value.annual_rate=0,12 --lang fr --lang en
    """
    terminal = ctx.ensure_object(Terminal)
    opened = _opened(terminal, engagement, json=json)
    _publish(terminal, opened, output=output, epreuves=epreuve, overrides=overrides, languages=lang, force=force)


@app.command()
def verify(
    ctx: typer.Context,
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report's folder, or a file in it.")],
    json: Json = False,
) -> None:
    """Whether a report is whole and untouched: record, hashes, page scan.

    Example: gtkit verify reports/acme
    """
    from gtkit.pipeline.verify import verify as verified

    terminal = ctx.ensure_object(Terminal)
    terminal.json = json
    mismatches = verified(report)
    if json:
        found = [{"path": m.path, "kind": m.kind, "found": m.found} for m in mismatches]
        typer.echo(_json({"report": str(report), "sound": not found, "mismatches": found}))
        raise typer.Exit(1 if found else 0)
    words = terminal.words
    for m in mismatches:
        terminal.tell(words.say(f"verify.{m.kind}", path=m.path, found=m.found).rstrip(), style="red")
    if not mismatches:
        terminal.tell(words.say("verify.sound", path=str(report)), style="green")
    raise typer.Exit(1 if mismatches else 0)


@app.command()
def schema(json: Json = False) -> None:
    """Every intake table and column: key, French and English heading, type, unit, rule.

    Example: gtkit schema
    """
    from gtkit.intake.writing.schema import schema_rows

    rows = [asdict(row) for row in schema_rows()]
    if json:
        typer.echo(_json(rows))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*rows[0], box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(("oui / yes" if v else "") if isinstance(v, bool) else str(v) for v in row.values()))
    Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)


def main() -> NoReturn:
    """Run the command line: one sentence for an error, and its exit code."""
    signal.signal(signal.SIGTERM, _interrupted)
    terminal = Terminal()
    try:
        code: object = app(obj=terminal)
    except SystemExit as done:
        code = done.code
    except GtkitError as error:
        if terminal.debug:
            raise
        code = terminal.refuse(error)
    except Exception as error:  # a person gets a sentence, a developer asks for the traceback
        if terminal.debug:
            raise
        terminal.tell(terminal.words.say("errors.unexpected", found=type(error).__name__), style="red")
        code = 1
    if code == 130:
        terminal.tell(terminal.words.say("errors.interrupted"), style="red")
    sys.exit(code if isinstance(code, int) else 0)


def _publish(
    terminal: Terminal,
    engagement: Engagement,
    *,
    output: Path,
    epreuves: list[str] | None = None,
    overrides: list[str] | None = None,
    languages: list[str] | None = None,
    force: bool = False,
) -> None:
    from gtkit.engagement.overrides import override
    from gtkit.pipeline.plan import planned
    from gtkit.pipeline.publish import publish

    plan = planned(
        engagement,
        reports=output,
        epreuves=epreuves or (),
        languages=languages or (),
        overrides=dict(map(override, overrides or ())),
    )
    done = publish(plan, force=force, progress=terminal.step)
    if terminal.json:
        facts = {"index": str(done.index), "run": str(done.run), "levels": done.record.levels}
        typer.echo(_json({"engagement": engagement.id, "state": done.state, "exit": 0, **facts}))
    else:
        typer.echo(str(done.index))


def _opened(terminal: Terminal, folder: Path, *, json: bool) -> Engagement:
    from gtkit.engagement import load_engagement

    terminal.json = json
    engagement = load_engagement(folder)
    terminal.reads(engagement, json=json)
    return engagement


def _json(value: object) -> str:
    return jsonlib.dumps(value, ensure_ascii=False, indent=1)


def _interrupted(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt

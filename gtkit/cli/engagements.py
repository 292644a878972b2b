"""Commands on an engagement and its data: make one, check what it holds, tell what it may hold."""

# ruff: noqa: PLC0415 - a command imports what it needs, so that --help answers at once
from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from gtkit.cli.shared import Folder, Json, Language, app, opened
from gtkit.cli.terminal import Terminal


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
    terminal.out(str(parent / name))


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
    held = opened(terminal, engagement, json=json)
    intake = everything(held)
    found = checkup(held, intake, write_copies(held, intake.faults, to) if annotate or to else {})
    if json:
        terminal.out(found.model_dump_json(indent=1))
    for file in () if json else filled(found.understood):
        terminal.out("\n  ".join(sentences(file, terminal.words)))
    for line, style in () if json else findings(found, terminal.words):
        terminal.tell(line, style=style)
    raise typer.Exit(0 if found.sound else 3)


@app.command()
def schema(ctx: typer.Context, json: Json = False) -> None:
    """Every intake table and column: key, French and English heading, type, unit, rule.

    Example: gtkit schema
    """
    from gtkit.intake.writing.schema import schema_rows

    terminal = ctx.ensure_object(Terminal)
    rows = [asdict(row) for row in schema_rows()]
    if json:
        terminal.document(rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*rows[0], box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(("oui / yes" if v else "") if isinstance(v, bool) else str(v) for v in row.values()))
    Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)

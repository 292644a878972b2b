"""The command that lays down the guide for consultants."""

# ruff: noqa: PLC0415 - a command imports what it needs, so that --help answers at once
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gtkit.cli.shared import Language, app
from gtkit.cli.terminal import Terminal


@app.command()
def guide(
    ctx: typer.Context,
    page: Annotated[str, typer.Argument(metavar="[N|SLUG]", help="The épreuve to open it at, or journey.")] = "",
    lang: Language = "fr",
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="Folder of the guide.")] = Path("guide"),
) -> None:
    """Write the guide for consultants: what to collect, how to run the workshop, how to read each page.

    Example: gtkit guide 3 --lang en
    """
    from gtkit.pipeline.guide import anchor, write_guide
    from gtkit.words import Words

    terminal = ctx.ensure_object(Terminal)
    terminal.lang = Words.of(lang).lang
    place = f"#{anchor(page)}" if page else ""
    terminal.out(f"{write_guide(output, lang)}{place}")

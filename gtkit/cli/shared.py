"""What every command shares: the application, its common options, how an engagement is opened."""

# ruff: noqa: PLC0415 - a command imports what it needs, so that --help answers at once
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gtkit.cli.terminal import Terminal

if TYPE_CHECKING:
    from gtkit.engagement import Engagement

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
Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks and the logs of processes.")]


@app.callback()
def every_command(ctx: typer.Context, debug: Debug = False) -> None:
    """Five truth tests of a commercial strategy: from a client's files to a signed report."""
    ctx.ensure_object(Terminal).debug = debug


def opened(terminal: Terminal, folder: Path, *, json: bool) -> Engagement:
    """The engagement of a folder, whose language the terminal speaks from now on."""
    from gtkit.engagement import load_engagement

    terminal.json = json
    engagement = load_engagement(folder)
    terminal.reads(engagement, json=json)
    return engagement


def changes(given: list[str] | None) -> dict[str, str]:
    """What ``--set`` gives, EPREUVE.KEY -> value."""
    if not given:
        return {}
    from gtkit.engagement.overrides import override

    return dict(map(override, given))

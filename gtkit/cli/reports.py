"""Commands that make reports, of one engagement or of many, and the one that verifies them."""

# ruff: noqa: PLC0415 - a command imports what it needs, so that --help answers at once
from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gtkit.cli.shared import Folder, Json, Language, Output, app, changes, opened
from gtkit.cli.terminal import Terminal

if TYPE_CHECKING:
    from gtkit.engagement import Engagement


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
    from gtkit.pipeline.batch.client import get_ready

    get_ready()
    from gtkit.engagement import demo_engagement

    terminal = ctx.ensure_object(Terminal)
    engagement = demo_engagement(folder, lang)
    terminal.reads(engagement, json=False)
    terminal.step("laid_down", str(folder))
    _publish(terminal, engagement, output=output)


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
    from gtkit.pipeline.batch.client import get_ready

    get_ready()
    terminal = ctx.ensure_object(Terminal)
    held = opened(terminal, engagement, json=json)
    _publish(terminal, held, output=output, epreuves=epreuve, overrides=overrides, languages=lang, force=force)


@app.command()
def batch(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Engagements, or folders that hold some.")
    ] = None,
    epreuve: Annotated[list[str] | None, typer.Option("--epreuve", metavar="N|SLUG", help="All when left out.")] = None,
    overrides: Annotated[
        list[str] | None, typer.Option("--set", metavar="EPREUVE.KEY=VALUE", help="A setting, for each of them.")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", help="fr or en; may be repeated.")] = None,
    output: Output = Path("reports"),
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, metavar="N", help="Engagements at a time.")] = None,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster, in place of this machine.")
    ] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the last batch, as it was asked.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Compute again although nothing changed.")] = False,
    json: Json = False,
) -> None:
    """Run many engagements, each whole or not at all: what is unchanged is skipped, what fails is told.

    Example: gtkit batch missions --jobs 4
    """
    from gtkit.pipeline.batch import journal
    from gtkit.pipeline.batch.asked import Batch
    from gtkit.pipeline.batch.cluster import executor
    from gtkit.pipeline.batch.driver import run_all
    from gtkit.pipeline.batch.engagements import found

    terminal = ctx.ensure_object(Terminal)
    terminal.json = json
    asked = journal.read(output).asked if resume else None
    wanted = Batch(
        output=output.resolve(),
        epreuves=tuple(epreuve or (asked.epreuves if asked else ())),
        languages=tuple(lang or (asked.languages if asked else ())),
        overrides=changes(overrides) or (asked.overrides if asked else {}),
        force=force,
        jobs=jobs or os.cpu_count() or 1,
    )
    folders = found(paths or [Path(folder) for folder in (asked.engagements if asked else ())])
    terminal.begun(len(folders), wanted.jobs, output)
    done = run_all(wanted, folders, terminal.ended, partial(executor, cluster) if cluster else None)
    if done.outdates(output / "index.html"):
        from gtkit.pipeline.batch.overview import write_overview

        write_overview(output, done, terminal.words)
    terminal.summary(done, output)
    raise typer.Exit(done.exit)


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
        terminal.document({"report": str(report), "sound": not found, "mismatches": found})
        raise typer.Exit(1 if found else 0)
    words = terminal.words
    for m in mismatches:
        terminal.tell(words.say(f"verify.{m.kind}", path=m.path, found=m.found).rstrip(), style="red")
    if not mismatches:
        terminal.tell(words.say("verify.sound", path=str(report)), style="green")
    raise typer.Exit(1 if mismatches else 0)


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
    from gtkit.pipeline.batch.client import asked
    from gtkit.pipeline.batch.order import Order

    order = Order(
        engagement=str(engagement.folder),
        output=str(output.resolve()),
        epreuves=tuple(epreuves or ()),
        languages=tuple(languages or ()),
        overrides=changes(overrides),
        force=force,
        at_once=os.cpu_count() or 1,
    )
    done = asked(order, terminal.step)
    if not done.sound:
        raise typer.Exit(terminal.failed(done))
    if terminal.json:
        facts = {"index": done.index, "run": done.run, "levels": done.levels}
        terminal.document({"engagement": engagement.id, "state": done.made, "exit": 0, **facts})
    else:
        terminal.out(done.index)

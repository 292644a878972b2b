"""Carry out one order in this process: open the engagement, plan, publish, and answer whatever happens."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gtkit.engagement import Engagement, load_engagement
from gtkit.errors import ConfigurationError, GtkitError, NotebookFailed
from gtkit.intake import DataRefused
from gtkit.pipeline import kit
from gtkit.pipeline.batch.order import Order, Outcome
from gtkit.pipeline.plan import Plan, planned
from gtkit.pipeline.progress import Progress, silent
from gtkit.pipeline.publish import Published, publish
from gtkit.pipeline.telling import LISTED, exit_code, told
from gtkit.words import LANGUAGES, Words

_CUT_SHORT = {"timeout": "timeout", "died": "died"}  # state of a notebook -> state of its run


class OtherVersions(ConfigurationError):
    """A worker whose gtkit or libraries are not those of whoever asks: its numbers or pages might differ."""

    code = "other_versions"


def carried_out(order: Order, progress: Progress = silent) -> Outcome:
    """What became of an order; an error is an answer, not an exception. An interruption passes through."""
    begun = time.monotonic()
    name, words = Path(order.engagement).name, Words.of(LANGUAGES[0])
    try:
        _same_kit(order, name)
        engagement = load_engagement(order.engagement)
        name, words = engagement.id, Words.of(engagement.lang, engagement.currency)
        plan = plan_of(order, engagement)
        facts = _standing(publish(plan, force=order.force, at_once=order.at_once, progress=progress))
    except GtkitError as error:
        facts = refused(error, words)
    except Exception as error:  # noqa: BLE001 - whatever breaks in one run is told, and the others go on
        facts = _broken(error, words)
    return Outcome.model_validate(facts | {"engagement": name, "seconds": round(time.monotonic() - begun, 3)})


def refused(error: GtkitError, words: Words) -> dict[str, Any]:
    """The facts of a run that ended with an error of ours."""
    facts: dict[str, Any] = {
        "state": "error",
        "exit": exit_code(error),
        "code": error.code,
        "facts": error.facts,
        "messages": told(error, words),
        "trace": _trace(error),
    }
    if isinstance(error, NotebookFailed):
        facts |= {
            "state": _CUT_SHORT.get(error.expected, "error"),
            "epreuve": error.where,
            "cell": int(error.hint) if error.hint.isdigit() else 0,
            "cause": str(error.found).partition(":")[0],
        }
    if isinstance(error, DataRefused):
        facts["faults"] = tuple(_places(error))
    return facts


def _same_kit(order: Order, name: str) -> None:
    own = kit.fingerprint()
    if order.kit not in ("", own):
        raise OtherVersions(name, found=own[:12], expected=order.kit[:12])


def plan_of(order: Order, engagement: Engagement) -> Plan:
    """The plan that an order asks for; raises as `planned`."""
    return planned(
        engagement,
        reports=Path(order.output),
        epreuves=order.epreuves,
        languages=order.languages,
        overrides=order.overrides,
    )


def _standing(done: Published) -> dict[str, Any]:
    """The facts of a report that stands."""
    return {
        "state": "skipped" if done.state == "unchanged" else "ok",
        "exit": 0,
        "made": done.state,
        "index": str(done.index),
        "run": str(done.run),
        "levels": done.record.levels,
    }


def _broken(error: Exception, words: Words) -> dict[str, Any]:
    """The facts of an error that nobody foresaw."""
    kind = type(error).__name__
    message = words.say("errors.unexpected", found=kind)
    return {
        "state": "error",
        "exit": 1,
        "code": "unexpected",
        "cause": kind,
        "messages": (message,),
        "trace": _trace(error),
    }


def _places(error: DataRefused) -> Iterator[dict[str, Any]]:
    """Where the first faults lie; a value of the client's stays out."""
    for fault in error.faults[:LISTED]:
        place = {key: getattr(fault, key) for key in ("table", "file", "sheet", "row", "column")}
        yield {"code": fault.code, "severity": str(fault.severity), **place}


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))

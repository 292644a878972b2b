"""How the process of an order speaks: lines of JSON, each with the key of its order."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from gtkit.pipeline.batch.order import Order
from gtkit.pipeline.batch.planning import checked
from gtkit.pipeline.batch.work import carried_out
from gtkit.pipeline.job import MARK


def answer(message: Mapping[str, Any], tell: Callable[[bytes], None]) -> None:
    """Carry out what a message asks, an order or a check of orders; each step and the answer told as a line of JSON."""
    key = int(message["key"])

    def say(**told: object) -> None:
        tell(json.dumps({"key": key, **told}).encode())

    if "check" in message:
        say(checked=checked([Order.model_validate(order) for order in message["check"]]).model_dump())
    else:
        order = Order.model_validate(message["order"])
        say(outcome=carried_out(order, lambda step, what: say(step=step, what=what)).model_dump())


def outlet() -> int:
    """The pipe to whoever asks: standard output, which from now on is standard error to anything else that writes."""
    pipe = os.dup(1)
    os.dup2(2, 1)
    return pipe


def say(line: bytes, pipe: int) -> None:
    """One line, whole, whatever the pipe takes at a time."""
    left = memoryview(line + b"\n")
    while left:
        left = left[os.write(pipe, left) :]


def interrupted(number: int, frame: object) -> NoReturn:
    """What a signal that asks for the end does: the run is left as Ctrl-C would leave it."""
    raise KeyboardInterrupt


def leave() -> None:
    """Remove the folder that was made for this process: whoever made it may have been killed."""
    shutil.rmtree(os.environ[MARK], ignore_errors=True)

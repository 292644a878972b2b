"""Papermill over a kernel that is this process: its own client and engine, but for where the messages come from."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger

from gtkit.pipeline.kernel import entered

_ELSEWHERE = {"input_path", "timeout", "startup_timeout", "start_timeout", "execution_timeout"}


class InProcessClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, whose kernel is this process."""

    @contextmanager
    def setup_kernel(self, **_options: object) -> Iterator[None]:
        """Enter the kernel for the length of a notebook."""
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        try:
            with entered() as self.kc:
                yield
        finally:
            self._loop.close()

    def execute_cell(self, *args: Any, **options: Any) -> Any:
        """Execute a cell inside a running loop, as a kernel does."""
        return self._loop.run_until_complete(self.async_execute_cell(*args, **options))

    def wait_for_reply(self, *args: Any) -> Any:
        """Take an answer from the channels."""
        return self._loop.run_until_complete(self.async_wait_for_reply(*args))


class InProcessEngine(Engine):  # type: ignore[misc]
    """Papermill's engine over `InProcessClient`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any) -> Any:
        """Execute the notebook of a manager.

        Raises ValueError for `execution_timeout`: nothing inside a process ends its own busy cell; whoever started
        the process can. RuntimeError when this process has executed a notebook, or is another kernel's.
        """
        if options.get("execution_timeout"):
            raise ValueError("execution_timeout: the engine gtkit cannot end a cell of its own process")
        known = {name: value for name, value in options.items() if name not in _ELSEWHERE}
        return InProcessClient(nb_man, kernel_name=kernel_name, log=logger, **known).execute()

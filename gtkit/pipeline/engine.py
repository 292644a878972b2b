"""The papermill engine ``gtkit``: ``papermill --engine gtkit``, or ``engine_name="gtkit"``; one notebook a process.

Papermill loads every engine while it is itself being imported, so that this one is made at its first notebook.
"""

# ruff: noqa: PLC0415 - as said above
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode


class LateEngine:
    """What papermill asks of an engine, handed on to `gtkit.pipeline.inprocess.InProcessEngine`."""

    def execute_notebook(self, nb: NotebookNode, kernel_name: str, **options: Any) -> NotebookNode:
        """Execute a notebook in this process; raises as `InProcessEngine.execute_managed_notebook` does."""
        from gtkit.pipeline.inprocess import InProcessEngine

        executed: NotebookNode = InProcessEngine.execute_notebook(nb, kernel_name, **options)
        return executed

    def nb_kernel_name(self, nb: NotebookNode, name: str | None = None) -> str:
        """Name of the kernel, as papermill finds it."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    def nb_language(self, nb: NotebookNode, language: str | None = None) -> str:
        """Language of the notebook, as papermill finds it."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))


ENGINE = LateEngine()

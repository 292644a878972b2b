"""What a good script does: a pool of processes around papermill's function and nbconvert's exporter, two at a time.

``python -m benchmarks.contestants.report_pool JOBS NOTEBOOK OUTPUT ENGAGEMENT...``
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import nbformat
import papermill
from nbconvert import HTMLExporter


@cache
def exporter() -> HTMLExporter:
    """One a process."""
    return HTMLExporter()  # type: ignore[no-untyped-call]


def report(notebook: str, output: Path, engagement: str) -> None:
    """Execute one notebook and export its page."""
    name = Path(engagement).name
    parameters = {"engagement": engagement, "lang": "fr"}
    executed = output / f"{name}.ipynb"
    papermill.execute_notebook(
        notebook, str(executed), parameters=parameters, kernel_name="python3", progress_bar=False
    )
    node = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]
    (output / f"{name}.html").write_text(exporter().from_notebook_node(node)[0], encoding="utf-8")


def main() -> None:
    """Every engagement, as many at a time as asked."""
    jobs, notebook, output, *engagements = sys.argv[1:]
    with ProcessPoolExecutor(int(jobs)) as pool:
        list(pool.map(partial(report, notebook, Path(output)), engagements))


if __name__ == "__main__":
    main()

"""An engagement small enough to publish in a blink: real data, plan, record and disk; a canned notebook and page.

Run as a script it publishes, and dies without a farewell at a given step boundary:
``python scene.py ENGAGEMENT REPORTS STEP``; without STEP it goes to the end.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from gtkit.engagement import load_engagement
from gtkit.pipeline import inputs, production
from gtkit.pipeline.job import Answer, Job
from gtkit.pipeline.plan import Plan, planned
from gtkit.pipeline.publish import Published, publish

STEPS = ("read", "executed", "rendered", "scanned", "recorded", "published", "indexed")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_TOML = """
id = "acme"
organisation = "Acme & fils"
lang = "fr"
currency = "EUR"
as_of = 2026-06-30
confidentiality = "Confidentiel"
version = "projet"
[sources.transactions]
files = ["data/ventes.csv"]
"""
_PARAMETERS = 'engagement: str = "acme"\nlang: str = "fr"\nannual_rate: float = None'


def lay_down(folder: Path, *, amount: str = "1 250,00") -> Path:
    """An engagement with three sales and the notebook of épreuve 3 beside it, in ``notebooks/``."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "notebooks").mkdir(exist_ok=True)
    (folder / "engagement.toml").write_text(_TOML, encoding="utf-8")
    (folder / ".salt").write_bytes(b"0123456789abcdef0123456789abcdef")
    lines = ["Code client;Date;Montant HT", f"C1;17/03/2025;{amount}", "None;28/04/2025;80,50", "C1;02/06/2026;310,00"]
    (folder / "data" / "ventes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    cells = [_cell(_PARAMETERS, ["parameters"]), _cell(_story(), [])]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / "3_customer_value.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def plan(engagement: Path, reports: Path, **asked: Any) -> Plan:
    """The plan of a run of that engagement."""
    return planned(load_engagement(engagement), reports=reports, **{"epreuves": ("3",), **asked})


def canned_job(spec: Mapping[str, Any]) -> dict[str, Any]:
    """What a worker would leave and answer, without a kernel."""
    source = Path(spec["parameters"]["engagement"]) / "data" / "ventes.csv"
    page = spec["page"]
    cells = [_cell(f"# {spec['shown']}", [])]
    executed = {"cells": cells, "metadata": {"gtkit": page}, "nbformat": 4, "nbformat_minor": 5}
    output = Path(spec["output"])
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(executed), encoding="utf-8")
    for edition, place in spec["pages"].items():
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).write_text(canned_page(executed, edition=edition), encoding="utf-8")
    proof = {
        "epreuve": spec["epreuve"],
        "lang": page["lang"],
        "inputs": {"data/ventes.csv": sha256(source.read_bytes()).hexdigest()},
        "settings": {"annual_rate": spec["parameters"].get("annual_rate", 0.1)},
        "findings": {"verdict": {"level": "passed"}},
    }
    return {"state": "done", "proof": proof}


def answering(job: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[..., Iterator[Answer]]:
    """In place of `executed`: each job is answered by a function."""

    def executed(jobs: Sequence[Job], *, at_once: int) -> Iterator[Answer]:
        yield from (Answer.model_validate(job(asked.model_dump())) for asked in jobs)

    return executed


def canned_page(notebook: Mapping[str, Any], *, edition: str) -> str:
    """A sound page that tells its notebook's title."""
    page = notebook["metadata"]["gtkit"]
    return (
        f'<!DOCTYPE html>\n<html lang="{page["lang"]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{edition}</title></head>'
        f"<body><h1>{page['title']}</h1><p>Client None : 80 €</p></body></html>\n"
    )


def one_code(folder: Path) -> str:
    """A hash of the kit's own files that holds still while somebody writes them."""
    return folder.name


def put_on() -> None:
    """Take the canned notebook and page in place of a kernel and nbconvert."""
    production.executed = answering(canned_job)
    inputs.tree = one_code


def _cell(source: str, tags: list[str]) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": f"c{len(source)}", "source": source, "outputs": [], "execution_count": None}
    return cell | {"metadata": {"tags": tags} if tags else {}}


def _story() -> str:
    """A last cell that opens the engagement, shows a page's worth, and leaves a proof as a desk does."""
    return """
import hashlib, pathlib
from IPython.display import display
data = (pathlib.Path(engagement) / "data" / "ventes.csv").read_bytes()
display({"application/vnd.gtkit.findings+json": {
    "epreuve": "customer_value", "lang": lang, "settings": {"annual_rate": annual_rate},
    "inputs": {"data/ventes.csv": hashlib.sha256(data).hexdigest()},
    "findings": {"verdict": {"level": "conditional"}}}}, raw=True)
"""


def main() -> Published:
    """Publish, and die at the boundary that the third argument names."""
    last = sys.argv[3] if len(sys.argv) > 3 else ""

    def boundary(step: str, what: str) -> None:
        if step == last:
            os._exit(9)

    put_on()
    return publish(plan(Path(sys.argv[1]), Path(sys.argv[2])), progress=boundary)


if __name__ == "__main__":
    main()

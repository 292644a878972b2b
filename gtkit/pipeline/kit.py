"""What of gtkit itself decides the bytes of a run: its code, templates and notebooks, and the libraries below it.

Nothing heavy is imported here: a batch in which nothing changed ends before pandas would have been loaded.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import gtkit
from gtkit.pipeline.files import digest
from gtkit.places import shipped

_LIBRARIES = (
    "babel ipykernel jinja2 matplotlib nbclient nbconvert nbformat numpy pandas papermill python-calamine scipy seaborn"
)


@cache
def tree(folder: Path) -> str:
    """SHA-256 over the names and contents of every file below a folder, compiled and hidden ones left out."""
    return _total(folder.rglob("*"), folder)


def page_templates() -> str:
    """SHA-256 over the templates of a page, those of exhibits left out: they do not reach inside a notebook's cells."""
    folder = shipped("templates") / "report"
    return _total(folder.iterdir(), folder)


def exhibit_templates() -> str:
    """SHA-256 over the templates of exhibits, which notebooks fill as they are executed."""
    return tree(shipped("templates") / "report" / "exhibits")


def code() -> Path:
    """Folder of gtkit's own code and catalogues."""
    return Path(gtkit.__file__).resolve().parent


@cache
def versions() -> dict[str, str]:
    """Version of Python (major and minor) and of each library whose change may change a number or a page."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, "gtkit": gtkit.__version__} | {name: version(name) for name in _LIBRARIES.split()}


def fingerprint() -> str:
    """SHA-256 over all of it: two machines where it is equal make the same reports of the same engagements."""
    trees = [tree(code()), tree(shipped("templates")), tree(shipped("notebooks"))]
    return sha256(json.dumps([trees, versions()], sort_keys=True).encode()).hexdigest()


def _total(files: Iterable[Path], root: Path) -> str:
    total = sha256()
    for file in sorted(files):
        place = file.relative_to(root)
        if file.is_file() and not any(part.startswith((".", "__pycache__")) for part in place.parts):
            total.update(f"{place.as_posix()}\0{digest(file)}\n".encode())
    return total.hexdigest()

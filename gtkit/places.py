"""Where the shipped notebooks, templates and guide lie: inside a wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Folder of shipped files, ``"notebooks"``, ``"templates"`` or ``"docs/guide"``.

    Returns
    -------
    Path: an existing folder.

    Raises FileNotFoundError when the installation is incomplete.

    >>> shipped("templates").is_dir()
    True
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / folder).is_dir():
            return root / folder
    raise FileNotFoundError(folder)

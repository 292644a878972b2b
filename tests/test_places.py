"""One locator finds notebooks, templates and the guide."""

from __future__ import annotations

import pytest

from gtkit.places import shipped


def test_shipped_folders_are_found() -> None:
    """Notebooks, templates and the guide are where the package says."""
    assert (shipped("templates") / "report").is_dir()
    assert list(shipped("notebooks").glob("*.ipynb"))
    assert list(shipped("docs/guide").glob("*/journey.md"))


def test_an_unknown_folder_is_told() -> None:
    """A folder that is not shipped is refused by name."""
    with pytest.raises(FileNotFoundError, match="nowhere"):
        shipped("nowhere")

"""One locator finds notebooks and templates."""

from __future__ import annotations

import pytest

from gtkit.places import shipped


def test_shipped_folders_are_found() -> None:
    """Notebooks and templates are where the package says."""
    assert (shipped("templates") / "report").is_dir()
    assert list(shipped("notebooks").glob("*.ipynb"))


def test_an_unknown_folder_is_told() -> None:
    """A folder that is not shipped is refused by name."""
    with pytest.raises(FileNotFoundError, match="nowhere"):
        shipped("nowhere")

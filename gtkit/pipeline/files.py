"""Writing that either lasts or says so: every byte of a deliverable passes through here.

A file counts as written once its bytes and its folder's entry are on the disk. What the disk refuses becomes one
sentence: which file, why, how much room is left.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from gtkit.errors import PublicationRefused


def write(file: Path, content: bytes) -> None:
    """Write a file and wait until the disk holds it; folders above are made.

    Raises OSError when the disk refuses, and leaves no file behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except OSError:
        os.close(handle)
        file.unlink(missing_ok=True)
        raise
    os.close(handle)


def swap(file: Path, content: bytes) -> None:
    """Replace a file in one step: a reader sees the old bytes or the new ones, never a mixture.

    Raises OSError when the disk refuses; the old file then stands as it was.
    """
    fresh = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        write(fresh, content)
        os.replace(fresh, file)  # noqa: PTH105 - called by this name, so that a test can make it fail
    finally:
        fresh.unlink(missing_ok=True)
    settle(file.parent)


def clear(file: Path) -> None:
    """Remove what processes left that were killed while they replaced a file; nobody may be about to replace it."""
    for fresh in file.parent.glob(f".{file.name}-*"):
        fresh.unlink(missing_ok=True)


def move(folder: Path, place: Path) -> None:
    """Give a finished folder its final name, in one rename.

    Raises OSError when the disk refuses or the name is taken.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    os.rename(folder, place)  # noqa: PTH104 - as above
    settle(place.parent)


def settle(folder: Path) -> None:
    """Wait until the disk holds a folder's entries; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle_tree(folder: Path) -> None:
    """Wait until the disk holds every entry of a folder and of those inside it."""
    for inner in (*(p for p in folder.rglob("*") if p.is_dir()), folder):
        settle(inner)


def digest(file: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    total = sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            total.update(block)
    return total.hexdigest()


@contextmanager
def refusals_told(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses inside the block into a PublicationRefused that names file and free space."""
    try:
        yield
    except OSError as error:
        where = str(error.filename2 or error.filename or folder)  # of a renaming, the new name
        raise PublicationRefused(where, found=error.strerror or type(error).__name__, hint=free(folder)) from error


def free(folder: Path) -> str:
    """How much room is left where a folder lies, or would; empty when nobody knows."""
    standing = next((p for p in (folder, *folder.parents) if p.exists()), None)
    with suppress(OSError):
        return f"{shutil.disk_usage(standing).free / 1e9:.1f} GB" if standing else ""
    return ""

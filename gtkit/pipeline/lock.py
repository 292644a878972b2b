"""One run at a time on an engagement's reports: the operating system's own lock on a small file.

The system frees it when its holder dies, however it dies, so that a stale lock is simply taken over. The file stays;
it tells a person which process holds it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gtkit.errors import EngagementLocked
from gtkit.pipeline.files import refusals_told

FILE_NAME = ".lock"
_FAR = 1 << 30  # Windows forbids reading the locked byte: lock one that nobody reads


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold an engagement's report folder, made when it is not there, for as long as the block lasts.

    Raises EngagementLocked at once when another run holds it; `found` is that run's process number. PublicationRefused
    when the disk refuses the folder or its lock.
    """
    with refusals_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _take(handle)
        except OSError:
            os.lseek(handle, 0, os.SEEK_SET)
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            raise EngagementLocked(str(folder), found=holder) from None
        with refusals_told(folder):
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)  # frees the lock


if os.name == "nt":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""What a process that executes a notebook may know of this machine: an allow-list, and folders of its own."""

from __future__ import annotations

import os
from pathlib import Path

from gtkit.pipeline.job import MARK

_PASSED_ON = """
    PATH HOME LD_LIBRARY_PATH DYLD_LIBRARY_PATH XDG_CACHE_HOME SOURCE_DATE_EPOCH
    SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMDATA
"""
_SAME_EVERYWHERE = {  # what would make bytes depend on the machine
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JUPYTER_PLATFORM_DIRS": "1",
}


def environment(work: Path) -> dict[str, str]:
    """Environment of the processes that work in a folder, which is made with what they look for in it.

    Parameters
    ----------
    work : Path
        An absolute path.

    Returns
    -------
    dict of name -> value
    """
    (work / "tmp").mkdir(parents=True, exist_ok=True)
    (work / "matplotlibrc").touch()
    passed = {name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON.split()}
    own = {
        "JUPYTER_CONFIG_DIR": str(work / "jupyter" / "config"),
        "JUPYTER_DATA_DIR": str(work / "jupyter" / "data"),
        "JUPYTER_RUNTIME_DIR": str(work / "jupyter" / "runtime"),
        "IPYTHONDIR": str(work / "ipython"),
        "MATPLOTLIBRC": str(work / "matplotlibrc"),
        MARK: str(work),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work / "tmp")),
    }
    return passed | _SAME_EVERYWHERE | own

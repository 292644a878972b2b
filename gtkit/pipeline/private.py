"""What of this machine must not leave it: absolute paths, the home folder, the host's and the user's names.

A host or user name counts only when it could not be a word or a family name ("srv-prod-02", not "martin"): a user
called Martin reports on customers called Martin.
"""

from __future__ import annotations

import getpass
import re
import socket
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_DATA = re.compile(r"data:(?:image|font)/[a-z0-9+]+;base64,[A-Za-z0-9+/=]+")
_PATHS = re.compile(
    r"""(?<![\w.:/\\-])/(?:home|Users|root|tmp|var|private|mnt|media|opt|usr|etc|srv|Volumes)/[^\s"'<>]+
    |(?<![A-Za-z])[A-Za-z]:[\\/]+(?:Users|Documents|Windows|Program|Temp|home)[^\s"'<>]*
    |(?<![\w\\])\\\\{1,3}[\w.$-]+\\+[\w.$ -]+
    |(?<![A-Za-z])file:/+[^\s"'<>]*""",
    re.X,
)


def machine_marks(text: str, folders: Iterable[Path] = ()) -> tuple[str, ...]:
    """What a text tells of the machine it was made on, shortened; empty when it tells nothing.

    Parameters
    ----------
    text : str
        Source of a page, a notebook or a JSON document.
    folders : iterable of Path
        Folders of this run, beside the home folder.

    >>> machine_marks("Read from /home/ann/acme/data.csv")
    ('/home/ann/acme/data.csv',)
    """
    text = unescape(_DATA.sub("", text))
    found: dict[str, None] = {}
    for reading in {text: None, unquote(text): None}:
        plain = reading.replace("\\\\", "\\")
        found |= dict.fromkeys(match[0][:80] for match in _PATHS.finditer(reading))
        found |= dict.fromkeys(p for p in (*map(str, folders), *_names()) if len(p) > 3 and _stands_in(p, plain))
    return tuple(found)


def _stands_in(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


@cache
def _names() -> tuple[str, ...]:
    """Home folder, host name and user name of this machine, as far as they are distinctive."""
    home = str(Path.home())
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may run under a number without a name
        user = ""
    names = (socket.gethostname(), user)
    return (home, *(name for name in names if len(name) >= 6 and re.search(r"[\d._-]", name)))

"""Through one server, four at a time: no word of one engagement reaches another, whatever its cells do to the process.

``GTKIT_CANARIES=20 pytest tests/faults`` runs that many engagements five times; CI runs six once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from gtkit.pipeline.batch import client
from gtkit.pipeline.batch.asked import Batch
from gtkit.pipeline.batch.driver import run_all
from gtkit.pipeline.batch.overview import write_overview
from gtkit.pipeline.verify import verify
from gtkit.words import Words

from .grounds import retell, tree

COUNT = int(os.environ.get("GTKIT_CANARIES", "6"))
ROUNDS = 5 if COUNT >= 20 else 1

TELLS = """
import pathlib, sys
here = pathlib.Path(engagement)
word = (here / "data" / "verbatim.txt").read_text()
print(word, (here / "data" / "ventes.csv").read_text(encoding="utf-8-sig"))
print(word, file=sys.stderr)
"""
POLLUTES = """
import json, locale, os, random, sys, tempfile, time, types, warnings
import matplotlib, numpy, pandas
import gtkit.words
os.environ["CANARY"] = os.environ["LANG"] = word
os.umask(0)
pathlib.Path(tempfile.gettempdir(), word).write_text(word)
pathlib.Path("left-" + word).write_text(word)
sys.path.insert(0, "/" + word)
sys.modules["pollution"] = types.ModuleType(word)
sys.setrecursionlimit(5000)
pandas.DataFrame.__repr__ = pandas.DataFrame._repr_html_ = lambda self: word
json.JSONDecoder.pollution = word
pandas.read_csv = lambda *given, **named: word
pandas.set_option("display.precision", 1)
matplotlib.rcParams["axes.titlesize"] = 77
matplotlib.rcParams["font.family"] = word
numpy.random.seed(0); random.seed(0)
numpy.set_printoptions(precision=1)
locale.setlocale(locale.LC_ALL, "C")
os.environ["TZ"] = "Pacific/Kiritimati"; time.tzset()
warnings.simplefilter("always")
gtkit.words.Words.say = lambda self, key, **facts: word
gtkit.pollution = __builtins__.pollution = word
get_ipython().user_ns["pollution"] = word
"""
LOOKS = """
import builtins, decimal, hashlib, json, locale, os, random, sys, tempfile, time, warnings
import matplotlib, numpy, pandas
import gtkit.words
umask = os.umask(0o22)
random_numbers = [numpy.random.RandomState(0).rand(), random.Random(0).random()]
seen = {
    "environment": sorted(os.environ), "lang": os.environ["LANG"], "umask": umask, "zone": time.tzname,
    "temporary": sorted(os.listdir(tempfile.gettempdir())), "here": sorted(os.listdir(".")),
    "path": hashlib.sha256(repr(sys.path).encode()).hexdigest(),
    "modules": sorted(set(sys.modules) - {"__mp_main__"}), "limit": sys.getrecursionlimit(),
    "pandas": repr(pandas.DataFrame({"x": [1.23456]})), "reads": str(pandas.read_csv.__module__),
    "options": str(pandas.options.display.precision),
    "figures": hashlib.sha256(repr(sorted(matplotlib.rcParams.items())).encode()).hexdigest(),
    "arrays": str(numpy.array([1 / 3])), "seeded": [numpy.random.rand(), random.random()] == random_numbers,
    "locale": locale.setlocale(locale.LC_ALL), "warnings": len(warnings.filters),
    "words": gtkit.words.Words.of("fr").say("batch.state.ok"), "kit": sorted(vars(gtkit)),
    "builtins": sorted(vars(builtins)), "json": sorted(vars(json.JSONDecoder)),
    "names": sorted(n for n in globals() if n != "seen"),
}
print(json.dumps(seen, indent=1))
"""


def _canary(number: int) -> str:
    return f"Canari{number:02d}Qzx"


@pytest.fixture
def missions(tmp_path: Path) -> list[Path]:
    """Engagements that hold a word of their own wherever a text may stand; each other one pollutes its process."""
    return [_laid(tmp_path / "missions" / f"e{number:02d}", number) for number in range(COUNT)]


def _laid(folder: Path, number: int) -> Path:
    word = _canary(number)
    retell(folder, TELLS + (POLLUTES if number % 2 else LOOKS), name=folder.name)
    toml = folder / "engagement.toml"
    text = toml.read_text(encoding="utf-8").replace("Acme & fils", word).replace('"Confidentiel"', f'"Secret {word}"')
    toml.write_text(text.replace('"projet"', f'"projet {word}"'), encoding="utf-8")
    table = folder / "data" / "ventes.csv"
    table.write_text(table.read_text(encoding="utf-8-sig").replace("C1;", f"{word};"), encoding="utf-8-sig")
    (folder / "data" / "verbatim.txt").write_text(f"{word}", encoding="utf-8")
    return folder


@contextmanager
def _four() -> Iterator[Executor]:
    """Four threads that ask the one server of this process, which lives on."""
    with ThreadPoolExecutor(4) as threads:
        yield threads


def _published(output: Path, folders: Sequence[Path]) -> dict[str, dict[str, bytes]]:
    """What a batch publishes of each engagement, by its id."""
    batch = Batch(output=output, epreuves=("3",), jobs=4)
    done = run_all(batch, folders, lambda place, of, outcome: None, _four)
    assert {one.state for one in done.outcomes} == {"ok"}, [one.messages for one in done.outcomes]
    write_overview(output, done, Words.of("fr"))
    assert all(verify(output / folder.name) == () for folder in folders)
    return {folder.name: tree(output / folder.name) for folder in folders}


@pytest.mark.skipif(sys.platform != "linux", reason="one server forks on Linux alone")
def test_no_word_of_another_engagement_anywhere(missions: list[Path], tmp_path: Path) -> None:
    """In no page, copy, record, journal, overview or log; and the same bytes as before any process was polluted."""
    words = [_canary(number) for number in range(COUNT)]
    try:
        clean = _published(tmp_path / "clean", missions[::2])
        server = client.server()
        for number in range(ROUNDS):
            output = tmp_path / f"round{number}"
            published = _published(output, missions)
            for place, (name, files) in enumerate(sorted(published.items())):
                content = b"".join(files.values())
                assert [word for word in words if word.encode() in content] == [words[place]], name
                assert name not in clean or files == clean[name], name
            for shared in ("batch.json", ".stamps.json", "index.html"):
                assert b"Qzx" not in (output / shared).read_bytes(), shared
        assert client.server() is server
        kept = [file for file in server._work.rglob("*") if file.is_file()]
        assert [file for file in kept if b"Qzx" in file.read_bytes() or "Qzx" in file.name] == []
        assert [name for name in os.listdir(server._work.parent) if "Qzx" in name] == []  # noqa: PTH208
    finally:
        client.close()
    print(f"{COUNT} engagements, {ROUNDS} rounds of four at a time, one server: no foreign word")  # noqa: T201
    seen = next(content for path, content in clean["e00"].items() if path.endswith(".ipynb"))
    assert "figures" in json.loads(seen)["cells"][2]["outputs"][0]["text"]

"""A real browser lays the page out: nothing wider than the screen, the conclusion on the first one."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter

from gtkit.evidence import Answer, Decision, KeyFigure, Term, Verdict
from gtkit.places import shipped
from gtkit.present import (
    DecisionList,
    KeyFigureRow,
    TraceList,
    VerdictBox,
    answer_card,
    energy_drains,
    plate,
    ranked_table,
    segment_shares,
)
from gtkit.words import Words

CHROMIUM = shutil.which("chromium")
WIDTHS = (320, 390, 700, 1280)
MEASURE = """
<!DOCTYPE html><meta charset="utf-8"><body><script>
const widths = %(widths)s, page = %(page)s, found = {};
let left = widths.length;
for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width:${width}px;height:844px;border:0`;
  frame.onload = () => {
    const d = frame.contentDocument;
    const bottom = s => [...d.querySelectorAll(s)].map(e => Math.round(e.getBoundingClientRect().bottom));
    found[width] = {
      scroll: d.documentElement.scrollWidth,
      sentence: bottom(".verdict .sentence"), lead: bottom(".key-figures .lead"), standing: bottom(".standing"),
      drawings: ["wide", "narrow"].filter(c => d.querySelector(".plate ." + c).offsetWidth > 0),
    };
    if (!--left) document.body.textContent = "found " + JSON.stringify(found);
  };
  frame.srcdoc = page;
  document.body.append(frame);
}
</script>
"""


@pytest.fixture(scope="module")
def measured(
    tmp_path_factory: pytest.TempPathFactory,
    results: Any,
    verdict: Verdict,
    figures: tuple[KeyFigure, ...],
    decisions: tuple[Decision, ...],
    answer: Answer,
) -> dict[str, dict[str, Any]]:
    """What Chromium measures of the French page in frames of several widths."""
    words = Words.of("fr", "EUR")
    card = answer_card(
        answer,
        words,
        plate(segment_shares, results.segments),
        plate(energy_drains, results.energy, results.names),
        plate(ranked_table, results.equity, results.names),
    )
    exhibits = (
        VerdictBox(words=words, verdict=verdict, question=Term("epreuve.customer_value.question")),
        KeyFigureRow(words=words, figures=figures),
        DecisionList(words=words, decisions=decisions),
        card,
        TraceList(words=words, figures=figures),
    )
    cells = [nbformat.v4.new_code_cell("", outputs=[_output(e._repr_mimebundle_())]) for e in exhibits]
    told = {"lang": "fr", "organisation": "Une organisation au nom plutôt long", "version": "v3", "as_of": "2026-06-30"}
    told["title"] = words.say("epreuve.customer_value.title")
    nb = nbformat.v4.new_notebook(cells=cells, metadata={"gtkit": told})
    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(shipped("templates"))])
    page = exporter.from_notebook_node(nb)[0]
    folder = tmp_path_factory.mktemp("browser")
    probe = folder / "probe.html"
    quoted = json.dumps(page).replace("</", "<\\/")
    probe.write_text(MEASURE % {"widths": json.dumps(WIDTHS), "page": quoted}, encoding="utf-8")
    return _found(probe, folder)


def _output(data: dict[str, object]) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("display_data", data=data)


def _found(probe: Path, folder: Path) -> dict[str, dict[str, Any]]:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [
        "--disable-background-networking",
        f"--user-data-dir={folder / 'profile'}",
        "--window-size=1400,1000",
        "--virtual-time-budget=5000",
    ]
    command += ["--dump-dom", probe.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=60)
    match = re.search(r"found (\{.*\})", html.unescape(done.stdout))
    assert match, done.stdout[-500:]
    told: dict[str, dict[str, Any]] = json.loads(match[1])
    return told


pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not on this machine"),
]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(width: int, measured: dict[str, dict[str, Any]]) -> None:
    """From 320 to 1280 px the page is as wide as the screen: wide tables scroll in their own region."""
    assert measured[str(width)]["scroll"] == width


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
def test_the_first_screen_holds_the_conclusion(width: int, height: int, measured: dict[str, dict[str, Any]]) -> None:
    """Standing (confidentiality, version, date), verdict and three key figures end above the fold."""
    seen = measured[str(width)]
    assert len(seen["lead"]) == 3
    assert max(seen["standing"] + seen["sentence"] + seen["lead"]) <= height


def test_one_drawing_is_shown_at_a_time(measured: dict[str, dict[str, Any]]) -> None:
    """The narrow one on a telephone, the wide one on a screen."""
    assert {width: seen["drawings"] for width, seen in measured.items()} == {
        "320": ["narrow"],
        "390": ["narrow"],
        "700": ["wide"],
        "1280": ["wide"],
    }

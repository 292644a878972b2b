"""The page over all engagements of a batch: which report stands, what each épreuve found, what did not end well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gtkit.evidence import Level
from gtkit.present.exhibit import environment
from gtkit.present.page import PageBlock
from gtkit.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRow:
    """One engagement of the overview.

    Parameters
    ----------
    name : str
        Its id.
    href : str
        Its report's index, relative to the overview; empty when none stands.
    state, cause : str
        In the reader's words; the cause is empty unless it failed.
    failed : bool
        Whether it did not end well: the report, where one stands, is then an earlier one.
    levels : mapping of slug -> Level
        Verdict of each épreuve of the report that stands.
    seconds : float
        What it took to make, 0 when nothing was made.
    """

    name: str
    href: str
    state: str
    cause: str = ""
    failed: bool = False
    levels: Mapping[str, Level]
    seconds: float = 0.0


def overview(rows: Sequence[EngagementRow], slugs: Sequence[str], words: Words) -> str:
    """The page over all engagements.

    Parameters
    ----------
    rows : sequence of EngagementRow
        In reading order.
    slugs : sequence of str
        Épreuves, a column each, in reading order; one that no row holds is left out.
    words : Words

    Returns
    -------
    str: HTML, one file that needs no other.
    """
    held = [slug for slug in slugs if any(slug in row.levels for row in rows)]
    page = PageBlock(words=words, title=words.say("overview.title"), organisation=words.say("overview.owner"))
    template = environment().get_template("overview_page.html.j2")
    return template.render(page=page, words=words, rows=rows, slugs=held, failed=sum(row.failed for row in rows))

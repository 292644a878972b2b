"""The four pillars side by side: level, score, and what each rests on, with the way to its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gtkit.evidence import Level, Part, Pillar
from gtkit.present.exhibit import Exhibit, Origin
from gtkit.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarGrid(Exhibit):
    """One card a pillar; each of its parts links to where it is proved, in the page of its épreuve."""

    kind: ClassVar[str] = "pillars"
    pillars: tuple[Pillar, ...]
    origin: Origin

    @property
    def told(self) -> str:
        """Name and level of each pillar."""
        words = self.words
        said = (words.say("pillars.told", name=words.say(p.name), level=self.word(p.level)) for p in self.pillars)
        return " · ".join(said)

    def word(self, level: Level) -> str:
        """Oui, Sous conditions, Indéterminé or Non."""
        return self.words.say(f"level.{level.value}")

    def href(self, part: Part) -> str:
        """Where a part is proved: its anchor, in the neighbouring page of its épreuve."""
        return f"{part.number}_{part.slug}.html#{part.anchor}"

    def reason(self, part: Part) -> str:
        """Why the part has its level, without the level's word where the sentence opens with it."""
        rest = self.words.say(part.reason).removeprefix(self.word(part.level)).lstrip(" \u00a0\u202f:,")
        return rest[:1].upper() + rest[1:]


def pillar_grid(pillars: tuple[Pillar, ...], words: Words, origin: Origin) -> PillarGrid:
    """The four pillars as an exhibit."""
    return PillarGrid(words=words, pillars=pillars, origin=origin)

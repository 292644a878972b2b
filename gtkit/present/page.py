"""What a page says of itself, and the small pages that lead to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup

from gtkit.evidence import Change, Level, Quantity, Unit
from gtkit.present.exhibit import environment
from gtkit.present.look import Look, css_text
from gtkit.present.scenario import scenario_title
from gtkit.words import LANGUAGES, Words

_CURRENCY = "EUR"  # of a page that does not say; it prints no amount of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlock:
    """Whose page it is, on what data, how confidential, who signs; empty text where not told."""

    words: Words
    organisation: str = ""
    title: str = ""
    confidentiality: str = ""
    version: str = ""
    as_of: date | None = None
    status: str = "draft"
    edition: str = "client"
    adapted: bool = False
    scenario: bool = False
    firm: Mapping[str, str] | None = None
    look: Look = field(default_factory=Look)

    @classmethod
    def read(cls, told: Mapping[str, object]) -> PageBlock:
        """A block from a notebook's metadata or proof; what is missing or of another type is left at its default."""

        def text(key: str, default: str = "") -> str:
            value = told.get(key)
            return value if isinstance(value, str) and value else default

        lang = text("lang", LANGUAGES[0])
        firm = told.get("firm")
        return cls(
            words=Words.of(lang if lang in LANGUAGES else LANGUAGES[0], text("currency", _CURRENCY)),
            organisation=text("organisation"),
            title=text("title"),
            confidentiality=text("confidentiality"),
            version=text("version"),
            as_of=_day(text("as_of")),
            status=text("status", "draft"),
            edition=text("edition", "client"),
            adapted=told.get("adapted") is True,
            scenario=told.get("scenario") is True,
            firm={str(k): str(v) for k, v in firm.items() if v} if isinstance(firm, Mapping) else None,
            look=Look.read(told.get("look")),
        )

    @property
    def internal(self) -> bool:
        """Whether code and plain outputs are shown."""
        return self.edition == "internal"

    @property
    def status_word(self) -> str:
        """Projet, relu or validé; as given when it is another word."""
        key = f"status.{self.status}"
        return self.words.say(key) if self.words.knows(key) else self.status

    @property
    def running_head(self) -> Markup:
        """Whose sheet it is, for the top of each printed one, as a string of a style sheet."""
        return css_text(f"{self.organisation or self.words.say('page.organisation')} — {self.title}")

    @property
    def running_foot(self) -> Markup:
        """How confidential, which version, of when and how final, for the foot of each printed sheet."""
        said = [self.confidentiality or self.words.say("page.unclassified")]
        said += [self.words.say("page.as_of", date=self.as_of)] if self.as_of else []
        said += [self.words.say("page.version", version=self.version or self.words.say("page.no_version"))]
        said += [self.words.say("page.status", status=self.status_word)]
        return css_text(" · ".join(said))

    @property
    def firm_lines(self) -> tuple[str, ...]:
        """Name, address, telephone of the consultancy, those that are told."""
        return tuple(self.firm[key] for key in ("name", "role", "address", "phone") if self.firm and key in self.firm)

    @property
    def firm_name(self) -> str:
        """Name of the consultancy, which its logo stands for; the word "logo" when it is not told."""
        return (self.firm or {}).get("name", "") or self.words.say("page.logo")

    @property
    def email(self) -> str:
        """The consultancy's mailbox."""
        return (self.firm or {}).get("email", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One page of a run: where it lies, its title, and the level of its verdict."""

    href: str
    title: str
    level: Level


def run_index(
    links: Sequence[PageLink], page: PageBlock, *, partial: bool = False, changes: Sequence[Change] = ()
) -> str:
    """The page that leads to a run's pages, each with its verdict.

    Parameters
    ----------
    links : sequence of PageLink
        In reading order; addresses relative to where the index lies.
    page : PageBlock
        Whose run it is; its title heads the index, a general one does when it has none.
    partial : bool
        Whether some épreuves only were run: the index then says so.
    changes : sequence of Change
        Settings that are not the engagement's own: the index then says that it leads to a scenario, and which.

    Returns
    -------
    str: HTML, one file that needs no other.
    """
    n, words = Quantity(len(links), Unit.COUNT), page.words
    page = replace(page, title=page.title or words.say("index.title"), scenario=bool(changes))
    scenario = scenario_title(changes, words) if changes else None
    return (
        environment()
        .get_template("index_page.html.j2")
        .render(page=page, words=words, links=links, partial=partial, scenario=scenario, n=n)
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

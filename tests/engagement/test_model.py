"""An engagement is a value: checked once, never changed."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from gtkit.engagement import Engagement, validate_settings
from gtkit.errors import ConfigurationError, PathRefused, UnknownName
from gtkit.intake import SourceSpec


def _engagement(folder: Path = Path(), **values: object) -> Engagement:
    asked = {"id": "acme", "organisation": "Acme", "as_of": date(2026, 6, 30), "folder": folder}
    return validate_settings(Engagement, asked | values, "engagement.toml")


@pytest.mark.parametrize("name", ["acme", "0-a_b", "a" * 64])
def test_short_names_are_accepted(name: str) -> None:
    """Lower case, digits, hyphen and underscore, 64 signs."""
    assert _engagement(id=name).id == name


@pytest.mark.parametrize("name", ["", "../x", "A", "-a", "a" * 65, "a b", "é", "a\n", "con", "com1", "a/b", ".", "nul"])
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    """No path, no device, no sign that a file system reads otherwise."""
    with pytest.raises(ConfigurationError, match=r"a-z0-9"):
        _engagement(id=name)


@pytest.mark.parametrize(
    ("key", "value"),
    [("lang", "de"), ("currency", "EURO"), ("currency", "eur"), ("as_of", "hier"), ("organisation", "  "),
     ("organisation", "a\nb"), ("confidentiality", "x" * 201)],
)  # fmt: skip
def test_a_wrong_value_is_refused_where_it_stands(key: str, value: object) -> None:
    """Each field has its bounds; the fault names the field."""
    with pytest.raises(ConfigurationError) as refused:
        _engagement(**{key: value})
    assert refused.value.where == f"engagement.toml {key}"
    assert refused.value.expected


def test_an_engagement_never_changes() -> None:
    """No field can be set."""
    with pytest.raises(ValidationError, match="frozen"):
        _engagement().lang = "en"  # type: ignore[misc]


def test_sources_come_as_intake_reads_them() -> None:
    """A table's files, columns and sheet are a SourceSpec."""
    engagement = _engagement(sources={"time": {"files": ["data/t.csv"], "columns": {"hours": "Durée"}}})
    assert engagement.sources["time"] == SourceSpec(files=("data/t.csv",), columns={"hours": "Durée"}, sheet="")
    ledgers = ("data/123456789FEC20241231.txt", "data/123456789FEC20251231.txt")
    engagement = _engagement(sources={"transactions": {"fec": list(ledgers)}})
    assert engagement.sources["transactions"] == SourceSpec(fec=ledgers)
    assert engagement.sources["transactions"].every_file == ledgers


@pytest.mark.parametrize(
    "more",
    [
        {"files": ["a.csv"]},
        {"columns": {"date": "Jour"}},
        {"sheet": "Ventes"},
        {"currency": "USD"},
        {"vat_rate": 0.2},
        {"sales_side": "credit"},
        {"fec": []},
        {"fec": "a.txt"},
    ],
)
def test_a_ledger_stands_alone(more: dict[str, object]) -> None:
    """In place of files, and with the legal columns: neither mapping nor sheet."""
    with pytest.raises(ConfigurationError, match=r"sources\.transactions") as refused:
        _engagement(sources={"transactions": {"fec": ["a.txt"], **more}})
    assert refused.value.expected


def test_a_source_tells_its_currency_its_vat_and_its_side() -> None:
    """All reach intake; a currency that is none, a rate of 20, another side are refused where they stand."""
    said = {"files": ["a.csv"], "currency": "USD", "vat_rate": 0.2, "sales_side": "credit"}
    source = _engagement(sources={"transactions": said}).sources["transactions"]
    assert source == SourceSpec(files=("a.csv",), currency="USD", vat_rate=0.2, sales_side="credit")
    for key, value in (("currency", "DOLLAR"), ("vat_rate", 20), ("vat_rate", -0.1), ("sales_side", "both")):
        with pytest.raises(ConfigurationError, match=rf"sources\.transactions\.{key}"):
            _engagement(sources={"transactions": said | {key: value}})


@pytest.mark.parametrize("source", [{}, {"files": []}, {"files": "a.csv"}, {"files": [""]}, {"file": ["a.csv"]}, 3])
def test_a_source_without_files_is_refused(source: object) -> None:
    """A source says which files, as a list."""
    with pytest.raises(ConfigurationError, match=r"sources\.time"):
        _engagement(sources={"time": source})


def test_overrides_replace_settings_and_leave_the_engagement_alone() -> None:
    """What was set is there beside what was in the file; the first engagement is as it was."""
    before = _engagement(customer_value={"annual_rate": 0.10, "draws": 500})
    after = before.with_overrides({"customer_value.annual_rate": "0,12", "loyalty.budget": 10})
    assert after.settings == {"customer_value": {"annual_rate": "0,12", "draws": 500}, "loyalty": {"budget": 10}}
    assert before.settings == {"customer_value": {"annual_rate": 0.10, "draws": 500}}
    assert after.with_overrides({}) == after


def test_an_override_of_no_epreuve_names_the_nearest() -> None:
    """The slug comes first, and exists."""
    with pytest.raises(UnknownName) as refused:
        _engagement().with_overrides({"customer_valeu.annual_rate": 0.12})
    assert refused.value.hint == "customer_value"


@pytest.mark.parametrize("name", ["customer_value", "customer_value.", "customer_value.a b", "customer_value.a\nb=1",
                                  "customer_value.__class__", "customer_value.a.b", "customer_value.A"])  # fmt: skip
def test_an_override_whose_key_is_no_name_is_refused(name: str) -> None:
    """A key that holds anything but a name never reaches a notebook."""
    with pytest.raises(ConfigurationError):
        _engagement().with_overrides({name: 1})


def test_the_salt_is_the_engagements_own_file(tmp_path: Path) -> None:
    """The salt is read from .salt; an engagement without one, or with a stub, says so."""
    with pytest.raises(ConfigurationError, match=r"\.salt"):
        _ = _engagement(tmp_path).salt
    (tmp_path / ".salt").write_bytes(b"short")
    with pytest.raises(ConfigurationError, match=r"\.salt"):
        _ = _engagement(tmp_path).salt
    (tmp_path / ".salt").write_bytes(bytes(range(32)))
    assert _engagement(tmp_path).salt == bytes(range(32))


def test_a_salt_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """A link could lead to any file of the machine."""
    folder = tmp_path / "acme"
    folder.mkdir()
    (tmp_path / "elsewhere").write_bytes(bytes(range(32)))
    (folder / ".salt").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PathRefused, match=r"\.salt"):
        _ = _engagement(folder).salt

"""Sources say what holds for all their files, and what for one of them."""

from __future__ import annotations

from datetime import date

import pytest

from gtkit.engagement import Engagement, validate_settings
from gtkit.errors import ConfigurationError
from gtkit.intake import FileSaid, FileSpec, SourceSpec

FRENCH = {"customer_id": "N° client"}


def _spec(**said: object) -> SourceSpec:
    asked = {"id": "acme", "organisation": "Acme", "as_of": date(2026, 6, 30), "folder": "."}
    engagement = validate_settings(Engagement, asked | {"sources": {"transactions": said}}, "engagement.toml")
    return engagement.sources["transactions"]


def test_a_part_takes_from_its_source_what_it_does_not_say() -> None:
    """Key by key: headings of its own replace those of the source, an empty word takes a word back."""
    common = {"columns": FRENCH, "date_order": "day_first", "decimal_mark": ",", "fill_down": ["customer_id"]}
    parts = [
        {"file": "b.xlsx", "sheet": "2025"},
        {"file": "c.csv", "columns": {"date": "Day"}, "currency": "USD", "date_order": "", "fill_down": []},
    ]
    assert _spec(files=["a.csv"], parts=parts, **common) == SourceSpec(
        files=("a.csv",),
        columns=FRENCH,
        date_order="day_first",
        decimal_mark=",",
        fill_down=("customer_id",),
        parts=(
            FileSpec(
                file="b.xlsx",
                said=FileSaid(
                    columns=FRENCH, sheet="2025", date_order="day_first", decimal_mark=",", fill_down=("customer_id",)
                ),
            ),
            FileSpec(file="c.csv", said=FileSaid(columns={"date": "Day"}, currency="USD", decimal_mark=",")),
        ),
    )


def test_a_part_tells_its_vat_and_the_side_of_its_sales() -> None:
    """In place of what the source says of both; another part keeps that."""
    parts = [{"file": "ch.csv", "vat_rate": 0.081, "sales_side": ""}, {"file": "be.csv"}]
    spec = _spec(parts=parts, vat_rate=0.2, sales_side="credit")
    assert [(one.said.vat_rate, one.said.sales_side) for one in spec.each] == [(0.081, ""), (0.2, "credit")]


def test_parts_alone_are_files_enough() -> None:
    """A source whose files all differ lists none besides."""
    assert _spec(parts=[{"file": "a.csv"}]).every_file == ("a.csv",)


@pytest.mark.parametrize(
    ("said", "where", "expected"),
    [
        ({"files": ["a.csv"], "date_order": "dmy"}, "date_order", "day_first"),
        ({"files": ["a.csv"], "decimal_mark": ";"}, "decimal_mark", ","),
        ({"parts": [{"file": "a.csv"}, {"fil": "b.csv"}]}, "parts.2", ""),
        ({"parts": [{"file": "a.csv", "files": ["b.csv"]}]}, "parts.1.files", "columns"),
        ({"parts": [{"file": "a.csv", "vat_rate": 20}]}, "parts.1.vat_rate", "< 1"),
        ({"parts": [{"file": "a.csv", "sales_side": "both"}]}, "parts.1.sales_side", "credit"),
        ({"parts": [{"file": "a.csv"}], "fec": ["x.txt"]}, "transactions", "fec"),
        ({"files": ["a.csv"], "parts": {"file": "b.csv"}}, "parts", "[[sources.….parts]]"),
        ({"fec": ["x.txt"], "date_order": "day_first"}, "transactions", "fec"),
        ({"files": {"a.csv": {}}}, "files", "..."),
    ],
)
def test_what_cannot_be_obeyed_is_refused_where_it_stands(said: dict[str, object], where: str, expected: str) -> None:
    """Place, and what is accepted; parts are counted from one, as people do."""
    with pytest.raises(ConfigurationError) as refused:
        _spec(**said)
    assert where in str(refused.value)
    assert expected in str(refused.value)


def test_settings_that_exclude_each_other_are_named() -> None:
    """Files beside a ledger are told by the names of both, and a choice in quotes."""
    with pytest.raises(ConfigurationError) as refused:
        _spec(files=["a.csv"], fec=["b.txt"])
    assert refused.value.found == "files + fec"
    with pytest.raises(ConfigurationError) as refused:
        _spec(files=["a.csv"], decimal_mark=";")
    assert refused.value.expected == '"," | "."'

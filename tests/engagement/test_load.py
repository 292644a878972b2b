"""engagement.toml is read strictly: each fault is located, and all are told at once."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.engagement import ManyFaults, NotAnEngagement, TomlUnreadable, load_engagement
from gtkit.engagement.load import AnotherTables, KeyTwice, SectionTwice
from gtkit.errors import ConfigurationError, PathRefused, UnknownName
from gtkit.pipeline.telling import told
from gtkit.words import Words

GOOD = """
id = "acme"
organisation = "L'Été & Fils"
as_of = 2026-06-30
[firm]
email = "contact@cabinet.example"
[sources.transactions]
files = ["data/ventes.csv"]
columns = { amount = "Total HT" }
[customer_value]
annual_rate = 0.12
"""


def _written(folder: Path, text: str | bytes) -> Path:
    raw = text.encode() if isinstance(text, str) else text
    (folder / "engagement.toml").write_bytes(raw)
    return folder


def test_a_good_file_is_read_from_its_folder_or_itself(tmp_path: Path) -> None:
    """Folder or file, the engagement is the same, and knows its folder."""
    folder = _written(tmp_path, GOOD)
    engagement = load_engagement(folder)
    assert engagement == load_engagement(folder / "engagement.toml") == load_engagement(str(folder))
    assert engagement.folder == tmp_path.resolve()
    assert engagement.organisation == "L'Été & Fils"
    assert engagement.as_of == date(2026, 6, 30)
    assert (engagement.lang, engagement.currency, engagement.workbook) == ("fr", "EUR", "intake.xlsx")
    assert engagement.sources["transactions"].columns == {"amount": "Total HT"}
    assert engagement.settings == {"customer_value": {"annual_rate": 0.12}}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    """A file saved by a Windows editor is read as it is meant."""
    plain = load_engagement(_written(tmp_path, GOOD))
    windows = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert load_engagement(_written(tmp_path, windows)) == plain


def test_a_folder_without_the_file_is_no_engagement(tmp_path: Path) -> None:
    """Missing folder, empty folder, or another kind of file."""
    (tmp_path / "notes.txt").write_text(GOOD, encoding="utf-8")
    for path in (tmp_path, tmp_path / "none", tmp_path / "notes.txt"):
        with pytest.raises(NotAnEngagement) as refused:
            load_engagement(path)
        assert refused.value.expected == "engagement.toml"


def test_a_path_that_is_the_text_of_a_file_reads_nothing() -> None:
    """TOML given as a path is a path that does not exist."""
    with pytest.raises(NotAnEngagement):
        load_engagement(GOOD)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD.replace('id = "acme"', "id acme"), 2),
        (GOOD + 'version = "1"\nversion = "2"\n', 13),
        (GOOD + "[customer_value]\n", 12),
        (GOOD + 'version = "1', 12),
        (GOOD.replace("2026-06-30", "2026-02-30"), 4),
        (GOOD.encode() + b'version = "\xe9t\xe9"\n', 12),
        (GOOD + "x = " + "[" * 20_000, 12),
        (GOOD + "#" * 300_000, None),
    ],
    ids=["no equals", "twice", "table twice", "open string", "30 February", "cp1252", "deep", "huge"],
)
def test_broken_toml_is_told_by_its_line(tmp_path: Path, text: str | bytes, line: int | None) -> None:
    """Grammar, encoding, size and depth: the fault names the file and, where there is one, the line."""
    with pytest.raises(TomlUnreadable) as refused:
        load_engagement(_written(tmp_path, text))
    assert refused.value.where == ("engagement.toml" if line is None else f"engagement.toml:{line}")


@pytest.mark.parametrize(
    ("again", "line"),
    [("[sources.transactions]", 12), ('[ sources."transactions" ]', 12), ("[[sources.transactions]]", 12)],
)
def test_a_section_that_stands_twice_is_told_with_both_its_lines(tmp_path: Path, again: str, line: int) -> None:
    """However it is written; the sentence names the parts, which a second section is mostly meant to be."""
    with pytest.raises(SectionTwice) as refused:
        load_engagement(_written(tmp_path, f'{GOOD}{again}\nfiles = ["b.csv"]\n'))
    assert (refused.value.where, refused.value.expected) == (f"engagement.toml:{line}", "7")
    for lang in ("fr", "en"):
        (sentence,) = told(refused.value, Words.of(lang))
        assert all(fact in sentence for fact in (f":{line}", "7"))
        assert "parts" in sentence


def test_a_key_that_stands_twice_is_told_by_its_name(tmp_path: Path) -> None:
    """In one section, or at the head of the file."""
    with pytest.raises(KeyTwice) as refused:
        load_engagement(_written(tmp_path, GOOD + "annual_rate = 0.1\n"))
    assert (refused.value.where, refused.value.found) == ("engagement.toml:12", "annual_rate")
    assert "annual_rate" in told(refused.value, Words.of("fr"))[0]


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        ('organization = "X"', "engagement.toml organization", "organisation"),
        ("[intake]\nduplicates_alowed = 0.1", "engagement.toml intake.duplicates_alowed", "duplicates_allowed"),
        ('[look]\nacent = "#112233"', "engagement.toml look.acent", "accent"),
        ('folder = "/tmp"', "engagement.toml folder", ""),
        ("[customer_values]", "engagement.toml customer_values", "customer_value"),
        ('[firm]\nphon = "1"', "engagement.toml firm.phon", "phone"),
        ('[sources.transaction]\nfiles = ["a.csv"]', "engagement.toml sources.transaction", "transactions"),
        ('[sources.time]\nfiles = ["a.csv"]\ncolums = {}', "engagement.toml sources.time.colums", "columns"),
        ('[sources.transactions]\nfecs = ["a.txt"]', "engagement.toml sources.transactions.fecs", "fec"),
        (
            '[sources.time]\nfiles = ["a.csv"]\ncolumns = { hour = "H" }',
            "engagement.toml sources.time.columns.hour",
            "hours",
        ),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(tmp_path: Path, text: str, where: str, hint: str) -> None:
    """At the top, in a table, among the intake's tables and their columns."""
    base = 'id = "acme"\norganisation = "A"\nas_of = 2026-06-30\n'
    with pytest.raises(UnknownName) as refused:
        load_engagement(_written(tmp_path, base + text + "\n"))
    assert (refused.value.where, refused.value.hint) == (where, hint)


@pytest.mark.parametrize(
    ("said", "key", "expected"),
    [
        ('fec = ["a.txt"]', "fec", "[sources.transactions] | [sources.payments]"),
        ('files = ["a.csv"]\nfec = ["a.txt"]', "fec", "[sources.transactions] | [sources.payments]"),
        ('files = ["a.csv"]\ncurrency = "USD"', "currency", "[sources.transactions]"),
        ('files = ["a.csv"]\ncurrency = 3', "currency", "[sources.transactions]"),
        ("vat_rate = 0.2", "vat_rate", "[sources.transactions]"),
    ],
)
def test_what_only_sales_may_say_is_told_once_elsewhere(tmp_path: Path, said: str, key: str, expected: str) -> None:
    """One fault, which names the table to write it under; nothing asks for another form beside it."""
    with pytest.raises(AnotherTables) as refused:
        load_engagement(_written(tmp_path, f"{GOOD}\n[sources.customers]\n{said}\n"))
    assert refused.value.where == f"engagement.toml sources.customers.{key}"
    assert (refused.value.found, refused.value.expected) == (key, expected)
    for lang in ("fr", "en"):
        sentence = Words.of(lang).say("errors.another_tables", **refused.value.facts)
        assert expected in sentence
        assert 'files = ["..."]' in sentence


def test_several_that_only_sales_may_say_are_as_many_faults(tmp_path: Path) -> None:
    """And no other: a ledger in dollars under customers is two names to move."""
    said = '[sources.customers]\nfec = ["a.txt"]\ncurrency = "USD"\n[sources.payments]\ncurrency = "USD"\n'
    with pytest.raises(ManyFaults) as refused:
        load_engagement(_written(tmp_path, f"{GOOD}\n{said}"))
    assert [type(fault) for fault in refused.value.faults] == [AnotherTables] * 3


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Missing key, unknown key, unknown table, wrong value: four faults in one refusal."""
    text = 'id = "../x"\nas_of = 2026-06-30\nlangue = "fr"\n[sources.ventes]\nfiles = ["a.csv"]\n'
    with pytest.raises(ManyFaults) as refused:
        load_engagement(_written(tmp_path, text))
    assert {f.where.split()[-1] for f in refused.value.faults} == {"id", "organisation", "langue", "sources.ventes"}


def test_a_setting_that_is_no_table_is_refused_where_it_stands(tmp_path: Path) -> None:
    """`customer_value = 3` names customer_value."""
    with pytest.raises(ConfigurationError) as refused:
        load_engagement(_written(tmp_path, "customer_value = 3" + GOOD.replace("[customer_value]", "[loyalty]")))
    assert refused.value.where == "engagement.toml customer_value"


def test_a_link_is_refused(tmp_path: Path) -> None:
    """An engagement.toml that points elsewhere is not followed."""
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").mkdir()
    target = _written(tmp_path / "real", GOOD) / "engagement.toml"
    try:
        (tmp_path / "linked" / "engagement.toml").symlink_to(target)
    except OSError:
        pytest.skip("this platform does not let its user make links")
    with pytest.raises(PathRefused):
        load_engagement(tmp_path / "linked")


def test_a_setting_that_holds_code_stays_text(tmp_path: Path) -> None:
    """Source code in a value is a value: nothing runs, and a number that is code is refused by its épreuve."""
    code = "__import__('os').system('x')"
    engagement = load_engagement(_written(tmp_path, GOOD.replace("0.12", f'"{code}"')))
    assert engagement.settings["customer_value"]["annual_rate"] == code


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(GOOD)), st.binary(max_size=6), st.integers(0, 6))
def test_a_damaged_file_is_read_or_refused_and_never_crashes(tmp_path: Path, at: int, put: bytes, cut: int) -> None:
    """Bytes replaced anywhere: an engagement, or a ConfigurationError."""
    raw = GOOD.encode()
    _written(tmp_path, raw[:at] + put + raw[at + cut :])
    try:
        outcome: object = load_engagement(tmp_path)
    except ConfigurationError as fault:
        outcome = fault.where
    assert outcome


@pytest.mark.parametrize(
    ("line", "where", "hint"),
    [("duplicates = 0.1", "duplicates", "duplicates_allowed"), ("duplicates_allowed = 3", "allowed", "0.03")],
)
def test_what_intake_bears_is_read_strictly(tmp_path: Path, line: str, where: str, hint: str) -> None:
    """A name that does not exist is refused with the nearest, 3 for 3 % with 0.03; a good share reaches intake."""
    with pytest.raises(ConfigurationError) as refused:
        load_engagement(_written(tmp_path, f"{GOOD}\n[intake]\n{line}\n"))
    assert where in refused.value.where
    assert refused.value.hint == hint
    good = load_engagement(_written(tmp_path, f"{GOOD}\n[intake]\nduplicates_allowed = 0.05\n"))
    assert good.thresholds.duplicates_allowed == 0.05


@pytest.mark.parametrize(
    "line",
    [
        "x" + ".a" * 30_000 + " = 1",
        "perimeter = " + "{ a = " * 300 + "1" + " }" * 300,
        "perimeter = " + "[" * 300 + "]" * 300,
        "perimeter = [\n" + "[\n" * 300 + "]\n" * 301,
        "horizon = " + "9" * 5_000,
        "as_of = 0x" + "f" * 5_000,
    ],
    ids=["dotted", "braces", "brackets", "brackets on lines", "digits", "hexadecimal"],
)
def test_depth_and_length_are_refused_in_words(tmp_path: Path, line: str) -> None:
    """What would fill the memory or the stack is one sentence; depth inside a text is no depth."""
    with pytest.raises(ConfigurationError) as refused:
        load_engagement(
            _written(tmp_path, GOOD.replace("as_of = 2026-06-30", "") + f"\n{line}\n" if "0x" in line else line)
        )
    assert len(str(refused.value)) < 500
    text = GOOD.replace("L'Été & Fils", "[" * 60 + "." * 120)
    assert load_engagement(_written(tmp_path, text)).organisation.startswith("[[[")


@pytest.mark.parametrize("line", ['currency = "USD"', "vat_rate = 0.2", 'sales_side = "debit"'])
def test_only_sales_tell_a_currency_a_rate_of_vat_or_a_side(tmp_path: Path, line: str) -> None:
    """Under another table the name is unknown, and said so before anything is read."""
    with pytest.raises(ConfigurationError, match=r"sources\.time\."):
        load_engagement(_written(tmp_path, f'{GOOD}\n[sources.time]\nfiles = ["t.csv"]\n{line}\n'))

"""What belongs to the machine is seen in any spelling; what belongs to the client's data is left alone."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from gtkit.pipeline.private import _names, machine_marks


@pytest.mark.parametrize(
    "text",
    [
        "Fichier /home/ann/acme/data.csv",
        '{"path": "/Users/ann/acme"}',
        "href='file:///C:/acme'",
        "C:\\Users\\ann\\acme",
        '"C:\\\\Users\\\\ann\\\\acme"',
        "\\\\serveur\\partage\\acme",
        "%2Fhome%2Fann%2Facme",
        "&#x2F;home&#x2F;ann",
        "/var/stage/run",
        "/root/acme",
    ],
)
def test_an_absolute_path_is_seen(text: str) -> None:
    """POSIX, Windows, network, address, quoted or escaped."""
    assert machine_marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "data/ventes_2023.csv",
        "../internal/fr/3_customer_value.html",
        "12 heures/jour/home office",
        "M. Martin, de Dupont/Usr & fils",
        "<a href='https://cabinet.example/methode'>",
        "src='data:image/png;base64,AAA+/opt/AAA='",
        "Ratio : 3/4, TVA à 20 %",
    ],
)
def test_an_ordinary_text_passes(text: str) -> None:
    """Relative paths, slashes in prose, images inside the file."""
    assert machine_marks(text) == ()


def test_folders_of_the_run_are_seen(tmp_path: Path) -> None:
    """A folder given is looked for as a whole name."""
    assert machine_marks("in /data7/acme, twice", [Path("/data7/acme")]) == ("/data7/acme",)
    assert machine_marks("in /data7/acme-two", [Path("/data7/acme")]) == ()


@pytest.mark.parametrize(("host", "seen"), [("srv-prod-02.lan", True), ("martin", False)])
def test_a_host_name_counts_when_it_is_no_word(monkeypatch: pytest.MonkeyPatch, host: str, seen: bool) -> None:
    """A machine called Martin does not stop a report on customers called Martin."""
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    _names.cache_clear()
    try:
        assert bool(machine_marks(f"client {host} SARL")) is seen
    finally:
        _names.cache_clear()

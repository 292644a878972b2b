"""Several small engagements, carried out in this process with a canned notebook, or in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gtkit.pipeline import inputs, kit, production
from gtkit.pipeline.batch import client
from gtkit.pipeline.batch.order import Order
from gtkit.pipeline.batch.work import carried_out

Laid = Callable[..., Path]


@pytest.fixture
def laid(scene: ModuleType, tmp_path: Path) -> Laid:
    """Lay down engagements by their ids in ``missions/``: ``laid("a", "b")``; the folder that holds them."""

    def lay(*names: str, amount: str = "1 250,00") -> Path:
        for name in names:
            folder = scene.lay_down(tmp_path / "missions" / name, amount=amount)
            toml = folder / "engagement.toml"
            text = toml.read_text(encoding="utf-8").replace('id = "acme"', f'id = "{name}"')
            toml.write_text(text, encoding="utf-8")
        return tmp_path / "missions"

    return lay


@pytest.fixture
def here(scene: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Carry out orders in this process, notebooks canned; what comes back holds the ids as they are carried out."""
    monkeypatch.setattr(production, "executed", scene.answering(scene.canned_job))
    monkeypatch.setattr(inputs, "tree", scene.one_code)
    monkeypatch.setattr(kit, "tree", scene.one_code)
    done: list[str] = []

    def execute(spec: Mapping[str, Any]) -> dict[str, Any]:
        order = Order.model_validate(spec)
        done.append(Path(order.engagement).name)
        return carried_out(order).model_dump()

    monkeypatch.setattr(client, "execute_job", execute)
    return done

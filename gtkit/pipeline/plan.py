"""What a run is asked to do, checked whole before any kernel starts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from gtkit.desk import epreuve_named, settings_of
from gtkit.engagement import Engagement, validate_settings
from gtkit.engagement.validation import unknown
from gtkit.epreuves import EPREUVES
from gtkit.errors import ConfigurationError, PathRefused
from gtkit.pipeline.parameters import Clean, checked, declared
from gtkit.places import shipped
from gtkit.words import LANGUAGES

_NEEDED = ("engagement", "lang")  # parameters of every notebook, and no setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One épreuve of a run: its module, its notebook, the values that replace settings of engagement.toml."""

    epreuve: ModuleType
    notebook: Path
    adapted: bool
    what_if: Mapping[str, Clean]

    @property
    def slug(self) -> str:
        """Name of the épreuve in code and commands."""
        return str(self.epreuve.SLUG)

    @property
    def stem(self) -> str:
        """Name of its notebook and of its pages, without an ending: ``3_customer_value``."""
        return f"{self.epreuve.NUMBER}_{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run to be: engagement, tasks in the order of their numbers, languages, and where reports go."""

    engagement: Engagement
    tasks: tuple[Task, ...]
    languages: tuple[str, ...]
    report: Path

    @property
    def overrides(self) -> dict[str, Clean]:
        """epreuve.key -> value, for the record."""
        return {f"{task.slug}.{key}": value for task in self.tasks for key, value in task.what_if.items()}

    @property
    def partial(self) -> bool:
        """Whether some épreuves are left out."""
        return len(self.tasks) < len(EPREUVES)


def planned(
    engagement: Engagement,
    *,
    reports: Path,
    epreuves: Sequence[str] = (),
    languages: Sequence[str] = (),
    overrides: Mapping[str, str] = MappingProxyType({}),
    notebooks: Path | None = None,
) -> Plan:
    """A plan in which every name and value holds.

    Parameters
    ----------
    engagement : Engagement
    reports : Path
        Folder of all reports; this engagement's lie in the folder of its id.
    epreuves : sequence of str
        Slugs or numbers; all of them when empty.
    languages : sequence of str
        The engagement's own when empty.
    overrides : mapping of "epreuve.key" -> text
        What ``--set`` gives, French numbers welcome.
    notebooks : Path, optional
        Folder of notebooks in place of the shipped one.

    Returns
    -------
    Plan

    Raises UnknownName for an épreuve, a language or a setting that does not exist; ConfigurationError for a value that
    its épreuve refuses, or for a notebook that is not there.
    """
    modules = {module.SLUG: module for module in map(epreuve_named, epreuves or EPREUVES)}
    for language in languages:
        if language not in LANGUAGES:
            raise unknown("--lang", language, LANGUAGES)
    for name in overrides:
        if name.partition(".")[0] not in modules:
            raise unknown("--set", name.partition(".")[0], modules)
    ordered = sorted(modules.values(), key=lambda module: int(module.NUMBER))
    folder = notebooks or shipped("notebooks")
    return Plan(
        engagement=engagement,
        tasks=tuple(_task(module, engagement, overrides, folder) for module in ordered),
        languages=tuple(dict.fromkeys(languages)) or (engagement.lang,),
        report=reports.resolve() / engagement.id,
    )


def _task(module: ModuleType, engagement: Engagement, overrides: Mapping[str, str], folder: Path) -> Task:
    settings = settings_of(engagement, module).model_dump()
    task = Task(epreuve=module, notebook=Path(), adapted=False, what_if={})
    name = f"{task.stem}.ipynb"
    own = engagement.folder / "notebooks" / name
    if own.is_symlink() or own.parent.is_symlink():
        raise PathRefused(f"notebooks/{name}", found=name, expected="a file, no link")
    notebook = own if own.is_file() else folder / name
    parameters = {parameter.name: parameter for parameter in declared(_read(notebook))}
    for needed in _NEEDED:
        if parameters.pop(needed, None) is None:
            raise ConfigurationError(name, found=", ".join(parameters), expected=needed)
    given = {key.partition(".")[2]: text for key, text in overrides.items() if key.startswith(f"{task.slug}.")}
    for key in given:
        if key not in parameters:
            raise unknown(f"--set {task.slug}", key, parameters)
    valid = validate_settings(module.Settings, settings | given, f"--set {task.slug}").model_dump(mode="json")
    what_if = checked({key: valid[key] for key in given}, tuple(parameters.values()), f"--set {task.slug}")
    return replace(task, notebook=notebook, adapted=notebook == own, what_if=what_if)


def _read(notebook: Path) -> dict[str, Any]:
    """A notebook as JSON."""
    try:
        content: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
        sound = content["nbformat"] == 4 and isinstance(content["cells"], list)
    except FileNotFoundError:
        raise ConfigurationError(notebook.name, expected=f"{notebook.parent.name}/{notebook.name}") from None
    except (ValueError, OSError, KeyError, TypeError):
        sound = False
    if not sound:
        raise ConfigurationError(notebook.name, expected="nbformat 4")
    return content

"""What a run is asked to do, checked whole before any kernel starts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from gtkit.desk import epreuve_named, fixed_settings, settings_of
from gtkit.engagement import Engagement, validate_settings
from gtkit.engagement.overrides import line
from gtkit.engagement.validation import unknown
from gtkit.epreuves import EPREUVES
from gtkit.epreuves.scenario import changed_settings
from gtkit.errors import ConfigurationError, PathRefused
from gtkit.evidence import Change
from gtkit.pipeline.parameters import Clean, checked, declared
from gtkit.places import shipped
from gtkit.words import LANGUAGES

_NEEDED = ("engagement", "lang")  # parameters of every notebook, and no setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One épreuve of a run: its module, its notebook, the values that replace settings of engagement.toml.

    `shared` are those of the épreuves whose settings it takes over, "slug.key" -> value. `changes` are the settings
    that both leave different from the engagement's own: with any, its page is a scenario.
    """

    epreuve: ModuleType
    notebook: Path
    adapted: bool
    what_if: Mapping[str, Clean]
    shared: Mapping[str, Clean]
    changes: tuple[Change, ...]

    @property
    def parameters(self) -> dict[str, Clean]:
        """What the notebook is given besides the engagement and the language."""
        return {**self.what_if, **({"overrides": line(self.shared)} if self.shared else {})}

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
    overrides: Mapping[str, Clean]  # epreuve.key -> value, for the record

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every setting that is not the engagement's own in some task, once."""
        return tuple({change.name: change for task in self.tasks for change in task.changes}.values())

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
        Slugs or numbers; all of them when empty. The synthesis rolls all of them up: asked for, it brings them.
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
    if any(set(module.SHARED) >= set(EPREUVES) - {module.SLUG} for module in modules.values()):
        modules = dict(EPREUVES)
    for language in languages:
        if language not in LANGUAGES:
            raise unknown("--lang", language, LANGUAGES)
    folder = notebooks or shipped("notebooks")
    changes = _changes(engagement, overrides, modules, folder)
    ordered = sorted(modules.values(), key=lambda module: int(module.NUMBER))
    return Plan(
        engagement=engagement,
        tasks=tuple(_task(module, engagement, changes, folder) for module in ordered),
        languages=tuple(dict.fromkeys(languages)) or (engagement.lang,),
        report=reports.resolve() / engagement.id,
        overrides=changes,
    )


def _changes(
    engagement: Engagement, overrides: Mapping[str, str], modules: Mapping[str, ModuleType], folder: Path
) -> dict[str, Clean]:
    """Every change of a setting, checked: "slug.key" -> value.

    An épreuve may be changed that is run, or whose settings one that is run takes over.
    """
    open_to = dict.fromkeys(slug for module in modules.values() for slug in (module.SLUG, *module.SHARED))
    given: dict[str, dict[str, str]] = {}
    for name, text in overrides.items():
        slug, _, key = name.partition(".")
        if slug not in open_to:
            raise unknown("--set", slug, open_to)
        given.setdefault(slug, {})[key] = text
    changes: dict[str, Clean] = {}
    for slug, texts in given.items():
        module, where = EPREUVES[slug], f"--set {slug}"
        notebook, _ = _notebook(module, engagement, folder)
        parameters = {parameter.name: parameter for parameter in declared(_read(notebook))}
        for key in texts:
            if key not in parameters or key not in module.Settings.model_fields:
                raise unknown(where, key, parameters.keys() & module.Settings.model_fields.keys())
        stated = fixed_settings(engagement, module) | dict(engagement.settings.get(slug, {}))
        valid = validate_settings(module.Settings, stated | texts, where).model_dump(mode="json")
        clean = checked({key: valid[key] for key in texts}, tuple(parameters.values()), where)
        changes |= {f"{slug}.{key}": value for key, value in clean.items()}
    return changes


def _task(module: ModuleType, engagement: Engagement, changes: Mapping[str, Clean], folder: Path) -> Task:
    played = settings_of(engagement.with_overrides(changes), module)
    notebook, adapted = _notebook(module, engagement, folder)
    names = {parameter.name for parameter in declared(_read(notebook))}
    for needed in (*_NEEDED, *(["overrides"] if module.SHARED else [])):
        if needed not in names:
            raise ConfigurationError(notebook.name, found=", ".join(sorted(names)), expected=needed)
    own = f"{module.SLUG}."
    return Task(
        epreuve=module,
        notebook=notebook,
        adapted=adapted,
        what_if={name.removeprefix(own): value for name, value in changes.items() if name.startswith(own)},
        shared={name: value for name, value in changes.items() if name.partition(".")[0] in module.SHARED},
        changes=changed_settings(module.SLUG, settings_of(engagement, module), played),
    )


def _notebook(module: ModuleType, engagement: Engagement, folder: Path) -> tuple[Path, bool]:
    """The notebook of an épreuve, and whether it is the engagement's own copy.

    Raises PathRefused for a copy that is a link.
    """
    name = f"{module.NUMBER}_{module.SLUG}.ipynb"
    own = engagement.folder / "notebooks" / name
    if own.is_symlink() or own.parent.is_symlink():
        raise PathRefused(f"notebooks/{name}", found=name, expected="a file, no link")
    return (own, True) if own.is_file() else (folder / name, False)


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

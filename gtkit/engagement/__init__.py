"""Engagement: a frozen, validated value read from engagement.toml, and the folder that it is laid down in."""

from gtkit.engagement.lay_down import FolderNotEmpty, new_engagement
from gtkit.engagement.load import NotAnEngagement, TomlUnreadable, load_engagement
from gtkit.engagement.look import Look, dressed, look_file
from gtkit.engagement.model import Engagement, Firm
from gtkit.engagement.validation import ManyFaults, validate_settings
from gtkit.engagement.worked_example import demo_engagement

__all__ = [
    "Engagement",
    "Firm",
    "FolderNotEmpty",
    "Look",
    "ManyFaults",
    "NotAnEngagement",
    "TomlUnreadable",
    "demo_engagement",
    "dressed",
    "load_engagement",
    "look_file",
    "new_engagement",
    "validate_settings",
]

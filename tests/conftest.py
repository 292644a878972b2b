"""Hypothesis for every test: no deadline on a shared machine, and the same examples on each run of a build."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gtkit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gtkit")

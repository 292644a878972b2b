"""Invented organisations whose truth is known, as tables: what a model says of them can be checked."""

from gtkit.samples.planted import Planted
from gtkit.samples.sample import Sample, Truth
from gtkit.samples.supplier import industrial_supplier

__all__ = ["Planted", "Sample", "Truth", "industrial_supplier"]

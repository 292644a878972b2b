"""Indicators: their audit, their use, and what a process behaviour chart tells of a series."""

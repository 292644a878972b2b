"""Scoring: one method a file, in rooms; pure."""

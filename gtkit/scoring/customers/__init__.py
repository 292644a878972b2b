"""Customers: efforts, energy, concentration, stability, potential, segments, and what a plan is worth."""

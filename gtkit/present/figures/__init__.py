"""Figures, one file a subject: ``draw(result, words, ax) -> ax`` computes nothing, and an exhibit is made of it."""

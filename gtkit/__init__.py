"""gtkit: five truth tests of a commercial strategy, from a client's files to a signed report."""

__version__ = "0.1.0"

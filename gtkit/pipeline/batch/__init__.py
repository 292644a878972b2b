"""Many engagements in one command: each in a process of its own, what is unchanged skipped, what failed told."""

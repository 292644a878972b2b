"""Survey: shares with their intervals, and how far rankings agree."""

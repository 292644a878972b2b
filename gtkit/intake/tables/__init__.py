"""Tables: from a raw table to a checked one, its furniture left out and every problem located."""

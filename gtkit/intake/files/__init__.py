"""Files: from the bytes of a source to a raw table, nothing judged yet."""

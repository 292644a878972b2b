"""Tables, one file a subject: results and words in, rows of text out; nothing is computed."""

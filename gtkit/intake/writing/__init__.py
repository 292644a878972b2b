"""Writing: the blank workbook, its example rows, annotated copies of faulty files."""

"""Parquet files: judged by their own words before anything is unpacked, then read as every other table is."""

"""The audit of a whole wiki: a dump in blocks, an engine of many processes, results as Parquet."""

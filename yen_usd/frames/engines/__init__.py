"""One file an engine, all with the same functions."""

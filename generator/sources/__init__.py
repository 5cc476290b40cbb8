"""Readers of files: each turns a file into nodes that know where they stand."""

"""Readers of files: each yields the tables that it finds, as printed, with their places."""

from geomsan.read.readers.dispatch import read_file, read_tables

__all__ = ["read_file", "read_tables"]

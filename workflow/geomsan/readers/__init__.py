"""Readers of files: each yields the tables that it finds, as printed, with their places."""

"""Checking: what a family declares, held against the figures of a table."""

"""Families of report tables: what a kind of table measures, and which identities hold in it."""

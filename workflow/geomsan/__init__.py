"""geomsan (검산): check the arithmetic of report tables and print briefing packs."""

__version__ = "0.1.0"

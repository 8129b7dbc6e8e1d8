"""Taking a report apart into ``raw/``: table files, and a descriptor that already checks."""

"""Documents in ``raw/``: their descriptors, their table files, and how they are made."""

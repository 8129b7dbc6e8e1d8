"""The command ``geomsan``."""

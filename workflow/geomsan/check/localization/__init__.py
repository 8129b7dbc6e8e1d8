"""Joint proof and error localization: a table's edit rules as one linear system.

Stands alone: edit rules in, proof and repairs out. The mathematics is in ``docs/localization.md``.
"""

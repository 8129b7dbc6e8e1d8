"""Identities: declared once, bound to cells as edit rules, decided by interval arithmetic."""

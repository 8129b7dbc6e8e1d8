"""Briefing packs: tables set with Great Tables, pages with WeasyPrint."""

"""Figures as printed: units, the grammar of one figure, compound cells, intervals."""

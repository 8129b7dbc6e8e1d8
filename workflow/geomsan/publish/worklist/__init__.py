"""The worklist: findings as a workbook, a row each, to be decided on and read back."""

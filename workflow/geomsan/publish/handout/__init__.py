"""The result of a check as one file to hand on: page, PDF or workbook."""

"""Decisions of people about findings: kept beside the document, pinned to what stood there."""

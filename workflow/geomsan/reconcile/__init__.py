"""Reconciliation: the same fact printed in two places must agree."""

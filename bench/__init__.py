"""Benchmarks: one script a question; ``bench/run.py`` runs them in turn."""

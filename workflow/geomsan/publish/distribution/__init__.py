"""Releases by mail: one message a list of recipients, never twice to the same person for the same pack."""

"""Reason codes in words."""

"""Fills an empty database with the network as its brochure describes it, by calling operations."""

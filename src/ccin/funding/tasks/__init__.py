"""What the worker does for funding."""

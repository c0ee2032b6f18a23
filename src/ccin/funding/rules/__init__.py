"""What funding decides by, as plain functions."""

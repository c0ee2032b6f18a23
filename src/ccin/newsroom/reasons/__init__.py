"""Why something cannot go yet, in sentences."""

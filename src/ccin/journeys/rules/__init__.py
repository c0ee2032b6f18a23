"""Plain rules: what of a plan stands together, by when requests are answered, what is kept."""

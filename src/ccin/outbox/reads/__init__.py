"""Who gets what, and who cannot be reached."""

"""Rules of asking, of groups and of what may be written. Plain Python."""

"""What the pages for signing in and for roles take in."""

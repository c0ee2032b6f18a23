"""What the pages of letters take in."""

"""What the pages of the newsroom take in."""

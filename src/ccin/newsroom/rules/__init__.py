"""What a segment holds and what a social text may be. Plain Python."""

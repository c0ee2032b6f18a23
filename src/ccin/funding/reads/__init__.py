"""What funding shows, read in a constant number of queries."""

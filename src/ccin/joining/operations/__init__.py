"""What staff, applicants and the public can do with what joining keeps, by what it is about."""

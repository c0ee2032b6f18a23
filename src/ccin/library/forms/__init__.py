"""What people send to the library, by what it is about."""

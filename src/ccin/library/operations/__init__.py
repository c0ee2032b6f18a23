"""Every write of the library, by what it is about."""

"""The library's pages, by what they are about."""

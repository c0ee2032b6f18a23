"""The letters the library sends, by what they are about."""

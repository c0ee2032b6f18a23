"""The letters governance sends, by what they are about."""

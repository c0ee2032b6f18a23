"""The letters joining sends, by what they are about."""

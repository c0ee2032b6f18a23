"""Rules of texts, by what they are about."""

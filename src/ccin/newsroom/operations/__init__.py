"""Announcements and issues of the Update, from their first words to their sending."""

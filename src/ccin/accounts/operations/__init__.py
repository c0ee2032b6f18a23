"""Accounts, the roles they hold, the editor's groups, and the letters of signing in."""

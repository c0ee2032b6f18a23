"""Signing in and out, the second factor, and staff's pages for roles."""

"""The open API and data downloads."""

"""The library's passes. Each looks at what is due and calls an operation that looks again."""

"""The library's rules: pure functions on plain values."""

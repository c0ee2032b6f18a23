"""The rules of joining, on plain values."""

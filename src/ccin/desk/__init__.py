"""The signed-in person's home: what waits for me, the year ahead.

Words: desk, year ahead.
"""

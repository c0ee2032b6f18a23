"""Who is in a segment, and what happened since the last issue."""

"""The room's rules: plain Python on plain values, with the day always given."""

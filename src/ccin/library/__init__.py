"""What the network has learned: resources, how they are written, read, adopted, gathered and asked
for.

Owns the words *resource*, *section*, *release*, *theme*, *adoption*, *synthesis*, *pack*, *use*.
"""

"""The index and its one query: rooms hand it plain entries, and it answers with those the reader
may see, best first.

Knows no room: an entry names its key, its words, who may see it and by what it is narrowed. Owns
the words *index entry*, *audience token*, *facet*, *posting*.
"""

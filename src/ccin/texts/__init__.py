"""Words that several people write: every version is kept, one writes at a time, and anybody who may
can propose other words for a paragraph.

The room that owns a text holds the foreign key and decides who may do what. Owns the words *text*,
*version*, *lease*, *proposal*, *comment*.
"""

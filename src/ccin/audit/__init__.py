"""Who did what, when: entries that can never be changed, sealed into a chain of hashes.

Words: entry, detail, seal.
"""

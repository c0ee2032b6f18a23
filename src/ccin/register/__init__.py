"""The UK's public authorities, their dated names, codes and measures, and their reorganisations.

Words: authority, parish, measure, change event.
"""

"""The public site: Wagtail pages, the directory, the map, the figures, 'Can we join?'.

Words: page, fact sheet, old address.
"""

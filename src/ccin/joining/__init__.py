"""The first question about joining, kept as an enquiry.

Words: enquiry.
"""

"""Lifecycles, money in pence and the UK's working days: plain Python that every room may use.

Words: lifecycle, move, pence, working day, clear day.
"""

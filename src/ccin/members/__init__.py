"""Organisations, people, who represents whom, memberships with dates, and the network's figures.

Words: organisation, person, representation, membership, figure, snapshot.
"""

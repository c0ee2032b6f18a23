"""Signing in, second steps, invitations, network roles with dates; builds the Actor.

Words: account, sign-in link, invitation, request to join a team, council's sign-in, second step.
"""

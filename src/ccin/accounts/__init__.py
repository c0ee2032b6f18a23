"""Signing in, second factors, network roles with dates; builds the Actor.

Words: account, appointment to a network role.
"""

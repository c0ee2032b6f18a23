"""Kinds, states and moves of the library, by what they are about."""

"""Uploads: what somebody sent, checked by its content, with its digest and scan state.

Owns the word *upload*. The room that holds the foreign key decides who may open one; nothing here
has an address of its own.
"""

"""Who is acting and what they may do: the Actor, the roles and the one table of permissions.

Words: actor, role, permission.
"""

"""Topics and posts: what members ask and answer each other.

Owns the words *topic*, *post*, *answer*, and *asking* somebody by name. Nothing here is public: a
topic is for members.
"""

"""What the discussion keeps; other rooms import from here."""

from ccin.discussion.models.groups import Belonging, Group, Wish
from ccin.discussion.models.profiles import Profile
from ccin.discussion.models.topics import Asking, Mention, Post, PostFile, Report, Topic

__all__ = [
    "Asking",
    "Belonging",
    "Group",
    "Mention",
    "Post",
    "PostFile",
    "Profile",
    "Report",
    "Topic",
    "Wish",
]

"""What the network tells its members: announcements to a segment, and the Members' Update with its
archive. It reads every room below; none of them knows it.
"""

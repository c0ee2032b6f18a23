"""Staff's pages about organisations, people, memberships and what was published of them."""

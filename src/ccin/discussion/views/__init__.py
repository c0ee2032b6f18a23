"""The pages of groups, of their topics, and of those who moderate them."""

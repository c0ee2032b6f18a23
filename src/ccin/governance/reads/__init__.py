"""What the pages of governance show, by what they are about."""

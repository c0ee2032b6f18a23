"""The pages of letters: those of staff, and those of whoever gets them."""

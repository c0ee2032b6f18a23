"""The pages of funding."""

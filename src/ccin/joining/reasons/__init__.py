"""The sentences behind the rules of joining."""

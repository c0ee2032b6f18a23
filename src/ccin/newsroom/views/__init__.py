"""The pages of staff, and the archive that everybody reads."""

"""What the pages of groups and topics take in."""

"""What the journeys' pages take in."""

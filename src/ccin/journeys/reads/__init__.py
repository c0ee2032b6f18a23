"""What the journeys find in the records of several rooms."""

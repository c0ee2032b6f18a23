"""What is written on texts; the room that owns a text has permitted it and records it."""

"""What may stand on an envelope, when a digest is due, what an address is good for."""

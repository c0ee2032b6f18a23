"""What people do with ideas, rounds, bids and projects."""

"""What each live page shows, put together from members and the register."""

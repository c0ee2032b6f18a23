"""What people are told of groups. Nearly all of it waits for their digest."""

"""What is read from elsewhere: a mailbox."""

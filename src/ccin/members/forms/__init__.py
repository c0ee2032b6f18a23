"""What staff's pages about members take in, by what they are about."""

"""What joining's pages show, by what they are about."""

"""What the library's pages show, by what they are about."""

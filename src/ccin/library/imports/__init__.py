"""What comes into the library from files: spreadsheets, lines of JSON, an export of a website."""

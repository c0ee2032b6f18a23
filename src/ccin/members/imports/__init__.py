"""What comes in from files: the project's facts and membership spreadsheets."""

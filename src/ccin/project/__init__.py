"""Settings, root URLs, navigation, the schedule and the command line."""

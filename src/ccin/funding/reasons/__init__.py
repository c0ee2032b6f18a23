"""Why funding says no, in plain English."""

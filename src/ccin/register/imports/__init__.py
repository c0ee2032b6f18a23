"""What comes into the register from files: the project's own facts and the official layouts."""

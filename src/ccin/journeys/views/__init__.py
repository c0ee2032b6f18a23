"""Staff's pages for what crosses rooms: merging, erasing, reorganisation."""

"""The live public pages: directory, map, figures, 'Can we join?', downloads."""

"""Everything that can be done with topics, posts and askings. The room above tells people: it
knows the page."""

"""The letters and notices that funding writes."""

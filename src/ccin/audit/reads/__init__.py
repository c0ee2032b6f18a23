"""Reading the trail back: whether the chain holds, and the history people read."""

"""For whom somebody speaks, which groups they belong to, who may be asked and mentioned."""

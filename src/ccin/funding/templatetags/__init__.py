"""Words of funding for its pages."""

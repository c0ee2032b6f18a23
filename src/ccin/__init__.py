"""ccin: the platform that runs the Co-operative Councils' Innovation Network."""

"""Letters written and sent, notices gathered into digests, mailings, and what comes back."""

"""Who an account is today, and what everybody who gets letters may see."""

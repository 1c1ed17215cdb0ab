"""People: who holds which post, how they sign in, and what they are shown once."""

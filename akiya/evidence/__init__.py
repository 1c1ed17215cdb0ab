"""Evidence: what the register was told of a house, one file a kind, all kinds in one registry."""

"""What no longer spoke at a moment, and what was heard of merged houses: small sets, worked out beforehand."""

"""Projections: what is read fast, worked out from the rows. Kept true on every write, worked out again and compared."""

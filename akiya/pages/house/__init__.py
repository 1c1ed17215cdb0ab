"""The page of one house, and what staff write there."""

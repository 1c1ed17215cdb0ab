"""The first page, and the lists behind its numbers."""

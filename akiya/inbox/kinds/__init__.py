"""The kinds of the inbox that the register has of itself, one a file."""

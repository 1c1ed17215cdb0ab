"""The two commands of the README on a machine that has nothing: no part of `make test`, which such a machine runs."""

"""Signing in, and what was changed of people."""

"""Deployment mistakes, each with an id and what to do about it."""

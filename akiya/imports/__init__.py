"""From a city's files to plain checked rows: read → map columns → check. Nothing here writes to the register.

The commands and pages show what the check found; the register's own door applies it.
"""

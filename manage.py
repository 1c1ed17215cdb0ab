#!/usr/bin/env python
"""Django's command line for the register."""

import os
import sys

from django.core.management import execute_from_command_line

# Tables belong to the owner role. Every other command runs as the web role, behind row security.
AS_OWNER = {"make_ready", "migrate", "createcachetable", "lintmigrations", "sqlmigrate"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "akiya.settings")
    if AS_OWNER.intersection(sys.argv[1:2]):
        os.environ["AKIYA_ROLE"] = "owner"
    execute_from_command_line(sys.argv)

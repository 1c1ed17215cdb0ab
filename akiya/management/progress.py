"""How far a long command is."""

from django.core.management.base import BaseCommand

STEP = 100_000
"""Houses between two lines."""


class Progress:
    """Counts houses as they are done, and says so now and then on the error stream of a command that is not still."""

    def __init__(self, command: BaseCommand, verbosity: int) -> None:
        self.command = command
        self.is_still = verbosity == 0
        self.houses = 0

    def __call__(self, houses: int) -> None:
        """So many houses more are done."""
        self.houses += houses
        if not self.is_still and self.houses % STEP < houses:
            self.command.stderr.write(f"  {self.houses:,}棟")

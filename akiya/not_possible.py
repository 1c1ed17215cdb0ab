"""What cannot be done, with the sentence that says why to whoever asked."""


class NotPossible(ValueError):
    """What was asked does not fit the register. The message is for the person who asked."""


class Busy(NotPossible):
    """Somebody else writes, and goes on for longer than a page waits. Nothing was written; to ask again may succeed."""

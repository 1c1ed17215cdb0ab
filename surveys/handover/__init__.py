"""The file that a tablet gives to staff when it cannot send: read whole, then each record through its own door.

Nothing of a file that cannot be read is written. A record in it that cannot be read is set aside for
staff, and the others are taken in, as when a tablet sends them.
"""

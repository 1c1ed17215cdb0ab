"""The number on a paper, for a device that cannot read its square: eleven digits by chance and one to check them.

The last digit (H. M. Damm, 2004) tells every wrong digit and every exchange of two neighbours from a number that
was ever printed, so that who mistypes is told so and has not guessed.
"""

import secrets

DIGITS = 12
SHORT_DIGITS = 6
"""Of the numbers on papers that were printed before: without a check, and good until the last of them is too old."""
KIND = 3
"""So many first digits say to which of a thousand kinds a number belongs; wrong ones are counted by kind."""
GROUP = 4

# A quasigroup of order ten with zeros on its diagonal: the digit that follows a state.
DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def new_number() -> str:
    """A number that nobody can foresee."""
    drawn = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}d}"
    return drawn + str(_state_after(drawn))


def is_sound(number: str) -> bool:
    """Whether its last digit fits the others."""
    return _state_after(number) == 0


def kind_of(number: str) -> str:
    """The kind of a number, by which wrong ones are counted."""
    return number[:KIND]


def in_groups(number: str) -> str:
    """As it is printed, and read aloud: 1234 5678 9012."""
    return " ".join(number[at : at + GROUP] for at in range(0, len(number), GROUP))


def _state_after(digits: str) -> int:
    state = 0
    for digit in digits:
        state = int(DAMM[state][int(digit)])
    return state

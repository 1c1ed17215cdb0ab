"""How often a wrong paper, number or passkey is let pass, and by what the wrong ones are counted.

No limit is shared by all the city, and none stops a square, a link or a passkey that is right. The arithmetic is in
docs/decisions/0012-guessing-the-number-of-a-paper.md.
"""

from akiya.people.attempts import Limit

DAY = 24 * 60 * 60
QUARTER = 15 * 60

NUMBERS_OF_A_KIND = Limit("number-kind", 5, DAY)
# A hall full of people comes from one address, and whose number is sound has hardly mistyped it.
NUMBERS_FROM_ONE_PLACE = Limit("number-place", 30, QUARTER)
# Six digits have no check and too few kinds: the last of these papers is too old two weeks after the upgrade.
SHORT_NUMBERS = Limit("number-short", 30, DAY)
SHORT_NUMBERS_FROM_ONE_PLACE = Limit("number-short-place", 10, QUARTER)
# Neither can be guessed; only the wrong ones are turned away.
LINKS_FROM_ONE_PLACE = Limit("link-place", 30, QUARTER)
PASSKEYS_FROM_ONE_PLACE = Limit("passkey-place", 30, QUARTER)

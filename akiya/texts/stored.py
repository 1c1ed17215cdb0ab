"""Sentences that the register itself writes where people write theirs, such as the reason of an undo.

They are stored as they stand here, whoever acts in whatever language, and said in the language of who reads.
Rows of before hold some of them in English: these are known too.
"""

from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

UNDONE_IN_INBOX = gettext_noop("受信箱で取り消した")
NO_ROOM = gettext_noop("ファイルを書けませんでした。ディスクの空きを確かめるよう、管理者に知らせてください。")
NOT_READ = gettext_noop("台帳から読みだせませんでした。もう一度ためしてください。")
OUR_FAULT = gettext_noop("こちらの不具合で書き出せませんでした。管理者に知らせてください。")
OWN: Sequence[str] = (UNDONE_IN_INBOX, NO_ROOM, NOT_READ, OUR_FAULT)


def told(text: str) -> str:
    """A stored text for the reader: one of our own in their language, what a person wrote as it is."""
    own = _known().get(text)
    return gettext(own) if own else text


@cache
def _known() -> dict[str, str]:
    """Our own sentences by every form in which a row may hold them."""
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {gettext(own): own for own in OWN}
    return known

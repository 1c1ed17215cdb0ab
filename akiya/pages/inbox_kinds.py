"""What each kind of the inbox is, in one line for who has not opened it yet."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from akiya.words import InboxKind

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ABOUT: "dict[InboxKind, StrPromise]" = {
    InboxKind.DIFFERING: _("同じ家に 60日のうちに、別の人から ちがう答えが届いています。"),
    InboxKind.HELD: _("任期が終わった人や、受け持ちの外からの答えです。受け入れるまで 使いません。"),
    InboxKind.NOWHERE: _("どの家の答えか 分からないものです。家を えらびます。"),
    InboxKind.MERGE: _("現地で見つけた家の すぐ近くに、もう1棟あります。"),
    InboxKind.CONFLICT: _("同じ番号で、ちがう内容が あとから届きました。"),
    InboxKind.ODD: _("遠い場所からの答えや、端末の時計が ずれている答えです。"),
    InboxKind.REUSED: _("同じ写真が、別の家か 別の人の記録にも ついています。"),
    InboxKind.SILENT: _("3日より長く つながっていない端末です。"),
    InboxKind.GAP: _("端末から、とちゅうの記録が 届いていません。"),
}

"""Requests that nobody has answered yet, among what waits on the first page of the office."""

from django.utils.translation import gettext_lazy as _

from akiya.pages.start import waiting

OPEN = """
SELECT house_id, asked_on::timestamptz AS since
  FROM surveys_request
 WHERE municipality_id = ANY(%(cities)s) AND closed_on IS NULL
"""

waiting.register(
    waiting.Kind(
        "requested",
        _("答えを待っている依頼"),
        _("自治会に 見てもらうように頼んで、まだ 答えが届いていません。"),
        OPEN,
        page="surveys:requests",
        to_do=_("取り下げることもできます。"),
    )
)

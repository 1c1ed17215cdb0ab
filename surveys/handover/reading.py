"""A file as it was handed in, read whole."""

import json
from typing import BinaryIO

from django.utils.translation import gettext as _
from pydantic import ValidationError

from surveys.half_letters import made_whole
from surveys.handover.faults import NotAHandover, place_of
from surveys.handover.shape import FORMAT, VERSION, HandoverIn
from surveys.outline import outline


def read(file: BinaryIO, laid_out: BinaryIO) -> HandoverIn:
    """The file's content, its photos ``laid_out``. Raises NotAHandover with one sentence that says what is wrong."""
    try:
        content = json.loads(made_whole(outline(file, laid_out)))
    except ValueError:
        said = _("ファイルを読めません。タブレットの「職員にわたす」で作ったファイルを えらんでください。")
        raise NotAHandover(said) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotAHandover(_("これは「職員にわたす」のファイルではありません。"))
    if content.get("version") != VERSION:
        raise NotAHandover(_("このファイルの版は 読めません。タブレットのアプリが 新しすぎるか 古すぎます。"))
    try:
        return HandoverIn.model_validate(content)
    except ValidationError as wrong:
        raise NotAHandover(
            _("ファイルの %(place)sが 正しくありません。") % {"place": place_of(wrong, content)}
        ) from None

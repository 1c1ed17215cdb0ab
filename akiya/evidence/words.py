"""What the records of a house are called on its page."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.evidence.history import Line, kind_of
from akiya.models import Correction
from akiya.texts.days import clock, era, era_near
from akiya.texts.distances import near
from akiya.words import Basis, Channel, Concern, EvidenceKind, State

FLAGS = {
    "term_ended": gettext_lazy("任期が終わった人から"),
    "other_city": gettext_lazy("ほかの市の人から"),
    "unknown_house": gettext_lazy("台帳にない家"),
    "outside_area": gettext_lazy("受け持ちの外の家"),
    "withdraws_another": gettext_lazy("ほかの自治会の答えを取り消した"),
    "position_zero": gettext_lazy("位置が とれていない"),
    "far_away": gettext_lazy("遠い場所から"),
    "clock_off": gettext_lazy("端末の時計のずれ"),
    "found": gettext_lazy("現地で見つけた家"),
    "accepted": gettext_lazy("職員が受け入れた答え"),
}


def flag_words(line: Line) -> list[str]:
    """What is odd about an observation, a few words each, with the size of it where it is known."""
    words = []
    for flag in line.record.flags:
        said = str(FLAGS.get(flag, flag))
        if flag == "far_away" and line.record.metres is not None:
            said = _("%(flag)s（家から %(distance)s）") % {"flag": said, "distance": near(line.record.metres)}
        if flag == "clock_off" and line.record.skew_minutes is not None:
            said = _("%(flag)s（%(size)s）") % {"flag": said, "size": skew_words(line.record.skew_minutes)}
        words.append(said)
    return words


def skew_words(minutes: int) -> str:
    """How far a clock was off, in the unit that says it shortest: 90分すすみ, 5時間おくれ, 396日おくれ."""
    size = abs(minutes)
    if size < 2 * 60:
        words = _("%(count)s分") % {"count": size}
    elif size < 48 * 60:
        words = _("%(count)s時間") % {"count": round(size / 60)}
    else:
        words = _("%(count)s日") % {"count": f"{round(size / 60 / 24):,}"}
    return (_("%(size)sすすみ") if minutes > 0 else _("%(size)sおくれ")) % {"size": words}


def concern_words(line: Line) -> str:
    """草木・ごみ. Empty where none was named."""
    return _("・").join(str(Concern(concern).label) for concern in line.record.concerns if concern != Concern.NONE)


def basis_words(line: Line) -> str:
    if line.is_correction:
        return str(Correction.Why(line.record.basis).label)
    return str(Basis(line.record.basis).label) if line.record.basis else ""


def giver(line: Line, shows_names: bool) -> str:
    """Who or what a record comes from: 東自治会・タブレット, 佐藤（職員）, 水道の取り込み."""
    record = line.record
    if line.is_correction:
        return _("台帳が自動で決めたこと")
    if record.source and (shows_names or record.kind in {EvidenceKind.ENTRY, EvidenceKind.SILENCE}):
        return record.source
    person = _("%(name)s（職員）") % {"name": record.who} if shows_names and record.who else _("職員")
    if record.kind != EvidenceKind.OBSERVATION:
        return person
    if record.channel == Channel.OFFICE:
        return person
    channel = str(Channel(record.channel).label)
    if not record.association:
        return _("%(who)s・%(channel)s") % {"who": person, "channel": channel}
    association = record.association
    if shows_names and record.who:
        association = _("%(association)s（%(name)s）") % {"association": association, "name": record.who}
    return _("%(who)s・%(channel)s") % {"who": association, "channel": channel}


def name_of(line: Line) -> str:
    """A record in a few words, for a list of evidence: 東自治会の答え「住んでいる」（11月12日）."""
    record = line.record
    words = {"words": line.words, "who": record.association or _("職員"), "source": record.source}
    words["day"] = (
        era(record.happened_on, record.precision) if record.precision != "day" else era_near(record.happened_on)
    )
    kind = kind_of(record)
    return str(kind.name if kind else gettext_lazy("履歴の訂正（%(day)s）")) % words


def short_label(line: Line) -> str:
    """One word for the drawing: the kind of signal, else the state. Empty for what says nothing."""
    if line.record.kind == EvidenceKind.SIGNAL:
        return line.words
    return str(State(line.state).label) if line.state else ""


def told_apart(lines: Sequence[Line], shows_names: bool) -> dict[str, str]:
    """Each record by its id in words that no other has: what it says, who said so, when it was recorded.

    For links that stand at every record and would all be called alike by who hears them without the row.
    """
    named: dict[str, str] = {}
    times: Counter[str] = Counter()
    for line in lines:
        recorded = line.record.recorded_at
        words = f"{name_of(line)} {giver(line, shows_names)} {era(recorded)} {clock(recorded)}"
        times[words] += 1
        nth = _("%(nth)s件め") % {"nth": times[words]}
        named[line.record.id] = words if times[words] == 1 else f"{words} {nth}"
    return named

"""Where each kind of deed is written down: the table, and the columns that say when, who, what and why."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from akiya.words import Channel

BY_STAFF = (Channel.PAPER, Channel.PHONE, Channel.COUNTER, Channel.OFFICE)
"""Observations that somebody in the office wrote down."""


class Deed(TextChoices):
    """What was done."""

    EXPORT = "export", _("書き出し")
    FETCH = "fetch", _("書き出したファイルの受け取り")
    DECISION = "decision", _("状態の決定")
    OBSERVATION = "observation", _("紙・電話・窓口の答えの記入")
    SIGNAL = "signal", _("兆候の記入")
    EDIT = "edit", _("家の情報の訂正")
    RETRACTION = "retraction", _("記録の取り消し")
    SETTLEMENT = "settlement", _("受信箱の処理")
    LIST = "list", _("台帳の取り込み")
    LIST_OUT = "list_out", _("取り込みの取り消し")
    REQUEST = "request", _("見てもらう依頼")
    REQUEST_OUT = "request_out", _("依頼の取り下げ")
    PHOTO_OUT = "photo_out", _("写真を 見えなくした")
    TERM = "term", _("任期")
    PERSON = "person", _("名前・連絡先の訂正")
    PASSWORD = "password", _("パスワードの決め直し")
    PAPER = "paper", _("はじめての設定の紙")
    DEVICE = "device", _("端末の停止")
    CONTACT_POINT = "contact_point", _("窓口の書きかえ")
    AREAS = "areas", _("区域ごとのファイル")


class Source(NamedTuple):
    """Of one kind of deed: the rows, and the SQL of each column of a deed, those left out where there is nothing."""

    rows_of: str
    row: str = "id"
    at: str = "recorded_at"
    person: str = "person_id"
    house: str = "NULL::bigint"
    said: str = "''"
    reason: str = "''"
    job: str = "NULL::uuid"
    rows: str = "NULL::bigint"
    facts: str = "'{}'::jsonb"
    city: str = "municipality_id"

    def select(self, kind: Deed) -> str:
        """Its deeds, with the columns that DONE names."""
        return f"""
SELECT '{kind.value}' AS kind, {self.at} AS at, {self.person} AS person_id, {self.house} AS house, {self.said} AS said,
       {self.reason} AS reason, {self.job} AS job, {self.rows} AS rows, {self.facts} AS facts,
       ({self.row})::text AS row, {self.city} AS municipality_id
  FROM {self.rows_of}"""  # noqa: S608 - constants


# What the audit holds, where a person of the office did it: what has no actor was done at the console.
AUDITED = (
    "JOIN pghistory_context context ON context.id = edit.pgh_context_id AND context.metadata ->> 'user' IS NOT NULL"
)
ACTOR = "(context.metadata ->> 'user')::bigint"
WHY = "coalesce(context.metadata ->> 'reason', '')"
NAMED = "jsonb_build_object('name', (SELECT name FROM akiya_person WHERE id = {person}))"
POST = """
jsonb_build_object('name', (SELECT name FROM akiya_person WHERE id = {term}.person_id), 'role', {term}.role,
                   'area', (SELECT name FROM akiya_area WHERE id = {term}.area_id),
                   'starts_on', {term}.starts_on, 'ends_on', {term}.ends_on)"""
# The audit holds a term and a person as they were after each edit.
TERMS = f"""
(SELECT edit.*, lag(ends_on) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS ended_on FROM akiya_termevent edit) edit
  {AUDITED}"""  # noqa: S608 - constants
TERM_SAID = """
CASE WHEN edit.pgh_label = 'insert' THEN 'begun' WHEN edit.ended_on IS NULL THEN 'ended'
     WHEN edit.ends_on IS NULL THEN 'reopened' ELSE 'moved' END"""
PEOPLE = f"""
(SELECT edit.*, lag(ARRAY[name, reading, contact]) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS before
   FROM akiya_personevent edit) edit
  JOIN (SELECT DISTINCT person_id, municipality_id FROM akiya_term) post ON post.person_id = edit.pgh_obj_id
  {AUDITED}
 WHERE edit.before <> ARRAY[edit.name, edit.reading, edit.contact]"""  # noqa: S608 - constants
PAPERS = f"""
(SELECT id::text AS id, made_at AS at, made_by_id AS person_id, 'made' AS said, term_id, municipality_id
   FROM surveys_enrolment
 UNION ALL
 SELECT 'revoked:' || edit.pgh_id, edit.pgh_created_at, {ACTOR}, 'revoked', edit.term_id, edit.municipality_id
   FROM surveys_enrolmentevent edit {AUDITED} WHERE edit.revoked_at IS NOT NULL) paper
  JOIN akiya_term term ON term.id = paper.term_id"""  # noqa: S608 - constants

# A settlement or a withdrawal that undoes another has "undo" for what it says: it is the same kind of deed.
SOURCES: dict[Deed, Source] = {
    Deed.EXPORT: Source(
        "maps_exportjob job",
        at="ordered_at",
        said="format",
        reason="reason",
        job="id",
        rows="(SELECT max(step.rows) FROM maps_exportstep step WHERE step.job_id = job.id)",
    ),
    Deed.FETCH: Source(
        "maps_exportstep step JOIN maps_exportjob job ON job.id = step.job_id WHERE step.kind = 'fetched'",
        row="step.id",
        at="step.at",
        person="job.person_id",
        said="step.files -> 0 ->> 'name'",
        job="job.id",
        city="job.municipality_id",
    ),
    Deed.DECISION: Source("akiya_decision", house="house_id", said="state", reason="reason"),
    Deed.OBSERVATION: Source(
        "akiya_observation WHERE channel = ANY(%(by_staff)s)", house="house_id", said="answer", reason="note"
    ),
    Deed.SIGNAL: Source("akiya_signal", house="house_id", said="kind", reason="value"),
    Deed.EDIT: Source(
        f"akiya_houseevent edit {AUDITED}",
        row="edit.pgh_id",
        at="edit.pgh_created_at",
        person=ACTOR,
        house="edit.pgh_obj_id",
    ),
    Deed.RETRACTION: Source("akiya_retraction", house="house_id", reason="reason"),
    Deed.SETTLEMENT: Source(
        "akiya_settlement",
        house="house_id",
        said="CASE WHEN undoes_id IS NULL THEN kind ELSE 'undo' END",
        reason="reason",
        facts="jsonb_build_object('settlement', coalesce(undoes_id, id))",
    ),
    Deed.LIST: Source("akiya_batch", said="source", reason="file_name", rows="rows::bigint"),
    Deed.LIST_OUT: Source(
        "akiya_withdrawal back JOIN akiya_batch batch ON batch.id = back.batch_id",
        row="back.id",
        at="back.recorded_at",
        person="back.person_id",
        said="CASE WHEN back.undoes_id IS NULL THEN batch.source ELSE 'undo' END",
        reason="back.reason",
        city="back.municipality_id",
    ),
    Deed.REQUEST: Source("surveys_request WHERE person_id IS NOT NULL", house="house_id", said="reason"),
    Deed.REQUEST_OUT: Source(
        "surveys_requestwithdrawal back JOIN surveys_request asked ON asked.id = back.request_id",
        row="back.id",
        at="back.recorded_at",
        person="back.person_id",
        house="asked.house_id",
        said="CASE WHEN back.undoes_id IS NULL THEN '' ELSE 'undo' END",
        reason="back.reason",
        city="back.municipality_id",
    ),
    Deed.PHOTO_OUT: Source(
        """akiya_takedown down JOIN akiya_photo photo ON photo.id = down.photo_id
  LEFT JOIN akiya_observation said ON said.id = photo.observation_id""",
        row="down.id",
        at="down.recorded_at",
        person="down.person_id",
        house="said.house_id",
        said="CASE WHEN down.undoes_id IS NULL THEN '' ELSE 'undo' END",
        reason="down.reason",
        city="down.municipality_id",
    ),
    Deed.TERM: Source(
        TERMS,
        row="edit.pgh_id",
        at="edit.pgh_created_at",
        person=ACTOR,
        said=TERM_SAID,
        reason=WHY,
        facts=POST.format(term="edit"),
        city="edit.municipality_id",
    ),
    Deed.PERSON: Source(
        PEOPLE,
        row="edit.pgh_id",
        at="edit.pgh_created_at",
        person=ACTOR,
        facts="jsonb_build_object('before', edit.before, 'after', ARRAY[edit.name, edit.reading, edit.contact])",
        city="post.municipality_id",
    ),
    Deed.PASSWORD: Source(
        "akiya_passwordreset",
        at="made_at",
        person="made_by_id",
        facts=NAMED.format(person="akiya_passwordreset.person_id"),
    ),
    Deed.PAPER: Source(
        PAPERS,
        row="paper.id",
        at="paper.at",
        person="paper.person_id",
        said="paper.said",
        facts=POST.format(term="term"),
        city="paper.municipality_id",
    ),
    Deed.DEVICE: Source(
        f"surveys_deviceevent edit {AUDITED} WHERE edit.revoked_at IS NOT NULL",
        row="edit.pgh_id",
        at="edit.pgh_created_at",
        person=ACTOR,
        said="edit.name",
        facts=NAMED.format(person="edit.person_id"),
        city="edit.municipality_id",
    ),
    Deed.CONTACT_POINT: Source(
        f"surveys_deskevent edit {AUDITED}",
        row="edit.pgh_id",
        at="edit.pgh_created_at",
        person=ACTOR,
        said="edit.section || ' ' || edit.phone",
        city="edit.municipality_id",
    ),
    Deed.AREAS: Source(
        "maps_areafile",
        at="taken_at",
        said="format",
        facts="jsonb_build_object('file', id)",
    ),
}

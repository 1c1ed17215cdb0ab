"""What can be taken out of the register: one list that drives every format and the data dictionary.

A column's ``sql`` speaks of the aliases that rows.py joins: ``h`` the house as it was known, ``m`` its
municipality, ``o`` what stood and ``run`` since when without a break, ``c`` the last confirmation, ``look``
the last look, ``areas`` the names of its areas, ``place`` its position, ``decision`` the last staff decision.
"""

from django.db.models import TextChoices
from django.utils import translation

from akiya.words import Answer, AreaKind, Certainty, Concern, Precision, State, Structure, Use
from maps.exports.column import Column, Kind, coded

SEPARATOR = "；"


class Confirmation(TextChoices):
    """What a last confirmation was, by the first part of its evidence id."""

    LOOK = "look", "確認"
    DECISION = "decision", "職員の決定"
    ENTRY = "entry", "台帳の取り込み"


def area(kind: AreaKind) -> Column:
    """The names of the areas of one kind that a house lies in."""
    with translation.override("ja"):
        heading = str(kind.label)
    return Column(
        f"area_{kind.value}",
        heading,
        Kind.TEXT,
        "akiya_area",
        f"areas.{kind.value}",
        f"「いつの」日に有効な{heading}のうち、家屋の位置をふくむものの名前。2つ以上は「{SEPARATOR}」でつなぐ。",
        typed=True,
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        "municipality_code",
        "自治体コード",
        Kind.TEXT,
        "akiya_municipality",
        "m.code",
        "検査数字をふくむ6けた。先頭の0も ある。",
    ),
    Column(
        "house_number",
        "家屋番号",
        Kind.INTEGER,
        "akiya_house",
        "h.number",
        "自治体の中での通し番号。自治体コードと あわせて1棟を指す。",
    ),
    Column(
        "address",
        "住所（受け取ったまま）",
        Kind.TEXT,
        "akiya_house",
        "h.address",
        "もとの資料に書かれていた文字のまま。直していない。",
        typed=True,
    ),
    Column(
        "residential_address",
        "住居表示",
        Kind.TEXT,
        "akiya_house",
        "h.residential_address",
        "住居表示による住所。",
        typed=True,
    ),
    Column(
        "lot_number",
        "地番",
        Kind.TEXT,
        "akiya_house",
        "h.lot_number",
        "土地の番号。住居表示とは べつのもの。",
        typed=True,
    ),
    Column("landmark", "目印", Kind.TEXT, "akiya_house", "h.landmark", "現地で見つけるための目印。", typed=True),
    *coded("use", "用途", "akiya_house", "h.use", Use, "建物の用途。"),
    *coded("structure", "構造", "akiya_house", "h.structure", Structure, "建物の構造。"),
    Column("storeys", "階数", Kind.INTEGER, "akiya_house", "h.storeys", "地上の階数。", "階"),
    Column("floor_area", "延べ面積", Kind.NUMBER, "akiya_house", "h.floor_area", "すべての階の床面積の合計。", "㎡"),
    Column(
        "built_on",
        "建てた時期",
        Kind.DATE,
        "akiya_house",
        "h.built_on",
        "建てた時期の最初の日。どこまで くわしいかは built_precision による。",
    ),
    Column(
        "built_precision",
        "建てた時期のくわしさ",
        Kind.TEXT,
        "akiya_house",
        "h.built_precision",
        "year なら built_on の月日に意味はない。",
        codes=Precision,
    ),
    Column(
        "built_text",
        "建てた時期（受け取ったまま）",
        Kind.TEXT,
        "akiya_house",
        "h.built_text",
        "もとの資料に書かれていた文字のまま。",
        typed=True,
    ),
    Column(
        "longitude",
        "経度",
        Kind.NUMBER,
        "akiya_house",
        "ST_X(h.point)",
        "世界測地系（JGD2011、EPSG:6668）。位置の わからない家屋では空。",
        "度",
    ),
    Column("latitude", "緯度", Kind.NUMBER, "akiya_house", "ST_Y(h.point)", "世界測地系（JGD2011、EPSG:6668）。", "度"),
    Column(
        "plane_epsg",
        "平面直角座標系の EPSG",
        Kind.INTEGER,
        "akiya_municipality",
        "place.srid",
        "plane_east と plane_north の座標系。書き出しで選んだ系、選ばなければ その市の系。第10系は 6678。",
    ),
    Column(
        "plane_east",
        "平面直角 東",
        Kind.NUMBER,
        "akiya_house",
        "round(ST_X(place.plane)::numeric, 3)::float8",
        "原点から東への距離。測量の Y にあたる。",
        "m",
    ),
    Column(
        "plane_north",
        "平面直角 北",
        Kind.NUMBER,
        "akiya_house",
        "round(ST_Y(place.plane)::numeric, 3)::float8",
        "原点から北への距離。測量の X にあたる。",
        "m",
    ),
    *coded(
        "state",
        "利用状態",
        "akiya_occupancychange",
        "coalesce(o.state, 'unknown')",
        State,
        "その日に そうだったと 台帳が見ている状態。手がかりのない家屋は unknown。",
    ),
    *coded(
        "certainty",
        "確からしさ",
        "akiya_occupancychange",
        "CASE WHEN o.state <> 'unknown' THEN o.certainty END",
        Certainty,
        "状態のもとになった いちばん確かな手がかり。状態が unknown なら空。",
    ),
    Column(
        "since",
        "いつから",
        Kind.DATE,
        "akiya_occupancychange",
        "run.since",
        "いまの状態が とぎれずに続いている最初の日。どこまで くわしいかは since_precision による。",
    ),
    Column(
        "since_precision",
        "いつからのくわしさ",
        Kind.TEXT,
        "akiya_occupancychange",
        "CASE WHEN run.since IS NOT NULL THEN run.precision END",
        "day 日 まで、month 月 まで、year 年 まで わかっている。",
        codes=Precision,
    ),
    Column(
        "confirmed_on",
        "最後の確認",
        Kind.DATE,
        "akiya_occupancy",
        "c.confirmed_on",
        "人が この家屋の状態を知っていた最後の日。兆候だけでは更新されない。"
        "この家屋に まとめた家屋の記録も、まとめたときから ふくむ。",
    ),
    *coded(
        "confirmed_by",
        "確認のしかた",
        "akiya_occupancy",
        "split_part(c.confirmed_by, ':', 1)",
        Confirmation,
        "最後の確認が何によるか。",
    ),
    Column(
        "confirmed_evidence",
        "確認の記録番号",
        Kind.TEXT,
        "akiya_occupancy",
        "c.confirmed_by",
        "最後の確認の記録。家屋のページの記録と同じ番号。",
    ),
    *(area(kind) for kind in AreaKind),
    Column(
        "looks",
        "確認の数",
        Kind.INTEGER,
        "akiya_observation",
        "coalesce(look.looks, 0)",
        "その日までに人が見た回数。取り消されたものと、職員が預かっているものは数えない。"
        "預かったものは 職員が受け入れたときから、この家屋に まとめた家屋のものは まとめたときから数える。",
        "回",
    ),
    *coded(
        "last_answer",
        "最後の答え",
        "akiya_observation",
        "look.answer",
        Answer,
        "looks に数えたうちの最後の答え。unsure もふくむので、利用状態と ちがうことがある。",
    ),
    Column("last_answer_on", "最後に見た日", Kind.DATE, "akiya_observation", "look.seen_on", "最後の答えの日。"),
    Column(
        "last_concerns",
        "気になること",
        Kind.TEXT,
        "akiya_observation",
        f"array_to_string(look.concerns, '{SEPARATOR}')",
        f"最後の答えに そえられた気になること。2つ以上は「{SEPARATOR}」でつなぐ。",
        codes=Concern,
    ),
    Column(
        "last_note",
        "最後のメモ",
        Kind.TEXT,
        "akiya_observation",
        "look.note",
        "最後の答えに そえられたメモ。",
        restricted=True,
        typed=True,
    ),
    Column(
        "last_answered_by",
        "最後に見た人",
        Kind.TEXT,
        "akiya_person",
        "look.person",
        "最後の答えを出した人の名前。",
        restricted=True,
        typed=True,
    ),
    Column(
        "decision_reason",
        "最後の決定の理由",
        Kind.TEXT,
        "akiya_decision",
        "decision.reason",
        "職員の最後の決定に書かれた理由。この家屋に まとめた家屋についての決定も、まとめたときから ふくむ。",
        restricted=True,
        typed=True,
    ),
    Column(
        "as_of",
        "いつの",
        Kind.DATE,
        "",
        "%(day)s::date",
        "この行が どの日の状態か。",
    ),
    Column(
        "known_at",
        "いつまでに分かっていたこと",
        Kind.TIME,
        "",
        "%(known_at)s::timestamptz",
        "この時刻までに記録されたことだけで答えている。",
    ),
)


def columns_for(restricted: bool) -> tuple[Column, ...]:
    """The columns that leave the register, with those that hold free text and names or without them."""
    return tuple(column for column in COLUMNS if restricted or not column.restricted)

"""The words of the field, in code and on screen. Every table, rule and page takes them from here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """利用状態: what the register holds to be so of a house."""

    OCCUPIED = "occupied", _("居住中")
    OCCASIONAL = "occasional", _("たまに使用")
    VACANT = "vacant", _("空き家")
    GONE = "gone", _("建物なし")
    UNKNOWN = "unknown", _("不明")


class Certainty(TextChoices):
    """確からしさ: the best evidence behind a state, weakest first."""

    SIGNALLED = "signalled", _("推定")
    REPORTED = "reported", _("報告")
    CONFIRMED = "confirmed", _("確認")


class Answer(TextChoices):
    """答え: what a person says of a house they look at."""

    OCCUPIED = "occupied", _("住んでいる")
    OCCASIONAL = "occasional", _("たまに使っている")
    VACANT = "vacant", _("だれも住んでいないようだ")
    GONE = "gone", _("建物がない")
    UNSURE = "unsure", _("わからない")


class Concern(TextChoices):
    """気になること: what else a person saw at a house that seems vacant."""

    NONE = "none", _("なし")
    PLANTS = "plants", _("草木")
    RUBBISH = "rubbish", _("ごみ")
    ROOF_WALL = "roof_wall", _("屋根・壁")
    FENCE = "fence", _("塀")
    ANIMALS = "animals", _("動物・虫")
    SNOW = "snow", _("雪")
    OTHER = "other", _("その他")


class Channel(TextChoices):
    """How an observation reached the city."""

    TABLET = "tablet", _("タブレット")
    PAPER = "paper", _("紙")
    PHONE = "phone", _("電話")
    COUNTER = "counter", _("窓口")
    OFFICE = "office", _("職員")


class Precision(TextChoices):
    """How exactly a date is known. The stored date is the first day of the period it stands for."""

    DAY = "day", _("日")
    MONTH = "month", _("月ごろ")
    YEAR = "year", _("年ごろ")
    ERA = "era", _("元号のみ")
    UNKNOWN = "unknown", _("わからない")


class Basis(TextChoices):
    """What a staff decision rests on."""

    VISIT = "visit", _("現地で確認")
    PAPERS = "papers", _("書類で確認")
    CONTACT = "contact", _("所有者等から聞き取り")
    REVIEW = "review", _("記録を見なおした")


class SignalKind(TextChoices):
    """兆候: something that hints at a change, and that no person has looked at."""

    WATER_CLOSED = "water_closed", _("閉栓")
    WATER_ZERO = "water_zero", _("使用ゼロ")
    WATER_LOW = "water_low", _("使用わずか")
    MOVED_OUT = "moved_out", _("転出")
    MAIL_RETURNED = "mail_returned", _("郵便返戻")
    REPORT = "report", _("通報")
    DEMOLITION_RECORD = "demolition_record", _("家屋滅失")
    PERMIT = "permit", _("建築確認")
    BANK = "bank", _("空き家バンク")
    MODEL = "model", _("推定確率")


class EvidenceKind(TextChoices):
    """根拠: what tells the register something. References in rows begin with these values: ``look:<uuid>``."""

    OBSERVATION = "look", _("現地の答え")
    DECISION = "decision", _("職員の決定")
    ACCEPTANCE = "accepted", _("職員が受け入れた答え")
    ENTRY = "entry", _("台帳の取り込み")
    SILENCE = "silence", _("台帳に ない")
    WITHDRAWN = "withdrawn", _("台帳の取り消し")
    SIGNAL = "signal", _("兆候")
    RETRACTION = "retraction", _("取り消し")


class RequestReason(TextChoices):
    """Why an observation is asked for. Never sent to the field."""

    RENEWAL = "renewal", _("更新")
    SIGNAL = "signal", _("兆候")
    AUDIT = "audit", _("監査")
    DISPUTE = "dispute", _("食いちがい")


class AreaKind(TextChoices):
    """区域. Kinds overlap and do not nest."""

    DISTRICT = "district", _("地区")
    COMMUNITY_CENTER = "community_center", _("公民館区域")
    ASSOCIATION = "association", _("自治会")
    CHOME = "chome", _("丁目")
    SCHOOL = "school", _("小学校区")
    PROMOTION_ZONE = "promotion_zone", _("促進区域")
    NEIGHBORHOOD = "neighborhood", _("町・大字")


class Role(TextChoices):
    """What a term entitles its holder to."""

    HEAD = "head", _("自治会長")
    STAFF = "staff", _("空き家担当")
    VIEWER = "viewer", _("閲覧")
    ADMIN = "admin", _("管理者")


class GroundKind(TextChoices):
    """What the map draws under the houses where no network brings a background."""

    ROAD = "road", _("道路")
    RAIL = "rail", _("鉄道")
    RIVER = "river", _("川")
    WATER = "water", _("水面")
    PARK = "park", _("公園")
    BLOCK = "block", _("街区")
    FIELD = "field", _("田畑")
    WOOD = "wood", _("山林")
    BUILDING = "building", _("公共の建物")
    PLACE = "place", _("地名")


class Use(TextChoices):
    """用途 of a building."""

    DWELLING = "dwelling", _("住宅")
    APARTMENT = "apartment", _("共同住宅")
    SHOP_DWELLING = "shop_dwelling", _("店舗併用住宅")
    SHOP = "shop", _("店舗")
    OFFICE = "office", _("事務所")
    FACTORY = "factory", _("工場・倉庫")
    OTHER = "other", _("その他")


class Structure(TextChoices):
    """構造 of a building."""

    WOOD = "wood", _("木造")
    STEEL = "steel", _("鉄骨造")
    CONCRETE = "concrete", _("鉄筋コンクリート造")
    BLOCK = "block", _("ブロック造")
    OTHER = "other", _("その他")


class InboxKind(TextChoices):
    """受信箱: why something waits for staff, the most urgent first."""

    DIFFERING = "differing", _("食いちがい")
    HELD = "held", _("あずかった答え")
    UNLINKED = "nowhere", _("台帳にない家の答え")
    MERGE = "merge", _("同じ家かもしれない")
    CONFLICT = "conflict", _("同じ番号の別の記録")
    ODD = "odd", _("ようすが ふつうでない答え")
    REUSED = "reused", _("使いまわしの写真")
    SILENT = "silent", _("届かない端末")
    GAP = "gap", _("ぬけた記録")


class Resolution(TextChoices):
    """What staff do with something that waits."""

    A = "a", _("Aを採る")
    B = "b", _("Bを採る")
    ACCEPT = "accept", _("受け入れる")
    ASSIGN = "assign", _("この家の答えにする")
    NEW_HOUSE = "new_house", _("新しい家として加える")
    ASIDE = "aside", _("使わない")
    RETRACT = "strike", _("この答えを数えない")
    SEEN = "seen", _("確かめた")
    DISTINCT = "distinct", _("別の家")
    ASK = "ask", _("もう一度見てもらう")

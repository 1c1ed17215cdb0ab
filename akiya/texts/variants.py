"""Letters that one name is written with by one office, and with another by the next: compared, they are one.

The old forms of the 常用漢字表 come from joyokanji. What it lacks is met in names of people and places: the pairs
of the 人名用漢字 (戸籍法施行規則 別表第二), the simplified forms of JIS X 0208 beside the printed ones of the
表外漢字字体表, and variants that 法務省's 誤字俗字・正字一覧表 gives with their 正字. Letters that are told apart
there stay apart (斎, 斉).
"""

import joyokanji

ALIKE = {
    # 崎 高 and their like, as they stand in names
    "髙": "高", "﨑": "崎", "嵜": "崎", "𠮷": "吉", "濵": "浜", "邉": "辺", "嶋": "島", "嶌": "島", "峯": "峰",
    "冨": "富", "舘": "館", "渕": "淵", "桝": "枡", "栁": "柳", "栢": "柏", "薗": "園", "廐": "厩", "舩": "船",
    "藪": "薮", "籠": "篭", "劔": "剣", "曻": "昇", "淸": "清", "靑": "青", "祿": "禄", "內": "内", "吳": "呉",
    "﨟": "臈", "埜": "野", "圡": "土", "𡈽": "土", "枩": "松", "𣘺": "橋", "鉃": "鉄",
    # 人名用漢字
    "亙": "亘", "凜": "凛", "堯": "尭", "巖": "巌", "晄": "晃", "檜": "桧", "槇": "槙", "瑤": "瑶", "禰": "祢",
    "萠": "萌", "遙": "遥", "駈": "駆", "兔": "兎", "穰": "穣",
    # the simplified and the printed form
    "鷗": "鴎", "鶯": "鴬", "蘆": "芦", "壺": "壷", "頰": "頬", "瀆": "涜", "蠟": "蝋", "麴": "麹", "鹼": "鹸",
    "囊": "嚢", "搔": "掻", "嚙": "噛", "摑": "掴", "攢": "攅", "灌": "潅", "礪": "砺", "蠣": "蛎", "邇": "迩",
    "儘": "侭", "驒": "騨", "籔": "薮", "餠": "餅", "幷": "并", "屛": "屏",
}  # fmt: skip
TABLE = str.maketrans(ALIKE)


def alike(text: str) -> str:
    """The text in the one letter of each family of variants. What was received is kept elsewhere, untouched."""
    return str(joyokanji.convert(text)).translate(TABLE)

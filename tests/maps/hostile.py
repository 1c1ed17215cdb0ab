"""Two hundred and more things that somebody may write into a filter."""

from itertools import product

SQL = [
    "'", '"', "''", "';--", "' OR '1'='1", "1 OR 1=1", "1; DROP TABLE akiya_house", "') OR ('1'='1", "1/*", "*/ --",
    "' UNION SELECT password FROM akiya_person --", "1' AND pg_sleep(9) --", "$$", "$1", "%s", "%(on)s", "%%", "%",
    "{0}", "{house}", "{{7*7}}", "\\", "\\'", "\\x00", "E'\\n'", "::text", "NULL", "null", "nil", "None", "undefined",
    "true", "[]", "{}", "()", "()()", "ARRAY[1]", "ROW(1)", "current_user", "1::int", "x'ff'", "0x10", "1e400", "-0",
    "CASE WHEN 1=1 THEN 1 END", "(SELECT 1)", "COPY akiya_house TO PROGRAM 'id'", "' || version() || '", "1,2", "1 2",
]  # fmt: skip
GEOMETRY = [
    "POINT(140 38)", "SRID=6668;POINT(140 38)", "POLYGON EMPTY", "POLYGON((0 0,0 0))", "GEOMETRYCOLLECTION()", "<gml/>",
    "0101000000", "00", '{"type":"Point"}', "140,38,141,39,", "140,38,141", ",,,", "a,b,c,d",
    "1e309,0,1e309,1",
    "nan,nan,nan,nan", "-inf,-inf,inf,inf", "140,39,141,38", "0,0,0,0", "-181,0,0,1", "0,-91,1,0",
    "140 38 141 39",
    "140;38;141;39", "１４０,３８,１４１,３９", "140,38,141,39,40", "0x8c,38,141,39", "1_4_0,38,141,39",
    "140,38,141,39#",
]  # fmt: skip
TEXT = [
    "\x00", "a\x00b", "\x1b[0m", "\ud800", "\ufeff", "\u202e", "\u200b", "\U0010ffff", "あ" * 300, "%00",
    "%2527",
    "../../etc/passwd", "<script>alert(1)</script>", "javascript:alert(1)", "＝1+1", "=1+1", "\r\nSet-Cookie: a=b",
    "\t",
    "1" * 5000, "-" * 1000, "٣", "①", "一", "½", "²", "１２３", "+1", " 1", "1 ", "1.0", "1,000", "９" * 30,
]  # fmt: skip
DATES = [
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "2026-1-1",
    "2026-11-20T25:00",
    "9999-12-31T23:59:59-10:00", "9998-12-31T23:59:59-10:00", "1867-12-31",
    "9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00+14:00", "2026-11-20T10:00:00+99:99", "infinity", "now",
    "today", "epoch", "-4713-01-01", "2026-11-20 OR 1=1", "令和8年11月20日", "20261120", "1700000000", "2026-W47-5",
    "on",
]  # fmt: skip
KEYS = ["on", "known", "cell", "area", "age", "q", "box", "sort", "page", "kind", "house", "at", "v"]
PAYLOADS = [*SQL, *GEOMETRY, *TEXT, *DATES]
REQUESTS = list(product(KEYS, PAYLOADS))

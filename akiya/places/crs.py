"""The coordinate reference systems of the register, by their EPSG numbers. No other file writes such a number."""

STORAGE_SRID = 6668
"""JGD2011, longitude and latitude in degrees: how every position is stored."""
WGS84 = 4326
"""Longitude and latitude in degrees, as RFC 7946 and receivers have them."""
WEB_MERCATOR = 3857
"""Metres on the square of web maps: the tiles."""
PLANE_SRIDS = range(6669, 6688)
"""平面直角座標系 (JGD2011), zones 1 to 19: metres, one system a city."""

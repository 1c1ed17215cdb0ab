"""Metres between two positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.places.distance import RADIUS, metres_between

LONGITUDE, LATITUDE = st.floats(-180, 180), st.floats(-90, 90)


def test_a_place_is_where_it_is() -> None:
    assert metres_between(140.38, 38.36, 140.38, 38.36) == 0


def test_from_tokyo_station_to_osaka_station() -> None:
    # On the ellipsoid 403.6 km.
    assert metres_between(139.7671, 35.6812, 135.4959, 34.7025) == pytest.approx(403_600, rel=0.006)


def test_a_thousandth_of_a_degree_at_38_north() -> None:
    assert metres_between(140.38, 38.36, 140.38, 38.361) == pytest.approx(111.0, rel=0.006)
    assert metres_between(140.38, 38.36, 140.381, 38.36) == pytest.approx(87.4, rel=0.006)


def test_the_other_side_of_the_date_line_is_near() -> None:
    assert metres_between(179.9999, 0, -179.9999, 0) == pytest.approx(22.2, rel=0.006)


def test_a_pole_has_no_longitude() -> None:
    assert metres_between(0, 90, 123, 90) == pytest.approx(0, abs=1e-6)


@given(LONGITUDE, LATITUDE, LONGITUDE, LATITUDE)
def test_no_two_places_are_farther_apart_than_half_way_round(a: float, b: float, c: float, d: float) -> None:
    there, back = metres_between(a, b, c, d), metres_between(c, d, a, b)
    assert 0 <= there <= 3.1416 * RADIUS
    assert there == pytest.approx(back, abs=1e-3)

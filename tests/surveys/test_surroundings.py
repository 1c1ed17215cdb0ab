"""How far around its association a tablet's map reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.places.distance import metres_between
from surveys.ground import around


@given(st.floats(122, 154), st.floats(20, 46))
def test_anywhere_in_japan_it_reaches_150_metres_further(longitude: float, latitude: float) -> None:
    west, south, east, north = around((longitude, latitude, longitude, latitude))
    for edge in ((west, latitude), (east, latitude), (longitude, south), (longitude, north)):
        assert metres_between(longitude, latitude, *edge) == pytest.approx(150, rel=0.01)

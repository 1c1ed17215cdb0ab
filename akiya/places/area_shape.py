"""An area as it is drawn, whatever file it came in."""

from dataclasses import dataclass

from shapely import MultiPolygon


@dataclass(frozen=True, slots=True)
class AreaShape:
    """One area as somebody draws it, in degrees (EPSG:6668)."""

    code: str
    name: str
    geometry: MultiPolygon

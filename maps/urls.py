from django.urls import URLPattern, URLResolver, include, path

from maps.pages.area_counts import show_areas
from maps.pages.area_files import areas_file
from maps.pages.areas_named import areas_named
from maps.pages.deeds_page import show_deeds
from maps.pages.house_card import house_card
from maps.pages.house_list import show_list
from maps.pages.map_numbers import border_json, counts_json, curve_json
from maps.pages.map_page import show_map
from maps.pages.map_tiles import ground_tile, house_tile
from maps.pages.suggest import suggest

app_name = "maps"
urlpatterns: list[URLPattern | URLResolver] = [
    path("map/", show_map, name="map"),
    path("map/counts/", counts_json, name="counts"),
    path("map/curve/", curve_json, name="curve"),
    path("map/houses/<int:house_id>/", house_card, name="card"),
    path("map/areas/<int:area_id>/", border_json, name="border"),
    path("tiles/houses/<int:z>/<int:x>/<int:y>.mvt", house_tile, name="house_tile"),
    path("tiles/ground/<int:z>/<int:x>/<int:y>.mvt", ground_tile, name="ground_tile"),
    path("houses/", show_list, name="list"),
    path("houses/suggest/", suggest, name="suggest"),
    path("houses/areas/named/", areas_named, name="areas_named"),
    path("houses/areas/", show_areas, name="areas"),
    path("houses/areas/table.<str:format>", areas_file, name="areas_file"),
    path("deeds/", show_deeds, name="deeds"),
    path("export/", include("maps.pages.export_urls")),
]

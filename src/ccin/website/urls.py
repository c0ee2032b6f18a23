from django.urls import path

from ccin.website import feeds
from ccin.website.views import directory, downloads, figures, join

app_name = "website"
urlpatterns = [
    path("members/", directory.members, name="directory"),
    path("members/<slug:slug>/", directory.member, name="member"),
    path("members/<slug:slug>/feed.xml", feeds.member, name="member_feed"),
    path("feeds/network.xml", feeds.network, name="network_feed"),
    path("map/", figures.council_map_page, name="map"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:key>/", figures.figure, name="figure"),
    path("figures/<slug:key>.csv", downloads.figure_csv, name="figure_csv"),
    path("figures/<slug:key>.json", downloads.figure_json, name="figure_json"),
    path("join/check/", join.join_check, name="join_check"),
]

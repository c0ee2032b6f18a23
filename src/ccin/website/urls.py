from django.urls import path

from ccin.website import feeds
from ccin.website.views import (
    directory,
    downloads,
    figures,
    join,
    member_files,
    old_addresses,
    site_files,
)

app_name = "website"
urlpatterns = [
    path("members/", directory.members, name="directory"),
    path("members/<slug:slug>/", directory.member, name="member"),
    path("members/<slug:slug>/preview/", directory.preview, name="member_preview"),
    path("members/<slug:slug>/logo.png", member_files.logo, name="logo"),
    path("members/<slug:slug>/badge.svg", member_files.badge, name="badge"),
    path("members/<slug:slug>/feed.xml", feeds.member, name="member_feed"),
    path("feeds/network.xml", feeds.network, name="network_feed"),
    path("map/", figures.council_map_page, name="map"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:key>/", figures.figure, name="figure"),
    path("figures/<slug:key>.csv", downloads.figure_csv, name="figure_csv"),
    path("figures/<slug:key>.json", downloads.figure_json, name="figure_json"),
    path("join/check/", join.join_check, name="join_check"),
    path("join/fact-sheet/", join.fact_sheet_page, name="fact_sheet"),
    path("join/fact-sheet.pdf", join.fact_sheet_pdf, name="fact_sheet_pdf"),
    path("old-addresses/", old_addresses.browse, name="old_addresses"),
    path("old-addresses/add/", old_addresses.add, name="old_addresses_add"),
    path("old-addresses/<int:pk>/", old_addresses.change, name="old_addresses_change"),
    path("old-addresses/<int:pk>/remove/", old_addresses.remove, name="old_addresses_remove"),
    path("robots.txt", site_files.robots, name="robots"),
    path("sitemap.xml", site_files.sitemap, name="sitemap"),
    path("media/images/<path:path>", site_files.picture, name="picture"),
    path("humans.txt", site_files.humans, name="humans"),
    path(".well-known/security.txt", site_files.security, name="security"),
]

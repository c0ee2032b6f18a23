"""Themes as addresses and saved searches name them."""

from collections.abc import Mapping

from ccin.library.models import FormerSlug, Theme


def themes_by_slug() -> dict[str, str]:
    """The name that a theme has today, by each short name it ever had."""
    themes = {theme.pk: theme for theme in Theme.objects.all()}
    slugs = {theme.slug: theme.pk for theme in themes.values()}
    slugs |= dict(FormerSlug.objects.values_list("slug", "theme"))
    return {slug: _kept(themes[key], themes).name for slug, key in slugs.items()}


def _kept(theme: Theme, themes: Mapping[int, Theme]) -> Theme:
    while theme.merged_into_id is not None:
        theme = themes[theme.merged_into_id]
    return theme

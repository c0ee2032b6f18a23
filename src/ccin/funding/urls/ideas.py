"""Work areas."""

from django.urls import URLPattern, path

from ccin.funding.views import ideas

ONE = "funding/ideas/<int:pk>"

patterns: list[URLPattern] = [
    path("funding/ideas/", ideas.browse, name="ideas"),
    path("funding/ideas/new/", ideas.put, name="put_idea"),
    path(f"{ONE}/", ideas.show, name="idea"),
    path(f"{ONE}/change/", ideas.change, name="change_idea"),
    path(f"{ONE}/withdraw/", ideas.withdraw, name="withdraw_idea"),
    path(f"{ONE}/us-too/", ideas.support, name="support_idea"),
    path(f"{ONE}/us-too/<int:organisation>/back/", ideas.take_back, name="take_support_back"),
    path(f"{ONE}/write/<int:organisation>/", ideas.write, name="write_to_partner"),
    path(f"{ONE}/theme/", ideas.sort, name="sort_idea"),
    path(f"{ONE}/merge/", ideas.merge, name="merge_ideas"),
    path(f"{ONE}/set-aside/", ideas.set_aside, name="set_idea_aside"),
    path(f"{ONE}/reopen/", ideas.reopen, name="reopen_idea"),
]

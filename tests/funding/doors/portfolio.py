"""What was funded, for everybody."""

from tests.architecture.door import OPEN, At, Door
from tests.funding.made import ProjectFactory
from tests.funding.shelf import an_output


def a_project() -> At:
    return At({"slug": ProjectFactory().slug})


def an_output_as_a_file() -> At:
    kept = an_output()
    return At({"slug": kept.project.slug, "pk": kept.pk})


ROWS: dict[str, Door] = {
    "funding:money": Door(get=OPEN),
    "funding:partnerships": Door(get=OPEN),
    "funding:project": Door(get=OPEN, at=a_project),
    "funding:project_output": Door(get=OPEN, at=an_output_as_a_file),
    "funding:projects": Door(get=OPEN),
    "funding:timeline": Door(get=OPEN),
}

"""What is counted by lines, from the facets there are."""

from itertools import groupby

from django.db import migrations


def fill(apps, schema_editor):
    facets = apps.get_model("search", "Facet").objects.order_by("entry", "name", "value")
    narrowing = apps.get_model("search", "Narrowing").objects
    rows = facets.values_list("entry", "name", "value").iterator()
    waiting = []
    for entry, held in groupby(rows, key=lambda row: row[0]):
        lines = "\n".join(f"{name}\t{' '.join(value.split())}" for _entry, name, value in held)
        waiting.append(narrowing.model(entry_id=entry, lines=lines))
        if len(waiting) == 400:
            narrowing.bulk_create(waiting, ignore_conflicts=True)
            waiting = []
    narrowing.bulk_create(waiting, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0005_count_by_lines'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

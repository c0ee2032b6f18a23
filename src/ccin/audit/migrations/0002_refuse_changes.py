from django.db import migrations

from ccin.audit import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


def lift(apps, schema_editor):
    guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, lift)]

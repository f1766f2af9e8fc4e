from django.db import migrations


class Migration(migrations.Migration):
    """Whom a round will ask is kept for seconds: to compress 3,000 ids took longer than to find them."""

    dependencies = [("surveys", "0020_check_in_2")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE surveys_round ALTER COLUMN listed SET STORAGE EXTERNAL",
            "ALTER TABLE surveys_round ALTER COLUMN listed SET STORAGE EXTENDED",
        )
    ]

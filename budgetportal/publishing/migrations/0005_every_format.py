"""Excel, Word, data package and JSON of every version: what was public before stays public and gets them too."""

from django.db import migrations, models

NAMES = [
    ("page", "网页"),
    ("pdf", "PDF"),
    ("xlsx", "Excel 工作簿"),
    ("docx", "Word 文档"),
    ("data_package", "数据包（CSV、JSON）"),
    ("json", "JSON"),
    ("superseded_page", "旧版网页的“已更正”标记"),
]
REVISION = "2"
REQUIRED = ("page", "pdf", "xlsx", "docx", "data_package", "json")
BATCH = 500


def order(apps, schema_editor):
    """Order the files of every version by the new revision; a marked version also gets its marked page anew."""
    Version, Job = apps.get_model("publishing", "Version"), apps.get_model("publishing", "Job")
    marked = set(Job.objects.filter(name="superseded_page").values_list("version", flat=True))
    jobs = []
    for version in Version.objects.order_by("-pk").values_list("pk", flat=True).iterator():
        names = (*REQUIRED, "superseded_page") if version in marked else REQUIRED
        jobs += [Job(version_id=version, name=name, renderer_revision=REVISION) for name in names]
    Job.objects.bulk_create(jobs, BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ("publishing", "0004_guard_final_accounts"),
    ]

    operations = [
        migrations.AlterField("artefact", "media_type", models.CharField(max_length=100, verbose_name="类型")),
        migrations.AlterField(
            "artefact", "name", models.CharField(choices=NAMES, max_length=20, verbose_name="内容")
        ),
        migrations.AlterField("job", "name", models.CharField(choices=NAMES, max_length=20, verbose_name="内容")),
        migrations.RunPython(order, migrations.RunPython.noop),
    ]

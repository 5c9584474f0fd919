"""The previews: the PDF of what would be published, made by a worker and kept for a day."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('filings', '0004_progress'),
        ('publishing', '0008_guard_empty_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Preview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='建立时间')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='次数')),
                ('started_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                ('lease_until', models.DateTimeField(null=True, verbose_name='占用至')),
                ('holder', models.UUIDField(null=True, verbose_name='占用者')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                ('error', models.TextField(blank=True, verbose_name='失败原因')),
                ('content', models.TextField(verbose_name='内容')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('sm3', models.CharField(max_length=64, verbose_name='SM3')),
                ('number', models.PositiveIntegerField(verbose_name='版本号')),
                ('reason', models.TextField(blank=True, verbose_name='更正说明')),
                ('renderer_revision', models.CharField(max_length=40, verbose_name='生成程序版本')),
                ('pdf', models.BinaryField(null=True, verbose_name='PDF')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='filings.filingrecord', verbose_name='填报')),
            ],
            options={
                'verbose_name': '预览',
                'verbose_name_plural': '预览',
            },
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0006_saved_searches'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(help_text='What visitors looked for, for example “subsidie warmtepomp”.', max_length=100, verbose_name='what people type')),
                ('kind', models.CharField(choices=[('wish', 'content wish'), ('question', 'innovation question')], default='wish', help_text='A content wish is for a page that somebody can write. An innovation question is for the programme: nobody has the answer yet.', max_length=10, verbose_name='kind')),
                ('note', models.TextField(blank=True, help_text='What is missing, and who could make it. Write no names of visitors here.', max_length=2000, verbose_name='note')),
                ('state', models.CharField(choices=[('open', 'open'), ('done', 'done')], default='open', max_length=10, verbose_name='state')),
                ('created', models.DateTimeField(auto_now_add=True, verbose_name='written down')),
            ],
            options={
                'verbose_name': 'wish or question',
                'verbose_name_plural': 'wishes and questions',
                'ordering': ('-state', '-created'),
            },
        ),
        migrations.CreateModel(
            name='ProtectedWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(help_text='A name or a word that search should leave as it is, for example “Noorderpoort”. Who looks for it finds this very word: not “noord” or “poort”, no other form of it and no translation. A synonym group still works.', max_length=60, unique=True, verbose_name='word')),
            ],
            options={
                'verbose_name': 'protected word',
                'verbose_name_plural': 'protected words',
                'ordering': ('word',),
            },
        ),
        migrations.CreateModel(
            name='SynonymGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(help_text='Words that mean the same, with commas between: “loonheffing, wage tax”. Who looks for one of them also finds the others. Write “>” if it only works one way: “practoraat > lectoraat” also finds lectoraat for practoraat, not the other way round. Write @nl or @en after a word that only counts in one language: “stage@nl, internship”.', max_length=500, unique=True, verbose_name='words')),
                ('note', models.CharField(blank=True, help_text='Why this group is there, for your colleagues. Visitors do not see it.', max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'synonym group',
                'verbose_name_plural': 'synonym groups',
                'ordering': ('line',),
            },
        ),
        migrations.CreateModel(
            name='AskedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(max_length=100)),
                ('lang', models.CharField(max_length=2)),
                ('day', models.DateField()),
                ('searches', models.PositiveIntegerField(default=0)),
                ('empty', models.PositiveIntegerField(default=0)),
                ('clicks', models.PositiveIntegerField(default=0)),
                ('ranks', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'counted query',
                'verbose_name_plural': 'counted queries',
                'indexes': [models.Index(fields=['day'], name='search_asked_day')],
                'constraints': [models.UniqueConstraint(fields=('query', 'lang', 'day'), name='search_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='PromotedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queries', models.TextField(help_text='One query on each line, for example “subsidie aanvragen”. Order, capitals and forms such as plurals do not matter. A query with other words beside these is another query.', max_length=1000, verbose_name='what people type')),
                ('lang', models.CharField(blank=True, choices=[('', 'Dutch and English'), ('nl', 'Dutch'), ('en', 'English')], default='', max_length=2, verbose_name='visitors who read')),
                ('until', models.DateField(blank=True, help_text='Leave this empty if it stays. After this day it stops by itself.', null=True, verbose_name='until and including')),
                ('page', models.ForeignKey(help_text='The page that comes first, with “Chosen by the editors” beside it. Only while it is published and everybody may see it.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'promoted result',
                'verbose_name_plural': 'promoted results',
                'ordering': ('queries',),
            },
        ),
        migrations.CreateModel(
            name='StruckPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dutch', models.CharField(help_text='One word in Dutch, for example “bank”.', max_length=60, verbose_name='Dutch word')),
                ('english', models.CharField(help_text='The English word that search wrongly takes for it, for example “sofa”. From now on who looks for one of them no longer finds the other.', max_length=60, verbose_name='English word')),
            ],
            options={
                'verbose_name': 'wrong translation',
                'verbose_name_plural': 'wrong translations',
                'ordering': ('dutch', 'english'),
                'constraints': [models.UniqueConstraint(fields=('dutch', 'english'), name='search_struck_once', violation_error_message='This pair is already in the list.')],
            },
        ),
    ]

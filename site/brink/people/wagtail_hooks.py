from wagtail.snippets.models import register_snippet

from brink.people.admin.snippets import PeopleGroup

register_snippet(PeopleGroup)

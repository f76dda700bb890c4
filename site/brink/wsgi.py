"""The door for a web server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.settings.production")
application = get_wsgi_application()

from brink.jobs import thread  # noqa: E402  (needs the apps)
from search.counting import tally  # noqa: E402

thread.serve()
tally.serve()

"""`gunicorn` at the root serves Brink."""

import os

wsgi_app = "brink.wsgi"
pythonpath = "site"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 2
timeout = 60
accesslog = "-"

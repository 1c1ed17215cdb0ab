"""The door of the web server: ``gunicorn akiya.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "akiya.settings")
application = get_wsgi_application()

"""The door of the web server: ``gunicorn akiya.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

from akiya.web.bodies import Measured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "akiya.settings")
application = Measured(get_wsgi_application())

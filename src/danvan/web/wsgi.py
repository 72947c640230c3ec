"""The WSGI application that a server loads."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.web.settings")
application = get_wsgi_application()
# Made now if it was not there: two threads that both needed it first would make two.
str(settings.SECRET_KEY)

"""Settings of the tests: the real ones, on a database of their own, with the folders that tests may fill."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("AKIYA_SECRET_KEY", "a secret of the tests only, and of no other place")
os.environ.setdefault("AKIYA_PLAIN_HTTP", "1")
os.environ.setdefault("AKIYA_DEMO", "1")

from akiya.settings import *  # noqa: F403
from akiya.settings import DATABASES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
MEDIA = tempfile.TemporaryDirectory(prefix="akiya-media-")  # goes with the process
MEDIA_ROOT = Path(MEDIA.name)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Every client of a test starts the application anew, and would list the files of all pages first.
WHITENOISE_AUTOREFRESH = True
# Tests run in several processes, and each has a database of its own.
TEST_DATABASE = "_".join(
    filter(None, (os.environ.get("TEST_DATABASE", "test_akiya"), os.environ.get("PYTEST_XDIST_WORKER")))
)
for alias in DATABASES.values():
    alias["TEST"] = {"NAME": TEST_DATABASE}

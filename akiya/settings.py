"""Settings of the register. Whatever differs between machines comes from the environment.

DATABASE_URL        the database, as the role that serves the web: no superuser, no BYPASSRLS
DATABASE_OWNER_URL  the same database as the role that owns the tables: migrations and bulk loads
AKIYA_ROLE          "owner" to run as the owner, as manage.py does for migrations
AKIYA_SECRET_KEY    fifty random characters; without it those that `make run` put into var/secret-key
AKIYA_HOSTS         host names served, separated by commas
AKIYA_DEBUG         1 on a developer's machine
AKIYA_DEMO          1 where only the invented town lives: staff may sign in without a second factor
AKIYA_SECOND_FACTOR_DAYS  how many days people of the office may work with a password alone, 7 unless told;
                    0 for ever, and so in the invented town
AKIYA_PLAIN_HTTP    1 where nothing stands between the browser and us, as on this machine's own address
AKIYA_MEDIA         folder of the photos, outside the web server's reach
AKIYA_PHOTO_POSITIONS  0 where the city does not want to keep where a photo was taken
AKIYA_POOL          most connections a web process holds; 0 opens one per thread
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from akiya.geo_libraries import bundled

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = os.environ.get("AKIYA_DEBUG") == "1"
DEMO = os.environ.get("AKIYA_DEMO") == "1"
SECOND_FACTOR_DAYS = int(os.environ.get("AKIYA_SECOND_FACTOR_DAYS") or ("0" if DEMO else "7"))
SECRET_FILE = VAR_DIR / "secret-key"
SECRET_KEY = os.environ.get("AKIYA_SECRET_KEY") or (SECRET_FILE.read_text() if SECRET_FILE.is_file() else "")
ALLOWED_HOSTS = [host for host in os.environ.get("AKIYA_HOSTS", "127.0.0.1,localhost").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("AKIYA_ORIGINS", "").split(",") if origin]

GDAL_LIBRARY_PATH = bundled("pyogrio", "libgdal*")
GEOS_LIBRARY_PATH = bundled("shapely", "libgeos_c*")

INSTALLED_APPS = [
    "surveys",
    "maps",
    "fixtures",
    "akiya",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "leaflet",
    "pgtrigger",
    "pghistory",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "surveys.api.problems.ApiMiddleware",
    "akiya.web.bodies.BodyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "surveys.devices.DeviceMiddleware",
    "akiya.web.request.ActingMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "akiya.pages.failures.FailureMiddleware",
    "akiya.people.before_work.BeforeWorkMiddleware",
]

ROOT_URLCONF = "akiya.urls"
WSGI_APPLICATION = "akiya.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "akiya.web.request.page_context",
                "akiya.people.before_work.days_context",
            ],
        },
    },
]

POSTGIS = "django.contrib.gis.db.backends.postgis"
SOCKET = quote(str(VAR_DIR / "pg" / "socket"), safe="")
WEB_URL = os.environ.get("DATABASE_URL", f"postgres://web@{SOCKET}/akiya")
OWNER_URL = os.environ.get(
    "DATABASE_OWNER_URL", WEB_URL if "DATABASE_URL" in os.environ else f"postgres://owner@{SOCKET}/akiya"
)
# jit compiles for longer than our queries run; a parallel worker helps one tile and starves eight.
SERVER_OPTIONS = "-c jit=off -c max_parallel_workers_per_gather=0"
POOL = int(os.environ.get("AKIYA_POOL", "0"))

WEB_ROLE = dj_database_url.parse(WEB_URL)["USER"]
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(OWNER_URL if os.environ.get("AKIYA_ROLE") == "owner" else WEB_URL, engine=POSTGIS),
    "owner": dj_database_url.parse(OWNER_URL, engine=POSTGIS),
}
for database in DATABASES.values():
    # Django sets each session to UTC unless told: a day in a statement would begin at nine in the morning of Japan's.
    database["TIME_ZONE"] = "Asia/Tokyo"
    database["OPTIONS"] = {"options": SERVER_OPTIONS, **database.get("OPTIONS", {})}
if POOL:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": POOL, "timeout": 10}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASE_ROUTERS: list[str] = []

AUTH_USER_MODEL = "akiya.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "reading", "email")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "akiya.people.sign_in.ClosedAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "akiya.people.sign_in.SecondFactors"
MFA_FORMS = {
    "add_webauthn": "akiya.people.passkey_forms.Adding",
    "authenticate_webauthn": "akiya.people.passkey_forms.SecondStep",
    "login_webauthn": "akiya.people.passkey_forms.Entering",
    "reauthenticate_webauthn": "akiya.people.passkey_forms.Confirming",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or os.environ.get("AKIYA_PLAIN_HTTP") == "1"
MFA_TOTP_ISSUER = "空き家台帳"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s, for codes that go while they are typed: RFC 6238, 5.2

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12  # a working day
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "akiya.pages.failures.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
PLAIN_HTTP = DEBUG or os.environ.get("AKIYA_PLAIN_HTTP") == "1"
# How many proxies stand before the server: that many last addresses of X-Forwarded-For are believed. Counted
# wrongly, everybody shares the sign-in limit of the proxy's address, or anybody may invent addresses.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("AKIYA_PROXIES", "0" if PLAIN_HTTP else "1"))
if not PLAIN_HTTP:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

BACKGROUND_TILES = "https://cyberjapandata.gsi.go.jp"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:", BACKGROUND_TILES],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# Wrong guesses are counted here. Past so many rows some are thrown away, and with them what was counted.
CACHED_ROWS = {"MAX_ENTRIES": 100_000}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": CACHED_ROWS,
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("en", _("英語"))]
LOCALE_PATHS = [BASE_DIR / "akiya" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    (f"vendor/{name}", NODE_MODULES / folder)
    for name, folder in {
        "design-tokens": "@digital-go-jp/design-tokens/dist",
        "protomaps-leaflet": "protomaps-leaflet/dist",
        "pbf": "pbf",
        "point-geometry": "@mapbox/point-geometry",
        "vector-tile": "@mapbox/vector-tile",
    }.items()
    if (NODE_MODULES / folder).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "akiya.web.collected.CollectedFiles"},
}
# What a tablet downloads and keeps: each collected as one lean file with all that it imports.
PACKED_STATIC = [
    "surveys/field/styles.css",
    *[f"surveys/field/{name}.js" for name in ("chosen", "app", "handover", "worker")],
]
# Pictures are compressed already; source maps are large and only read by who debugs.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "jpeg", "png", "gif", "webp", "avif", "woff", "woff2", "gz", "br", "map"]
MEDIA_ROOT = Path(os.environ.get("AKIYA_MEDIA", VAR_DIR / "media"))
PHOTO_POSITIONS = os.environ.get("AKIYA_PHOTO_POSITIONS", "1") == "1"
ACCEL_PREFIX = os.environ.get("AKIYA_ACCEL_PREFIX", "")
FILE_UPLOAD_PERMISSIONS = 0o640

# The largest body that an address takes, by its name. deploy/Caddyfile holds the same numbers.
PHOTO_BYTES = 15 * 1024 * 1024
OFFER_BYTES = 256 * 1024  # 5,000 ids
HANDOVER_BYTES = 100 * 1024 * 1024
BODY_BYTES_ELSEWHERE = 64 * 1024
BODY_BYTES = {
    "surveys:field-api:put_photo": PHOTO_BYTES,
    "surveys:field-api:post_offer": OFFER_BYTES,
    "surveys:handover": HANDOVER_BYTES,
}
# The most that Django holds of a body in memory: what is larger is read piece by piece.
DATA_UPLOAD_MAX_MEMORY_SIZE = OFFER_BYTES

LEAFLET_CONFIG = {
    "SPATIAL_EXTENT": (122.0, 20.0, 154.0, 46.0),
    "TILES": [],
    "RESET_VIEW": False,
    "NO_GLOBALS": True,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

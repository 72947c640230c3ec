"""Django's settings, made from the one typed object of the environment; rooms read them as ``settings.DANVAN``."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from danvan.web.environment import Environment, read_environment

DANVAN = read_environment()
PACKAGE = Path(__file__).resolve().parent.parent


def _secret_key(home: Path) -> str:
    """The installation's own key, made when it is first needed and readable by its user only."""
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")


def _database(environment: Environment) -> dict[str, object]:
    if not environment.database_url:
        return {
            "ENGINE": "danvan.web.sqlite",
            "NAME": environment.database_name,
            "CONN_MAX_AGE": None,
            # A file, as in real use: a database in memory knows no waiting writers.
            "TEST": {"NAME": str(environment.home / "test.sqlite3")},
            "OPTIONS": {
                # IMMEDIATE: a deferred transaction that reads and then writes fails at once beside another writer.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    # Without it INSERT OR REPLACE deletes a row behind the back of the append-only triggers.
                    "PRAGMA recursive_triggers=ON; PRAGMA mmap_size=268435456; PRAGMA journal_size_limit=67108864;"
                ),
            },
        }
    parts = urlsplit(environment.database_url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": environment.database_name,
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or query.get("password", "")),
        "HOST": parts.hostname or query.get("host", ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": None,
        # jit: the sequencer's small statements look costly to an unanalysed planner and would be compiled each time.
        "OPTIONS": {"options": "-c jit=off"},
    }


def _static_digest() -> str:
    files = sorted((PACKAGE / "ui" / "static").rglob("*.*"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


# Lazy: a command that needs no database leaves nothing behind; the server asks for it before it answers anybody.
SECRET_KEY = SimpleLazyObject(lambda: _secret_key(DANVAN.home))
DEBUG = DANVAN.debug
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "danvan.kit",
    "danvan.audit",
    "danvan.accounts",
    "danvan.ui",
    "danvan.units",
    "danvan.documents",
    "danvan.ledger",
    "danvan.indicators",
    "danvan.reports",
    "danvan.proof",
    "danvan.cli",
    "danvan.web",
]
MIDDLEWARE = [
    "danvan.ui.middleware.security",
    # Pages hold no secret that a reader of lengths could guess: there is no form that changes anything.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "danvan.ui.middleware.language",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
APPEND_SLASH = False
ROOT_URLCONF = "danvan.web.urls"
WSGI_APPLICATION = "danvan.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
DATABASES = {"default": _database(DANVAN)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

LANGUAGE_COOKIE_NAME = "danvan_language"
LANGUAGE_CODE = DANVAN.language
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# The files' digest stands in their address, so that a browser may keep them for ever.
STATIC_URL = f"static/{_static_digest()}/"
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
# Nothing is collected: WhiteNoise serves the rooms' own folders.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "danvan.ui.refused.forged"
FILE_UPLOAD_HANDLERS = [
    "danvan.web.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

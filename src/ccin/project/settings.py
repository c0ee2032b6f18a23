"""Settings: read once from the environment. `docs/running.md` lists every variable."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
HOME = Path(os.environ.get("CCIN_HOME", Path.cwd()))
SETTINGS_FILE = HOME / "ccin.env"  # written by `ccin begin`; the environment goes before it
if SETTINGS_FILE.exists():
    env.read_env(SETTINGS_FILE)
VAR = Path(env.str("CCIN_VAR", default=str(HOME / "var")))
VAR.mkdir(parents=True, exist_ok=True)
PACKAGE = Path(__file__).resolve().parent.parent

# A demo is filled with fictional people and lets anyone sign in as any of them. Until something
# says that this is the real thing, it is a demo with a database of its own.
REAL = any(name in os.environ for name in ("CCIN_SECRET_KEY", "DATABASE_URL"))
DEMO = env.bool("CCIN_DEMO", default=not REAL)
DEBUG = env.bool("CCIN_DEBUG", default=False)
SECRET_KEY = env.str("CCIN_SECRET_KEY", default="only-for-demonstrations" * 3 if DEMO else "")
# Secrets used before: what they signed still holds, nothing new is signed with them.
SECRET_KEY_FALLBACKS = env.list("CCIN_OLD_SECRET_KEYS", default=[])
ALLOWED_HOSTS = env.list("CCIN_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_ADDRESS = env.str("CCIN_ADDRESS", default=f"http://localhost:{env.int('PORT', default=8000)}")
CSRF_TRUSTED_ORIGINS = env.list("CCIN_TRUSTED_ORIGINS", default=[])
# Where a weakness is reported: mailto: or https:; empty, the enquiry form is named instead.
SECURITY_CONTACT = env.str("CCIN_SECURITY_CONTACT", default="")
NETWORK_NAME = env.str("CCIN_NETWORK_NAME", default="Co-operative Councils’ Innovation Network")
# Names of grants and bodies in the open data of awards: the prefix that 360Giving gave the network,
# and the network's own number in a register that org-id.guide lists.
GRANTS_PREFIX = env.str("CCIN_360GIVING_PREFIX", default="360G-ccin")
NETWORK_ORG_ID = env.str("CCIN_ORG_ID", default="")

INSTALLED_APPS = [
    "ccin.project",
    "ccin.demo",
    "ccin.api",
    "ccin.website",
    "ccin.newsroom",
    "ccin.desk",
    "ccin.journeys",
    "ccin.joining",
    "ccin.funding",
    "ccin.library",
    "ccin.accounts",
    "ccin.discussion",
    "ccin.governance",
    "ccin.principles",
    "ccin.members",
    "ccin.register",
    "ccin.files",
    "ccin.texts",
    "ccin.audit",
    "ccin.outbox",
    "ccin.search",
    "ccin.work",
    "ccin.design",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "ccin.project.logs.log_requests",
    "django.middleware.gzip.GZipMiddleware",  # Django pads what it compresses against BREACH
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ccin.website.middleware.old_address_middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ccin.accounts.middleware.actor_middleware",
    "ccin.accounts.middleware.session_middleware",
    "ccin.project.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ccin.project.middleware.Conflicts",
]

ROOT_URLCONF = "ccin.project.urls"
WSGI_APPLICATION = "ccin.project.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"

SQLITE_TUNING = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;PRAGMA temp_store=MEMORY;",
}
DATABASES = {
    "default": env.db(
        "DATABASE_URL", default=f"sqlite:///{VAR / ('demo.sqlite3' if DEMO else 'ccin.sqlite3')}"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_TUNING
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # to open one costs more than a page's queries
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("REDIS_URL", default="dbcache://project_cache")}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ccin.project.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "ccin.design.forms.NetworkFormRenderer"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("CCIN_STATIC", default=str(VAR / "static")))
MEDIA_URL = "media/"
MEDIA_ROOT = VAR / "media"
WHITENOISE_USE_FINDERS = DEMO or DEBUG
if WHITENOISE_USE_FINDERS:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
BUCKET = env.str("CCIN_BUCKET", default="")
# A program that reads one file and returns 0 if it is harmless and 1 if not, as ClamAV's do.
SCANNER = env.str("CCIN_SCANNER", default="")
MEANING = env.bool("CCIN_MEANING", default=True)  # where the extra `meaning` is installed
STORAGES = {
    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": BUCKET}}
    if BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

EMAIL_CONFIG = env.email("CCIN_EMAIL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("CCIN_FROM", default="network@localhost")
EMAIL_TIMEOUT = 15
# Where letters are not sent, they are read at /letters/ instead.
SEND_LETTERS = env.bool("CCIN_SEND_LETTERS", default=not DEMO)
# The domain at which replies, bounces and messages to unsubscribe come in; empty, nothing does and
# no letter promises it.
INBOUND_DOMAIN = env.str("CCIN_INBOUND_DOMAIN", default="").strip().lower()
# What a mail provider shows that hands messages in at /e-mail/arrived/; empty, nobody may.
INBOUND_SECRET = env.str("CCIN_INBOUND_SECRET", default="")
# The mailbox that `ccin mail fetch` reads, imaps://user:password@host/folder; empty, none.
INBOX = env.str("CCIN_INBOX", default="")

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

WAGTAIL_SITE_NAME = NETWORK_NAME
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "website.Picture"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
# Editors find a page by its words as they stand; the site's own search is another room's.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database.fallback", "AUTO_UPDATE": False}
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
}

# Signing in: a code by e-mail, and for staff a second factor. There are no passwords.
ACCOUNT_ADAPTER = "ccin.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code verifies the address, each time
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"link": "30/m/ip"}  # links in letters, opened or guessed
INVITATION_LIVES = timedelta(days=env.int("CCIN_INVITATION_DAYS", default=14))
SIGN_IN_LINK_LIVES = timedelta(days=env.int("CCIN_LINK_DAYS", default=3))
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "request_login_code": "ccin.accounts.forms.sign_in.SignInForm",
    "confirm_login_code": "ccin.accounts.forms.sign_in.CodeForm",
}
MFA_ADAPTER = "ccin.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # a demonstration runs on this machine without TLS
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is up to half a minute wrong
MFA_FORMS = {
    "authenticate": "ccin.accounts.forms.sign_in.SecondFactorForm",
    "reauthenticate": "ccin.accounts.forms.sign_in.SecondFactorAgainForm",
    "authenticate_webauthn": "ccin.accounts.forms.sign_in.UsePasskeyForm",
    "login_webauthn": "ccin.accounts.forms.sign_in.SignInWithPasskeyForm",
    "reauthenticate_webauthn": "ccin.accounts.forms.sign_in.ShowPasskeyAgainForm",
    "add_webauthn": "ccin.accounts.forms.sign_in.AddPasskeyForm",
    "activate_totp": "ccin.accounts.forms.sign_in.SetUpSecondFactorForm",
}
# Councils' own sign-ins: the entries are kept by administrators, their secrets here.
SOCIALACCOUNT_ADAPTER = "ccin.accounts.council_adapter.CouncilAdapter"
COUNCIL_SECRET = "CCIN_SIGN_IN_SECRET_"
COUNCIL_SECRETS = {name: os.environ[name] for name in os.environ if name.startswith(COUNCIL_SECRET)}
SESSION_ENGINE = "ccin.accounts.sessions"
# Counted from the last day on which somebody came; what staff and office-holders may do ends
# earlier, with their second factor. What matters most asks again. All three are proposals.
SESSION_COOKIE_AGE = env.int("CCIN_SIGNED_IN_DAYS", default=28) * 24 * 60 * 60
SECOND_FACTOR_LIVES = timedelta(hours=env.int("CCIN_SECOND_STEP_HOURS", default=12))
PROVED_LATELY = timedelta(minutes=env.int("CCIN_ASK_AGAIN_MINUTES", default=15))
LOGOUT_REDIRECT_URL = "/"

# Behind a proxy that speaks https, cookies and addresses say so too.
PROXIES = env.int("CCIN_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
IS_HTTPS = SITE_ADDRESS.startswith("https://")
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
# Our own checks of CCIN_ADDRESS and CCIN_SECRET_KEY say this in words an operator can act on.
SILENCED_SYSTEM_CHECKS = [f"security.W{number:03}" for number in (4, 8, 9, 12, 16)]
CSRF_FAILURE_VIEW = "ccin.project.errors.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "ccin.project.logs.JsonLines"},
        "text": {"format": "{asctime} {levelname} {message}", "style": "{"},
    },
    "filters": {"secrets": {"()": "ccin.project.logs.WithoutSecrets"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": env.str("CCIN_LOG", default="text" if DEMO else "json"),
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "ccin": {"level": "WARNING" if DEMO else "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}

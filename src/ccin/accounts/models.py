"""How a person signs in, and which roles on the network's staff they hold, with dates."""

from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.accounts.states import SENT, STAFF_ROLE_NAMES, WAITING, InvitationState, RequestState
from ccin.members.models import Organisation, Person
from ccin.members.states import RepresentationRole


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, **fields: object) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """How one person signs in: by a code sent to this address, and for staff a second factor."""

    PERSONAL = {"email": "", "name": "A person"}

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, editable=False)  # Wagtail's, written from roles
    fictional = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["email"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("accounts:show", args=[self.pk])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class RoleHeldQuerySet(models.QuerySet["RoleHeld"]):
    def current_on(self, day: date) -> Self:
        """Those in force now, if that day is today; one that was stopped at once is over."""
        return self.not_over_on(day).filter(starts_on__lte=day)

    def not_over_on(self, day: date) -> Self:
        """Those in force on that day or still to come."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), stopped_at__isnull=True)

    def of_administrators(self) -> Self:
        return self.filter(role=Role.ADMINISTRATOR, account__is_active=True)


class RoleHeld(models.Model):
    """A role on the network's staff, held from a day to a day: a stand-in's ends by itself."""

    PERSONAL = {"reason": ""}

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(_("role"), max_length=30, choices=STAFF_ROLE_NAMES)
    starts_on = models.DateField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at once at"), null=True, blank=True)
    reason = models.CharField(_("why, or in whose place"), max_length=200, blank=True)

    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        ordering = ["role", "-starts_on", "pk"]
        verbose_name_plural = "roles held"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_held_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}"


class Session(AbstractBaseSession):
    """An open sign-in, found by its account: listed to its holder, and ended one by one or all.

    Of the device only the kinds of browser and system are kept, and no address of the network.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_on = models.DateField(null=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering = ["-began_at", "pk"]

    def __str__(self) -> str:
        return self.device or "session"

    @property
    def handle(self) -> str:
        """How a page names it: the key itself would let in whoever reads the page."""
        return sha256(self.session_key.encode()).hexdigest()[:20]


class SignInLink(models.Model):
    """A link in a letter that signs its account in, once. Only the digest of its token is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(_("where it leads"), max_length=500)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.account}: {self.address}"

    def is_over(self, now: datetime) -> bool:
        return self.expires_at <= now


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of organisations whose colleagues this actor may invite."""
        if actor.may(Permission.COLLEAGUE_INVITE):
            return self
        return self.filter(organisation__in=actor.organisations_where(Permission.COLLEAGUE_INVITE))


class Invitation(models.Model):
    """Somebody is asked to stand for an organisation, and signs in by accepting.

    The link in the letter is kept as a digest. It works once, until it expires or is withdrawn;
    sending it again makes a new one and the old one void.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"name": "A person", "email": "", "job_title": ""}

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=RepresentationRole)
    job_title = models.CharField(max_length=120, blank=True)
    is_primary = models.BooleanField(_("as primary contact"), default=False)
    invited_by = models.CharField(max_length=60, editable=False)  # the key of an actor
    state = models.CharField(max_length=10, choices=InvitationState, default=SENT, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(editable=False)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(state=SENT),
                name="one_open_invitation_an_address",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.ACCEPTED, account__isnull=False)
                | (~Q(state=InvitationState.ACCEPTED) & Q(account__isnull=True)),
                name="invitation_accepted_by_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.organisation}"

    def is_over(self, now: datetime) -> bool:
        return self.expires_at <= now


class TeamRequestQuerySet(models.QuerySet["TeamRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of organisations whose colleagues this actor may invite."""
        if actor.may(Permission.COLLEAGUE_INVITE):
            return self
        return self.filter(organisation__in=actor.organisations_where(Permission.COLLEAGUE_INVITE))


class TeamRequest(models.Model):
    """Somebody says that they work for an organisation; one of its contacts confirms it, or not."""

    PERSONAL: ClassVar[dict[str, object]] = {"job_title": ""}

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=RepresentationRole)
    job_title = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=WAITING, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = TeamRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "organisation"],
                condition=Q(state=WAITING),
                name="one_open_request_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.organisation}"


class CouncilSignInQuerySet(models.QuerySet["CouncilSignIn"]):
    def in_use(self) -> Self:
        return self.filter(stopped_at__isnull=True)


class CouncilSignIn(models.Model):
    """A council's own identity provider, one entry a tenant, by OpenID Connect.

    People are known by this entry and the subject that the tenant gives them, never by an e-mail
    claim. So `key` and `issuer` stay as they are: another tenant is another entry. The secret lies
    in the environment, under the name that `secret_name` says.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name on the button"), max_length=40)
    issuer = models.URLField(_("address of the tenant"), max_length=300)
    client_id = models.CharField(_("client number"), max_length=191)
    made_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True, editable=False)

    objects = CouncilSignInQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def secret_name(self) -> str:
        return f"CCIN_SIGN_IN_SECRET_{self.key.upper().replace('-', '_')}"

"""When signing in asks for a second step."""

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from ccin.accounts.reads.actors import actor_for


class SecondStep(AuthenticateStage):
    """Of staff and office-holders, and of whoever set up an app. A passkey alone does not oblige
    anybody else: who loses it signs in by a code, and removes it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if not super()._should_handle(request):
            return False
        has_app = Authenticator.objects.filter(
            user=self.login.user, type=Authenticator.Type.TOTP
        ).exists()
        return has_app or actor_for(self.login.user, second_factor=False).lacks_second_factor

from allauth.account.adapter import DefaultAccountAdapter

from . import actions, organisation


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Nobody signs up: accounts are made by invitation."""
        return False

    def post_login(self, request, user, **options):
        """Called once every step of logging in is passed."""
        response = super().post_login(request, user, **options)
        actions.record_log_in(by=user, by_organisation=organisation.logged_in_by(request, user))
        return response

    def authentication_failed(self, request, **credentials):
        """Called for a wrong address or password; past the rate limit nothing is tried, nor recorded."""
        super().authentication_failed(request, **credentials)
        actions.record_failed_log_in(email=credentials.get("email", ""))

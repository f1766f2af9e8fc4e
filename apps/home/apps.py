from django.apps import AppConfig

from apps.accounts.permissions import Permission
from apps.core.navigation import Entry, Where, register


class HomeConfig(AppConfig):
    name = "apps.home"

    def ready(self):
        register(Entry("Home", "home:network", Permission.VIEW_NETWORK, order=0, exact=True))
        register(Entry("Home", "home:area", Permission.VIEW_ICS, order=0, exact=True, where=Where.AREA))
        register(Entry("Log", "home:log", Permission.VIEW_LOG, order=90))

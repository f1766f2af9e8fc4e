from django.apps import AppConfig

from apps.accounts.permissions import Permission
from apps.core.navigation import Entry, Where, register


class HomeConfig(AppConfig):
    name = "apps.home"

    def ready(self):
        register(Entry("Home", "home:network", Permission.ENTER_NETWORK, order=0, exact=True))
        register(Entry("Home", "home:area", Permission.VIEW_ICS, order=0, exact=True, where=Where.AREA))
        start = Entry(
            "Home",
            "administration:start",
            Permission.ADMINISTER,
            order=0,
            exact=True,
            where=Where.PLATFORM,
        )
        register(start)
        register(Entry("Log", "home:log", Permission.VIEW_LOG, order=90, group="Manage"))
        register(Entry("You", "home:you", Permission.ENTER_NETWORK, order=95))
        register(Entry("Log", "home:area_log", Permission.VIEW_LOG, order=90, where=Where.AREA))
        log = "home:administration_log"
        register(Entry("Log", log, Permission.VIEW_LOG, order=90, where=Where.PLATFORM))

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "apps.networks"

    def ready(self):
        from apps.accounts import passwords
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation

        from . import controller, handlers, queries  # noqa: F401 - registers them
        from .steps import steps

        navigation.register(
            navigation.Entry("Access", "access:list", Permission.MANAGE_ACCESS, order=60, group="Manage")
        )
        area, platform = navigation.Where.AREA, navigation.Where.PLATFORM
        for name, where in (("area_access:list", area), ("administrators:list", platform)):
            text = "Access" if where is area else "Administrators"
            navigation.register(navigation.Entry(text, name, Permission.MANAGE_ACCESS, order=60, where=where))
        for needs in (contributions.network_needs, contributions.area_needs, contributions.platform_needs):
            needs.register(queries.needs)
        contributions.network_needs.register(controller.needs)
        passwords.register_words(queries.names_around)
        contributions.network_steps.register(steps)

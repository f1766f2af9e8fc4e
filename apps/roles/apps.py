from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "apps.roles"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import navigation

        navigation.register(navigation.Entry("Roles", "roles:list", Permission.VIEW_NETWORK, order=25))

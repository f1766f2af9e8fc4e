from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "apps.people"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import navigation

        navigation.register(navigation.Entry("People", "people:list", Permission.MANAGE_PEOPLE, order=20))

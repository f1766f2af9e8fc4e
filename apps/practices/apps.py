from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "apps.practices"

    def ready(self):
        from apps.accounts import passwords

        from . import queries

        passwords.register_words(queries.names_around)

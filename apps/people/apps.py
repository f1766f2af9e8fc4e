from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "apps.people"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation

        from . import chapter, leaving, merging
        from .queries import of_practices
        from .steps import steps

        people = Permission.KEEP_PRACTICE_PEOPLE
        navigation.register(navigation.Entry("People", "people:list", people, order=20))
        contributions.network_steps.register(steps)
        contributions.practice_hangings.register(of_practices)
        contributions.network_needs.register(leaving.needs)
        contributions.personal_data.register(merging.RECORDS)
        chapters.report_chapters.register("people", chapter.people)

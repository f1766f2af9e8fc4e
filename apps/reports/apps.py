from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "apps.reports"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import contributions, navigation

        from . import (
            handlers,  # noqa: F401 - registers the job
            handover_actions,
            needs,
        )

        navigation.register(navigation.Entry("Reports", "reports:list", Permission.VIEW_REPORTS, order=40))
        contributions.network_needs.register(needs.needs)
        contributions.network_coming.register(needs.coming)
        contributions.network_news.register(needs.news)
        contributions.network_steps.register(needs.steps)
        contributions.area_needs.register(needs.area_needs)
        contributions.personal_data.register(
            contributions.Records(
                "reports",
                sections=lambda person: (),
                erase=handover_actions.forget_handover,
                move=lambda **people: None,
            )
        )

from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "apps.roles"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation

        from . import (  # noqa: F401 - handlers register themselves
            chapter,
            handlers,
            holdings,
            known,
            leading_hooks,
            needs,
            offices,
            team_queries,
            time_queries,
        )

        navigation.register(navigation.Entry("Roles", "roles:list", Permission.VIEW_NETWORK, order=25))
        contributions.network_known.register(known.known)
        contributions.network_needs.register(needs.needs)
        contributions.network_coming.register(needs.coming)
        contributions.network_load.register(needs.loads)
        contributions.network_offices.register(offices.offices_of)
        contributions.practice_hangings.register(holdings.of_practices)
        contributions.person_holdings.register(holdings.of_people)
        contributions.personal_data.register(
            contributions.Records("roles", holdings.sections, holdings.erase, holdings.move)
        )
        contributions.network_needs.register(leading_hooks.needs)
        contributions.network_load.register(time_queries.loads)
        contributions.personal_data.register(leading_hooks.RECORDS)
        contributions.personal_data.register(team_queries.RECORDS)
        chapters.report_chapters.register("leadership", chapter.leadership)
        chapters.report_chapters.register("board", chapter.board)
        chapters.report_chapters.register("people", chapter.people)

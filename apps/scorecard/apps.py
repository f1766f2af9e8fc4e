from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "apps.scorecard"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation, topics
        from apps.surveys import companions
        from apps.surveys.models import Kind
        from apps.surveys.questionnaire import SCORECARD

        from . import (  # noqa: F401 - handlers register themselves
            chapter,
            handlers,
            known,
            load,
            needs,
            thread,
            workshop_notes,
        )

        companions.register(Kind.SCORECARD, companions.Companion(results="summary:page"))
        navigation.register(
            navigation.Entry("Scorecard", "scorecard:list", Permission.VIEW_RESULTS, order=10)
        )
        navigation.register(
            navigation.Entry(
                "Scorecards",
                "ics_scorecards:list",
                Permission.VIEW_ICS,
                order=20,
                where=navigation.Where.AREA,
            )
        )
        navigation.register(
            navigation.Entry(
                "Questions",
                "area_questions:list",
                Permission.OFFER_QUESTIONS,
                order=25,
                where=navigation.Where.AREA,
            )
        )
        contributions.network_known.register(known.known)
        contributions.network_needs.register(needs.needs)
        contributions.network_needs.register(needs.forwarding)
        contributions.network_coming.register(needs.coming)
        contributions.network_news.register(needs.news)
        contributions.network_news.register(needs.offered)
        contributions.network_steps.register(needs.steps)
        contributions.network_load.register(load.loads)
        contributions.network_raised.register(workshop_notes.raised)
        topics.topics.register(SCORECARD, thread.resolve, "Scorecard", is_open=True)
        topics.standings.register(thread.standings)
        topics.threads.register(thread.told)
        chapters.report_chapters.register("comparison", chapter.comparison)

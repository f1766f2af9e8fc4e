from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "apps.meetings"

    def ready(self):
        from apps.accounts.permissions import Permission
        from apps.core import chapters, contributions, navigation, topics

        from . import (  # noqa: F401 - handlers register themselves
            action_handlers,
            agenda_handlers,
            agenda_starts,
            chapter,
            event_letters,
            follow_offers,
            handlers,
            holdings,
            issue_queries,
            leading,
            minutes_handlers,
            needs,
            thread,
        )

        navigation.register(navigation.Entry("Meetings", "meetings:list", Permission.VIEW_NETWORK, order=16))
        contributions.network_needs.register(needs.needs)
        contributions.network_needs.register(needs.invitations)
        contributions.network_coming.register(needs.coming)
        contributions.personal_data.register(holdings.RECORDS)
        contributions.person_holdings.register(follow_offers.holdings)
        contributions.person_holdings.register(leading.holdings)
        contributions.practice_hangings.register(follow_offers.of_practices)
        contributions.network_load.register(follow_offers.loads)
        contributions.network_needs.register(follow_offers.needs)
        contributions.network_coming.register(follow_offers.coming)
        topics.topic_starts.register(follow_offers.starts)
        topics.topics.register(issue_queries.ISSUE, issue_queries.resolve_issues)
        topics.topics.register(issue_queries.RISK, issue_queries.resolve_risks, "Risk", is_open=True)
        topics.threads.register(issue_queries.told)
        topics.topics.register(thread.ITEM, thread.resolve, "Agenda item")
        topics.topics.register(thread.ACTION, thread.resolve_actions, "Another action")
        topics.threads.register(thread.told)
        topics.topic_starts.register(agenda_starts.starts)
        chapters.report_chapters.register("meetings", chapter.meetings)
        chapters.report_chapters.register("residents", chapter.residents)

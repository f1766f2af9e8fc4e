"""What the pages of check-ins read."""

from apps.accounts.models import User
from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.people.models import StaffGroup
from apps.surveys.models import Kind, Questionnaire, Round
from apps.surveys.queries import current_check_in
from apps.surveys.questionnaire import CHECK_IN

from . import calendar, instrument
from .models import Plan


def check_ins_of(network):
    return network.rounds.filter(kind=Kind.CHECK_IN)


def plan_of(network) -> Plan | None:
    """The series that opens by itself at present."""
    running = network.check_in_plans.filter(ended_at=None)
    return running.select_related("series", "reviewer", "asker").first()


def staff_of(network):
    """Whom a check-in asks: everybody of the directory who works in the network, partners and lay members aside."""
    return network.people.active().exclude(staff_group=StaffGroup.PARTNER)


def pauses_of(network) -> list[calendar.Away]:
    return [pause.away for pause in network.check_in_pauses.all()]


def runners_of(network):
    """Who may set up check-ins, by name."""
    roles = [role.code for role in NETWORK_ROLES.values() if Permission.RUN_ROUNDS in role.permissions]
    current = network.memberships.current().filter(role__in=roles)
    return User.objects.filter(pk__in=current.values("user")).order_by("name", "pk")


def asker_for(plan: Plan) -> User | None:
    """In whose name it asks: of whoever set it up or, where they are gone, of the first who could."""
    runners = {user.pk: user for user in runners_of(plan.network)}
    return runners.get(plan.asker_id) or next(iter(runners.values()), None)


def questionnaire_for(network, *, burnout: bool, bank, comment: bool) -> Questionnaire:
    """What is asked from the next check-in on: the shipped one where nothing is added, a version of the network's own
    where something is; not saved where it was never asked like this."""
    shipped = current_check_in()
    if not (burnout or bank or comment):
        return shipped
    kept = list(network.questionnaires.filter(code=CHECK_IN).order_by("-version"))
    version = kept[0].version + 1 if kept else 1
    content = instrument.compose(
        shipped.content, burnout=burnout, bank=bank, comment=comment, version=version
    )
    for one in kept:
        if one.base_id == shipped.pk and instrument.same_questions(one.content, content):
            return one
    return Questionnaire(
        code=CHECK_IN, version=version, kind=Kind.CHECK_IN, base=shipped, content=content, network=network
    )


def running_of(network) -> Round | None:
    return check_ins_of(network).running().select_related("questionnaire").first()

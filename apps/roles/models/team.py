"""What people know about how they work in a team: Belbin results that they record themselves, and working groups.

No questionnaire and no scoring: the inventory is its owner's. Result and consent belong to the person alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from apps.core.models import TimestampedModel
from apps.networks.models import Network
from apps.people.models import Person

MOST_ROLES = 3


class TeamRole(models.TextChoices):
    """The nine names as the field uses them; Belbin is a trade mark of its owner."""

    PLANT = "plant", "Plant"
    INVESTIGATOR = "investigator", "Resource Investigator"
    COORDINATOR = "coordinator", "Co-ordinator"
    SHAPER = "shaper", "Shaper"
    EVALUATOR = "evaluator", "Monitor Evaluator"
    TEAMWORKER = "teamworker", "Teamworker"
    IMPLEMENTER = "implementer", "Implementer"
    FINISHER = "finisher", "Completer Finisher"
    SPECIALIST = "specialist", "Specialist"


class Sight(models.TextChoices):
    """Who may see whose result it is."""

    COUNTS = "counts", "Nobody: only count me"
    LEADERS = "leaders", "The leadership team, by name"
    NETWORK = "network", "Everybody of the network, by name"


def _roles():
    return ArrayField(models.CharField(max_length=20, choices=TeamRole), size=MOST_ROLES, default=list)


class TeamResult(TimestampedModel):
    """A person's own result as they recorded it; theirs to change or withdraw at any time."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="team_result")
    top = _roles()
    least = _roles()
    reported_on = models.DateField()
    seen_by = models.CharField(max_length=10, choices=Sight)

    def __str__(self):
        return f"Team roles of {self.person_id}"

    @classmethod
    def of(cls, person: Person | None) -> "TeamResult | None":
        return cls.objects.filter(person=person).first() if person else None


class WorkingGroup(TimestampedModel):
    """People who work on something together, as a manager names them."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="working_groups")
    name = models.CharField(max_length=80)
    people = models.ManyToManyField(Person, related_name="working_groups")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), "network", name="working_group_once")]

    def __str__(self):
        return self.name

"""Meetings, actions and risks of people of the directory: what leavers hand over, and what is kept about somebody."""

from apps.core.contributions import Records, Section
from apps.core.moments import day

from .models import Action, ActionNote, Digest, Invitee, Item, Meeting, Risk, Series


def sections(person):
    meetings = person.invited_to.select_related("meeting").order_by("-meeting__starts_at")
    yield Section(
        "Meetings they were asked to",
        ("Meeting", "Day", "Came"),
        tuple((one.meeting.title, day(one.meeting.starts_at), one.get_came_display()) for one in meetings),
    )
    yield Section(
        "Actions",
        ("Action", "Due", "State"),
        tuple((one.text, day(one.due_on), one.get_state_display()) for one in person.actions.all()),
    )
    yield Section(
        "Risks they watch",
        ("Risk", "Closed"),
        tuple((one.title, day(one.closed_on)) for one in person.risks.all()),
    )
    notes = ActionNote.objects.filter(owner=person).select_related("action")
    yield Section("Notes on actions", ("Action", "Note"), tuple((one.action.text, one.text) for one in notes))
    digest = Digest.objects.filter(person=person).first()
    yield Section("Weekly mail about actions", ("When",), ((digest.get_when_display(),),) if digest else ())


def erase(*, person, by):
    """What the network met about, decided and does stays; it names them no more."""
    Invitee.objects.filter(deputy=person).update(came=Invitee.Came.PRESENT, deputy=None)
    for model in (Meeting, Series):
        for field in ("chair", "note_taker"):
            model.objects.filter(**{field: person}).update(**{field: None})
    Invitee.objects.filter(person=person).update(person=None)
    Item.objects.filter(lead=person).update(lead=None)
    Action.objects.filter(owner=person).update(owner=None)
    ActionNote.objects.filter(owner=person).update(owner=None)
    Risk.objects.filter(owner=person).update(owner=None)
    Digest.objects.filter(person=person).delete()


def move(*, kept, merged, by):
    twice = Invitee.objects.filter(person=kept).values("meeting")
    Invitee.objects.filter(person=merged, meeting__in=twice).delete()
    Invitee.objects.filter(person=merged).update(person=kept)
    Invitee.objects.filter(deputy=merged).update(deputy=kept)
    for model in (Meeting, Series):
        for field in ("chair", "note_taker"):
            model.objects.filter(**{field: merged}).update(**{field: kept})
    Item.objects.filter(lead=merged).update(lead=kept)
    Action.objects.filter(owner=merged).update(owner=kept)
    ActionNote.objects.filter(owner=merged).update(owner=kept)
    Risk.objects.filter(owner=merged).update(owner=kept)
    if Digest.objects.filter(person=kept).exists():
        Digest.objects.filter(person=merged).delete()
    Digest.objects.filter(person=merged).update(person=kept)


RECORDS = Records("meetings", sections, erase, move)

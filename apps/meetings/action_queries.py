"""Reading actions and decisions: the registers, one action, who owns what."""

from datetime import date

from django.db.models import Count, Min, Q

from apps.core.contributions import Raised, network_raised
from apps.people.models import Person
from apps.people.queries import own_entry

from . import thread
from .action_forms import ALL, DONE, DROPPED, LATE, MOST_CHARACTERS
from .models import Action
from .queries import reads_confidential


def late(today: date) -> Q:
    return Q(state=Action.State.OPEN, due_on__lt=today)


def actions(network, permissions):
    """Those the reader may see, with what their lines say."""
    found = network.actions.seen_with(reads_confidential(permissions))
    return found.select_related("owner", "practice", "meeting")


def raised(network, permissions) -> list[Raised]:
    """Actions that workshops noted and nobody wrote down here yet, in the same words."""
    found = [one for one in network_raised.of(network, permissions) if one.kind == "action"]
    texts = [one.text[:MOST_CHARACTERS].strip() for one in found]
    taken = set(network.actions.filter(text__in=texts).values_list("text", flat=True)) if found else ()
    return [one for one in found if one.text[:MOST_CHARACTERS].strip() not in taken]


def _says(reader, word: str, topic: Q) -> Q:
    """What a word is found in: the row's own text, its topic, its meeting. Few people and meetings are looked through,
    once, rather than theirs for each of many rows."""
    meetings = reader.place.meetings.filter(title__icontains=word).order_by()
    return Q(text__icontains=word) | topic | Q(meeting__in=meetings.values("pk"))


def narrowed(found, reader, *, today: date, words: str = "", show: str = "", owner: str = ""):
    """``words`` are looked for in the action, its owner, its meeting and its topic as far as the reader may open it,
    each of them; open ones unless ``show`` asks for others; ``owner`` is a primary key or "nobody"."""
    for word, topic in thread.about_words(reader, found, words).items():
        owners = reader.place.people.filter(name__icontains=word).order_by().values("pk")
        found = found.filter(_says(reader, word, topic) | Q(owner__in=owners))
    if show == LATE:
        found = found.filter(late(today))
    elif show in (DONE, DROPPED):
        found = found.filter(state=show)
    elif show != ALL:
        found = found.open()
    if owner == "nobody":
        return found.filter(Q(owner=None) | Q(owner__in=Person.objects.left()))
    return found.filter(owner=owner) if owner else found


def owners(network, permissions) -> list[tuple[str, str]]:
    """Everybody who owns or owned an action the reader may see, as choices; one query."""
    seen = network.actions.seen_with(reads_confidential(permissions)).order_by()
    people = Person.objects.filter(pk__in=seen.values("owner")).order_by("name", "pk")
    return [(str(pk), name) for pk, name in people.values_list("pk", "name")]


def owner_of(action: Action, user) -> Person | None:
    """The directory's entry of ``user`` where that owns ``action``."""
    own = own_entry(action.network, user) if action.owner_id else None
    return own if own is not None and own.pk == action.owner_id else None


def by_owner(network, permissions, today: date):
    """People with open actions, with how many are ``open``, how many ``late``, and the ``first`` day one was due."""
    seen = network.actions.seen_with(reads_confidential(permissions)).open().order_by()
    people = Person.objects.filter(pk__in=seen.values("owner")).select_related("practice")
    mine = Q(actions__in=seen)
    return people.annotate(
        open=Count("actions", filter=mine),
        late=Count("actions", filter=mine & Q(actions__due_on__lt=today)),
        first=Min("actions__due_on", filter=mine),
    )


def decisions(reader, *, words: str = "", since: date | None = None, until: date | None = None):
    """``words`` are looked for in the decision, its item, its meeting and its topic as far as the reader may open it,
    each of them; both days count."""
    seen = reader.place.decisions.seen_with(reads_confidential(reader.permissions))
    found = seen.select_related("meeting", "item")
    for word, topic in thread.about_words(reader, found, words).items():
        items = reader.place.agenda_items.filter(title__icontains=word).order_by().values("pk")
        found = found.filter(_says(reader, word, topic) | Q(item__in=items))
    if since:
        found = found.filter(decided_on__gte=since)
    return found.filter(decided_on__lte=until) if until else found

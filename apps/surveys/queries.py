"""What other rooms read of rounds. Results come from `Finding` rows alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Aggregate, Count, Exists, JSONField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from apps.accounts.models import User
from apps.accounts.permissions import NETWORK_ROLES, Permission
from apps.jobs.models import Job
from apps.networks.models import Sharing

from . import blocks, disclosure, own, words
from .disclosure import Figure
from .models import Ballot, Comment, Finding, Invitation, Kind, Offer, Questionnaire, Round
from .questionnaire import CHECK_IN, SCORECARD, Question, Theme


class QuestionResult(NamedTuple):
    """``no_view`` as `disclosure.no_view` says it."""

    question: Question
    figure: Figure
    no_view: tuple[int, int] | None = None


@dataclass(frozen=True)
class ThemeResult:
    """A theme of a closed round. ``mean`` is the mean of its questions' published means, to 0.1, None where
    none is published, and of a network's own questions; ``mean_is_about`` where one of them was an end of the
    scale; of ``questions_counted`` questions."""

    theme: Theme
    mean: float | None
    mean_is_about: bool
    questions_counted: int
    questions: tuple[QuestionResult, ...]
    year_ago: Figure | None


@dataclass(frozen=True)
class RoundResults:
    """``enough`` says whether there is a single figure to show; ``turnout`` is in words."""

    round: Round
    enough: bool
    turnout: str
    themes: tuple[ThemeResult, ...]


@dataclass(frozen=True)
class Undelivered:
    """Somebody whose invitation did not arrive, and why, in words. Says nothing about answering."""

    person: object
    words: str


def current_questionnaire(network=None, *, lean: bool = False) -> Questionnaire:
    """What a round asks that opens now: the latest version of the scorecard, with the questions of ``network``'s own
    where it has any. Where the scorecard changed since those were last kept, it is a new version that is not saved yet.

    ``lean`` is for who opens a round and asks nobody anything: 22 questions stay where they are until somebody reads
    them. Raises Questionnaire.DoesNotExist where none was ever installed."""
    places = Q(network=None) | Q(network=network) if network else Q(network=None)
    latest = Questionnaire.objects.filter(places, code=SCORECARD, icb=None)
    latest = latest.defer("content") if lean else latest
    found = {one.network_id: one for one in latest.order_by("network_id", "-version").distinct("network_id")}
    if None not in found:
        raise Questionnaire.DoesNotExist("The scorecard was not installed.")
    shipped, kept = found[None], found.get(network and network.pk)
    if kept is shipped or kept is None or not kept.own:
        return shipped
    return kept if kept.base_id == shipped.pk else next_version(network, shipped, kept, kept.own)


def current_check_in() -> Questionnaire:
    """The latest version of the check-in that comes with the portal."""
    return Questionnaire.objects.filter(code=CHECK_IN, network=None, icb=None).latest("version")


def latest_of(place) -> Questionnaire | None:
    """The last version that a network or area kept, used or not."""
    return place.questionnaires.filter(code=SCORECARD).order_by("version").last()


def next_version(place, shipped: Questionnaire, last: Questionnaire | None, questions) -> Questionnaire:
    """All of ``shipped`` and ``questions``, not saved."""
    version = last.version + 1 if last else 1
    return Questionnaire(
        code=SCORECARD, version=version, kind=shipped.kind, base=shipped,
        content=own.compose(shipped.content, questions, version), **place.as_field,
    )  # fmt: skip


def whole_set(icb) -> Questionnaire:
    """What an area wrote, as the end of a whole questionnaire."""
    last = latest_of(icb)
    return next_version(icb, current_questionnaire(), last, last.own if last else ())


def rounds_asking(questionnaire: Questionnaire | None) -> list[str]:
    """The titles of the rounds that asked these very questions, latest first; at most three."""
    return list(questionnaire.rounds.values_list("title", flat=True)[:3]) if questionnaire else []


def current_offer(icb) -> Offer | None:
    """What an area offers to its networks now."""
    return (
        icb.question_offers.filter(withdrawn_at=None).select_related("questionnaire").first() if icb else None
    )


def offers_since(networks, since) -> list[tuple[int, str, datetime]]:
    """What the areas of ``networks`` offer since then or later: a network's primary key, the area's name, when."""
    within = "icb__sub_icb_spells"
    under = f"{within}__sub_icb__network_spells"
    now = {f"{within}__end": None, f"{under}__end": None, f"{under}__network__in": networks}
    offers = Offer.objects.filter(withdrawn_at=None, offered_at__gte=since, **now)
    return list(offers.values_list(f"{under}__network", "icb__name", "offered_at"))


# All that `results_of`, and what stands around its figures, reads of a round.
WITH_RESULTS = ("network", "kind", "questionnaire", "way", "title", "state", "closed_at")
WITH_RESULTS += ("invited", "answered", "heads")


def round_results(round_: Round) -> RoundResults:
    """The results of a closed round, as far as they may be shown; one query, two where the questionnaire is
    not loaded.

    Raises ValueError for a round that is not closed: nothing of it is anybody's to see."""
    return results_of([round_])[0]


def results_of(rounds: Sequence[Round]) -> list[RoundResults]:
    """`round_results` of several rounds in their order, by one query together."""
    if any(round_.state != Round.State.CLOSED for round_ in rounds):
        raise ValueError("Only a closed round has results.")
    findings = Finding.objects.filter(round__in=[round_.pk for round_ in rounds], block="")
    stored = dict(findings.values_list("round").annotate(figures=_Figures("question", "figure")))
    return [_results(round_, _figures(stored.get(round_.pk, {}))) for round_ in rounds]


class _Figures(Aggregate):
    """Figures by their questions, as one text: a hundred of them are read in the time of ten rows."""

    function = "jsonb_object_agg"
    arity = 2
    output_field = JSONField()


def _figures(stored: dict[str, dict]) -> dict[str, Figure]:
    return {question: Figure.from_json(figure) for question, figure in stored.items()}


def _results(round_: Round, figures: dict[str, Figure]) -> RoundResults:
    return RoundResults(
        round=round_,
        enough=not all(figure.is_withheld for figure in figures.values()),
        turnout=turnout_words(round_),
        themes=tuple(_theme_result(theme, figures, round_.answered) for theme in round_.definition.themes),
    )


def _theme_result(theme: Theme, figures: dict[str, Figure], answered: int | None = None) -> ThemeResult:
    questions = tuple(
        QuestionResult(question, figures[question.code], disclosure.no_view(figures[question.code], answered))
        for question in theme.questions
    )
    scored = () if theme.is_own else questions
    mean, about, counted = disclosure.theme_score([result.figure for result in scored])
    return ThemeResult(
        theme=theme,
        mean=mean,
        mean_is_about=about,
        questions_counted=counted,
        questions=questions,
        year_ago=figures[theme.year_ago.code] if theme.year_ago else None,
    )


@dataclass(frozen=True)
class BlockResult:
    """What is shown of one practice or staff group; ``themes`` as in `RoundResults`."""

    code: str
    name: str
    themes: tuple[ThemeResult, ...]


def block_results(round_: Round) -> list[BlockResult]:
    """Of a closed round with a breakdown, each practice or staff group that is shown apart, by name; two queries.

    Whoever is missing is part of a remainder without figures. Raises ValueError for a round that is not closed."""
    if round_.state != Round.State.CLOSED:
        raise ValueError("Only a closed round has results.")
    if not round_.breakdown:
        return []
    figures: dict[str, dict[str, Figure]] = {}
    findings = Finding.objects.filter(round=round_).exclude(block="")
    for block, question, figure in findings.values_list("block", "question", "figure"):
        figures.setdefault(block, {})[question] = Figure.from_json(figure)
    return [
        BlockResult(
            code, name, tuple(_theme_result(theme, figures[code]) for theme in round_.definition.themes)
        )
        for code, name in blocks.names_of(figures, round_.breakdown).items()
    ]


def comments_to_review(round_: Round):
    """Comments of a closed round that wait for its reviewer, in no order that says anything."""
    return round_.comments.filter(state=Comment.State.WAITING).order_by("pk")


def readers(network):
    """Who may be named to read comments before others: members of the network who see its results, by name."""
    roles = [role.code for role in NETWORK_ROLES.values() if Permission.VIEW_RESULTS in role.permissions]
    current = network.memberships.current().filter(role__in=roles)
    return User.objects.filter(pk__in=current.values("user")).order_by("name", "pk")


@dataclass(frozen=True)
class Said:
    """A released comment; ``theme`` is its theme's title, empty where too few commented on that theme."""

    theme: str
    text: str


def released_comments(round_: Round) -> list[Said]:
    """What people said, as far as it was released: one list in no order that says anything, themes together."""
    titles = {theme.code: theme.title for theme in round_.definition.themes}
    released = round_.comments.filter(state=Comment.State.RELEASED).order_by("pk")
    said = [Said(titles.get(theme, ""), text) for theme, text in released.values_list("theme", "text")]
    order = ["", *titles.values()]
    return sorted(said, key=lambda one: order.index(one.theme))


def round_to_thank_for(round_id) -> Round | None:
    """A round by its id alone, for the page after answering; None for an unknown one."""
    return Round.objects.select_related("network", "questionnaire", "reviewer").filter(pk=round_id).first()


def turnout_words(round_: Round) -> str:
    """`turnouts` of one round."""
    return turnouts([round_])[round_.pk]


def turnouts(rounds: Sequence[Round]) -> dict:
    """By primary key how many answered, as far as anybody may know: nothing while fewer than 11 did, then a share
    in words; after the close the number, unless too few answered for any figure. Empty for a round that ended
    without a result. One query where a round still runs, none else."""
    running = [round_.pk for round_ in rounds if round_.state in (Round.State.OPEN, Round.State.CLOSING)]
    answered = {}
    if running:
        counts = Ballot.objects.filter(round__in=running).values_list("round").annotate(Count("pk"))
        answered = dict(counts)
    return {round_.pk: _turnout(round_, answered.get(round_.pk, 0)) for round_ in rounds}


def _turnout(round_: Round, answered: int) -> str:
    if round_.has_open_link:
        return _open_turnout(round_, answered)
    if round_.state == Round.State.CLOSED:
        if round_.answered is None:
            return f"Fewer than {round_.rules.least} of {round_.invited} answered"
        return f"{round_.answered} of {round_.invited} answered"
    if answered < disclosure.TURNOUT_WHILE_OPEN:
        return ""
    return words.share_answered(answered, round_.invited)


def _open_turnout(round_: Round, answered: int) -> str:
    """Envelopes against people in the room, where somebody counted those."""
    if round_.state == Round.State.CLOSED:
        if round_.answered is None:
            return f"Fewer than {round_.rules.least} answered"
        people = "person" if round_.heads == 1 else "people"
        room = f", {round_.heads} {people} in the room" if round_.heads else ""
        return f"{round_.answered} answers by one open link{room}"
    if answered < disclosure.TURNOUT_WHILE_OPEN:
        return ""
    if not round_.heads:
        return f"at least {disclosure.TURNOUT_WHILE_OPEN} have answered"
    if answered > round_.heads:
        return MORE_THAN_HEADS
    return words.share_answered(answered, round_.heads)


MORE_THAN_HEADS = "there are more answers than people in the room"


def caution(round_: Round) -> str:
    """What a reader of a closed round's figures must know about who answered; mostly nothing."""
    if round_.heads and round_.answered and round_.answered > round_.heads:
        return (
            f"There are more answers ({round_.answered}) than people in the room ({round_.heads}). Somebody answered "
            "more than once, or somebody else had the link: read these figures with caution."
        )
    return ""


def protection_sentence(round_: Round) -> str:
    """The one sentence that stands on every page with figures of ``round_``."""
    least, of_a_part = round_.rules.least, disclosure.SCORECARD_BLOCK.least
    apart = f" ({of_a_part} in a practice or staff group)" if round_.breakdown and of_a_part > least else ""
    return (
        f"Every figure is about at least {least} people together{apart}, and the fewer "
        "answered the coarser it is, so that nobody can tell who said what."
    )


def area_sees(network, kind: str = Kind.SCORECARD) -> bool:
    """Whether the area will see the means of the themes of a round that opens now: whoever is asked is told."""
    return kind == Kind.SCORECARD and _shows(network).exists()


def area_will_see(network, kind: str) -> bool | Exists:
    """`area_sees`, for the database to look up while it stores the round."""
    return kind == Kind.SCORECARD and Exists(_shows(network))


def _shows(network):
    return network.sharing.current().filter(what=Sharing.What.SHOW)


@dataclass(frozen=True)
class RoundProblem:
    """What keeps a round from opening or closing, and whether the portal tries again by itself."""

    words: str
    goes_on: bool


def round_problem(round_: Round) -> RoundProblem | None:
    """What keeps a round from opening or closing; None where nothing does."""
    kinds = ("surveys.enlist", "surveys.prepare", "surveys.close")
    failed = (
        Job.objects.filter(kind__in=kinds, subject=str(round_.pk)).exclude(error="").order_by("-pk").first()
    )
    return RoundProblem(failed.error, failed.is_open) if failed and round_.is_running else None


def undelivered(round_: Round) -> list[Undelivered]:
    """Whose invitation the mail server refused, by name. From the sending of invitations only, never of
    reminders."""
    refused = invited(round_).filter(problem__isnull=False)
    return sorted((Undelivered(one.person, one.problem) for one in refused), key=lambda one: one.person.name)


@dataclass(frozen=True)
class Sending:
    """How far the invitations by e-mail are: ``sent`` of ``total``, ``refused`` by a mail server; nothing about
    answering. ``goes_on`` while some wait."""

    sent: int
    refused: int
    total: int
    goes_on: bool


def sending(round_: Round) -> Sending:
    """How far the mails with everybody's latest links are; one query."""
    rows = Invitation.objects.filter(round=round_, is_slip=False).annotate(mailed_as=_MAILED_AS)
    mails = Job.objects.filter(key__in=rows.values("mailed_as"))
    counts = dict(mails.values_list("state").annotate(Count("pk")).order_by())
    waiting = counts.get(Job.State.QUEUED, 0) + counts.get(Job.State.RUNNING, 0)
    return Sending(
        sent=counts.get(Job.State.DONE, 0),
        refused=counts.get(Job.State.FAILED, 0),
        total=round_.invited - round_.slips,
        goes_on=bool(waiting),
    )


_MAILED_AS = Concat(
    Value("invite:"),
    Cast("pk", TextField()),
    Value(":"),
    Cast("generation", TextField()),
    output_field=TextField(),
)


def invited(round_: Round, words: str = ""):
    """Invitations of the people invited to ``round_``, each with ``problem``: why the mail with its latest link did not
    arrive, in words, None where that is not known. ``words`` are looked for in names and addresses, each of them.

    Whether somebody answered is not even read."""
    failed = Job.objects.filter(key=OuterRef("mailed_as"), state=Job.State.FAILED)
    rows = Invitation.objects.filter(round=round_, person__isnull=False).defer("answered")
    for word in words.split():
        rows = rows.filter(Q(person__name__icontains=word) | Q(person__email__icontains=word))
    rows = rows.annotate(mailed_as=_MAILED_AS).annotate(problem=Subquery(failed.values("error")[:1]))
    return rows.select_related("person__practice")

"""What a network asks besides the scorecard, and what an area offers: the same pages for both. The doors stand in
`questions_urls`."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.navigation import beside
from apps.networks.models import Network
from apps.surveys import asking, own
from apps.surveys.asking import QuestionsChanged, QuestionsRefused
from apps.surveys.forms import blank_questions
from apps.surveys.queries import current_offer, current_questionnaire, latest_of, rounds_asking, whole_set
from apps.surveys.questionnaire import ENGLISH
from apps.surveys.showing import Showing, around, chosen

from . import draft as drafts
from .questions_forms import QuestionForm, TakeForm

FROM_NEXT_ROUND = "It counts from the next round that opens."


def _to_list(request):
    return redirect(beside(request, "list"))


def _is_network(request) -> bool:
    return isinstance(request.place, Network)


def _asked(place) -> tuple[own.Own, ...]:
    last = latest_of(place)
    return last.own if last else ()


def _one_or_404(request, code: str) -> own.Own:
    return next((one for one in _asked(request.place) if one.code == code), None) or _nothing()


def _nothing():
    raise Http404


@require_safe
def question_list(request):
    return _list(request)


def _list(request, take_form=None):
    """The network's page shows what its area offers as well; the area's what is offered now."""
    last = latest_of(request.place)
    asked = last.own if last else ()
    context = {
        "questions": asked,
        "last": last,
        "edition": own.edition(asked),
        "room": own.MOST - len(asked),
        "form": take_form,
    }
    if not _is_network(request):
        context["offer"] = current_offer(request.ics)
        return render(request, "scorecard/area_questions.html", context)
    offer = current_offer(request.network.icb)
    if offer and not take_form:
        context["form"] = TakeForm(offer=offer, asked=asked)
    return render(
        request,
        "scorecard/questions.html",
        context
        | {"offer": offer, "used": rounds_asking(last), "opening": drafts.load(request).way is not None},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    return _write(request, None, asking.add, "The question is added. {}")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, question):
    """Somebody else may have changed it while its new words were typed: then they are kept, and told so."""
    old = next((one for one in _asked(request.place) if one.code == question), None)
    if old is None and not request.POST.get("edition"):
        raise Http404

    def change(**arguments):
        if old is None:
            raise QuestionsChanged
        asking.change(code=question, **arguments)

    return _write(request, old, change, "The question is changed. {}")


def _write(request, old, save, done: str):
    asked = _asked(request.place)
    names = request.network.people.values_list("name", flat=True) if _is_network(request) else ()
    form = QuestionForm(request.POST if request.method == "POST" else None, question=old, names=names)
    if request.method == "POST" and form.is_valid():
        try:
            save(
                place=request.place,
                by=request.user,
                edition=request.POST.get("edition", ""),
                question=form.cleaned_data["question"],
            )
        except QuestionsChanged as problem:
            form.add_error(None, str(problem))
        except QuestionsRefused as problem:
            form.add_error("text", str(problem))
        else:
            messages.success(request, done.format(FROM_NEXT_ROUND if _is_network(request) else "").strip())
            return _to_list(request)
    context = {"form": form, "old": old, "edition": own.edition(asked), "asked": asked}
    return render(request, "scorecard/question.html", context)


@require_POST
def act(request, question):
    """Move a question up or down, or remove it."""
    one = _one_or_404(request, question)
    arguments = {"place": request.place, "by": request.user, "edition": request.POST.get("edition", "")}
    try:
        match request.POST.get("do"):
            case "up" | "down" as way:
                asking.move(code=one.code, up=way == "up", **arguments)
            case "remove":
                asking.remove(code=one.code, **arguments)
                messages.success(request, f"“{one.text}” is removed.")
    except QuestionsRefused as problem:
        messages.error(request, str(problem))
    return _to_list(request)


@require_safe
def preview(request, version=None):
    """The answer page as somebody would see it; nothing in it can be sent."""
    place = request.place
    if version is not None:
        questionnaire = get_object_or_404(place.questionnaires, version=version)
    else:
        questionnaire = current_questionnaire(place) if _is_network(request) else whole_set(place)
    try:
        showing = chosen(request.GET.get("show", ENGLISH), questionnaire.definition)
    except ValueError:
        showing = Showing()
    definition = questionnaire.definition_in(showing.language)
    name = place.name if _is_network(request) else "your network"
    context = {
        "network": place,
        "version": version,
        "questions": blank_questions(definition, showing.plain),
        "back": beside(request, "list"),
        **around(definition, showing, name),
    }
    return render(request, "scorecard/questions_preview.html", context)


@require_POST
def take(request):
    """Ask some or all of what the area offers."""
    offer = current_offer(request.network.icb)
    if offer is None:
        messages.error(request, asking.WITHDRAWN)
        return _to_list(request)
    form = TakeForm(request.POST, offer=offer, asked=_asked(request.network))
    if not form.is_valid():
        return _list(request, form)
    try:
        asking.take_in(network=request.network, by=request.user, **form.cleaned_data)
    except QuestionsRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"Taken in. {FROM_NEXT_ROUND}")
    return _to_list(request)


@require_POST
def offer(request):
    try:
        asking.offer(icb=request.ics, by=request.user, edition=request.POST.get("edition", ""))
    except QuestionsRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "These questions are offered to the area’s networks.")
    return _to_list(request)


@require_POST
def withdraw(request):
    asking.withdraw(icb=request.ics, by=request.user)
    messages.success(request, "Nothing is offered now. Networks that took questions in keep them.")
    return _to_list(request)

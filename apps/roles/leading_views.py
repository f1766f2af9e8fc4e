"""Who would like to lead, and what people learned about leading."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.core.fragments import render_part
from apps.core.tables import build
from apps.networks.access import network_view
from apps.people.queries import own_entry

from . import leading_actions as actions
from . import leading_tables as tables
from .leading_forms import AnswerForm, CourseForm, OfferForm

PAGE = 50


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_http_methods(["GET", "HEAD", "POST"])
def leading(request):
    """One's own offers, with their answers, and a form for another; one's own courses."""
    network, person = request.network, own_entry(request.network, request.user)
    form = OfferForm(request.POST or None)
    if person and request.method == "POST" and form.is_valid():
        try:
            actions.offer(network=network, by=request.user, person=person, **form.cleaned_data)
        except actions.Refused as problem:
            form.add_error("area", str(problem))
        else:
            messages.success(request, "Thank you. The clinical director and the manager see your offer.")
            return redirect("roles:leading", network.code)
    context = {
        "person": person,
        "form": form,
        "offers": network.lead_offers.filter(person=person).select_related("answered_by") if person else (),
        "courses": network.courses.filter(person=person) if person else (),
        "keeps": Permission.KEEP_ROLES in request.permissions,
    }
    return render(request, "roles/leading.html", context)


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_POST
def withdraw(request, pk):
    """Own offers only: nobody else's is found."""
    person = own_entry(request.network, request.user)
    offer = get_object_or_404(request.network.lead_offers, pk=pk, person=person)
    actions.withdraw(network=request.network, by=request.user, offer=offer)
    messages.success(request, "Your offer was withdrawn. Nothing of it is kept.")
    return redirect("roles:leading", request.network.code)


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_http_methods(["GET", "HEAD", "POST"])
def own_course(request):
    """Somebody adds what they learned themselves."""
    network, person = request.network, own_entry(request.network, request.user)
    if person is None:
        return redirect("roles:leading", network.code)
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _added(request, form, person):
            return redirect("roles:leading", network.code)
    return render(request, "roles/course.html", {"form": form, "own": True})


@network_view(Permission.KEEP_ROLES)
@require_safe
def offers(request):
    network = request.network
    table = build(
        _offers(request),
        tables.offers(network),
        request.GET,
        id="offers",
        caption="Who would like to lead",
        noun=tables.OFFERS,
        path=reverse("roles:offers", args=[network.code]),
        csv=reverse("roles:offers_csv", args=[network.code]),
        size=PAGE,
    )
    return render_part(request, "roles/offers.html", "roles/_offers.html", {"table": table}, said=table.said)


def _offers(request):
    return request.network.lead_offers.select_related("person", "person__practice")


def _courses(request):
    return request.network.courses.select_related("person", "person__practice")


@network_view(Permission.KEEP_ROLES)
@require_GET
def offers_csv(request):
    name = f"offers-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.OFFERS_CSV, _offers(request))
    record(Event.EXPORTED, by=request.user, network=request.network, what="offers", count=count)
    return response


@network_view(Permission.KEEP_ROLES)
@require_GET
def courses_csv(request):
    name = f"courses-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.COURSES_CSV, _courses(request))
    record(Event.EXPORTED, by=request.user, network=request.network, what="courses", count=count)
    return response


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    offer = get_object_or_404(request.network.lead_offers.select_related("person", "person__practice"), pk=pk)
    form = AnswerForm(request.POST or None, initial={"answer": offer.answer})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(network=request.network, by=request.user, offer=offer, **form.cleaned_data)
        except actions.Refused as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, f"{offer.person.name} can read your answer.")
        return redirect("roles:offers", request.network.code)
    return render(request, "roles/answer.html", {"form": form, "offer": offer})


@network_view(Permission.KEEP_ROLES)
@require_safe
def courses(request):
    network = request.network
    table = build(
        _courses(request),
        tables.courses(request),
        request.GET,
        id="courses",
        caption="Leadership development done",
        noun=tables.COURSES,
        path=reverse("roles:courses", args=[network.code]),
        csv=reverse("roles:courses_csv", args=[network.code]),
        size=PAGE,
    )
    return render_part(
        request, "roles/courses.html", "roles/_courses.html", {"table": table}, said=table.said
    )


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def course_add(request):
    form = CourseForm(request.POST or None, network=request.network)
    if request.method == "POST" and form.is_valid():
        if _added(request, form, form.cleaned_data.pop("who")):
            return redirect("roles:courses", request.network.code)
    return render(request, "roles/course.html", {"form": form})


def _added(request, form, person) -> bool:
    try:
        actions.add_course(network=request.network, by=request.user, person=person, **form.cleaned_data)
    except actions.Refused as problem:
        form.add_error("name", str(problem))
        return False
    messages.success(request, f"{form.cleaned_data['name']} is on record.")
    return True


@network_view(Permission.SPEAK_FOR_ONESELF)
@require_POST
def course_remove(request, pk):
    """One's own, or anybody's for who keeps the roles."""
    found = request.network.courses.select_related("person")
    keeps = Permission.KEEP_ROLES in request.permissions
    if not keeps:
        found = found.filter(person=own_entry(request.network, request.user))
    course = get_object_or_404(found, pk=pk)
    actions.remove_course(network=request.network, by=request.user, course=course)
    messages.success(request, f"{course.name} was removed.")
    return redirect("roles:courses" if keeps else "roles:leading", request.network.code)

"""The floor: the least a page of the portal can cost. Log in, sessions, middleware and base.html; no room."""

from django.shortcuts import render
from django.urls import path

from pcnportal.urls import urlpatterns as portal


def floor(request):
    return render(request, "base.html")


urlpatterns = [path("bench/floor/", floor, name="floor"), *portal]

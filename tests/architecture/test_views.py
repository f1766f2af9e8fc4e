"""Views stand behind a door and reach rows through the tenant."""

import ast
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
VIEW_FILES = sorted((ROOT / "apps").rglob("*views.py")) + sorted((ROOT / "apps").rglob("views/*.py"))
# Tenant rows that a view must reach through request.network or request.ics.
SCOPED = {
    "Person", "Round", "Invitation", "Ballot", "Finding", "Comment", "Report", "Network", "NetworkMembership",
    "IcsMembership", "AccessInvitation", "PracticeMembership", "StoredFile", "Job", "AuditEvent",
}  # fmt: skip
LOOKUPS = {"get_object_or_404", "get_list_or_404"}


def unscoped(source: str):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
            if isinstance(node.value, ast.Name) and node.value.id in SCOPED:
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LOOKUPS:
            if node.args and isinstance(node.args[0], ast.Name) and node.args[0].id in SCOPED:
                yield node.lineno


# Public by design: the link itself says which row; nobody is logged in there.
EXCEPTIONS = {}


@pytest.mark.parametrize("path", VIEW_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_reach_rows_through_the_tenant(path):
    assert not list(unscoped(path.read_text())) or str(path.relative_to(ROOT)) in EXCEPTIONS


def test_bare_lookups_are_seen():
    assert list(unscoped("get_object_or_404(Round, pk=1)")) == [1]
    assert list(unscoped("Report.objects.get(pk=1)")) == [1]
    assert not list(unscoped("get_object_or_404(request.network.rounds, pk=1)"))


def patterns(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def marker(callback):
    while callback is not None:
        if permission := getattr(callback, "permission", None):
            return permission
        callback = getattr(callback, "__wrapped__", None)
    return None


def test_network_and_ics_pages_stand_behind_their_door():
    doors = [
        (route, marker(callback)) for route, callback in patterns() if route.startswith(("networks/", "ics/"))
    ]
    assert doors
    assert not [route for route, permission in doors if permission is None]

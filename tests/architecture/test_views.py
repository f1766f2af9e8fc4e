"""Views stand behind a door and reach rows through the tenant."""

import ast
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
VIEW_FILES = sorted((ROOT / "apps").rglob("*views.py")) + sorted((ROOT / "apps").rglob("views/*.py"))
MANAGERS = {"objects", "_default_manager", "_base_manager"}
LOOKUPS = {"get_object_or_404", "get_list_or_404"}
# Who may read past the tenant, and why it does no harm.
EXCEPTIONS = {
    (
        "apps/networks/joining_views.py",
        "User",
    ): "asks whether the invited address has an account, to say which way in",
}


def _named(node) -> str:
    """The last name of ``node``: "Round" of Round and of models.Round."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _is_class(node) -> bool:
    return _named(node)[:1].isupper()


def unscoped(source: str):
    """Lines and classes where a view takes rows from a whole table: through a manager of a class, a lookup of a
    class, a model fetched by name, or SQL."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and not _is_tenant(node.value):
            yield node.lineno, _named(node.value)
        elif isinstance(node, ast.Call):
            called = _named(node.func)
            first = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "klass")]
            if called in LOOKUPS and (not first or _is_class(first[0])):
                yield node.lineno, _named(first[0]) if first else ""
            elif called in ("get_model", "raw", "getattr") and any(_says_model(one) for one in node.args):
                yield node.lineno, called


def _is_tenant(node) -> bool:
    return isinstance(node, ast.Attribute) and not _is_class(node)


def _says_model(node) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", VIEW_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_reach_rows_through_the_tenant(path):
    name = str(path.relative_to(ROOT))
    assert not [found for found in unscoped(path.read_text()) if (name, found[1]) not in EXCEPTIONS]


def test_exceptions_are_still_needed():
    found = {(name, what) for name, _ in EXCEPTIONS for _, what in unscoped((ROOT / name).read_text())}
    assert found >= set(EXCEPTIONS)


@pytest.mark.parametrize(
    "bad",
    [
        "Report.objects.get(pk=1)",
        "models.Report.objects.get(pk=1)",
        "x = Report._default_manager",
        "Whatever.objects.all()",
        "get_object_or_404(Round, pk=1)",
        "get_object_or_404(models.Round, pk=1)",
        "get_object_or_404(klass=Round, pk=1)",
        "shortcuts.get_list_or_404(Round)",
        "get_object_or_404(Round.objects, pk=1)",
        "get_object_or_404(Round.objects.filter(x=1), pk=1)",
        "apps.get_model('surveys', 'Round')",
        "rows.raw('SELECT 1')",
        "def f():\n    from .models import Round as R\n    return R.objects.first()",
    ],
)
def test_a_whole_table_is_seen(bad):
    assert list(unscoped(bad))


@pytest.mark.parametrize(
    "good",
    [
        "get_object_or_404(request.network.rounds, pk=1)",
        "get_object_or_404(rounds_of(request.network).select_related('x'), pk=1)",
        "request.network.people.filter(pk=1)",
        "page.object_list",
    ],
)
def test_rows_of_the_tenant_are_fine(good):
    assert not list(unscoped(good))


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
    behind = ("networks/", "ics/", "administration/")
    doors = [(route, marker(callback)) for route, callback in patterns() if route.startswith(behind)]
    assert doors
    assert not [route for route, permission in doors if permission is None]

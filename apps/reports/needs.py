"""What reports have for the pages above: what waits for somebody, what was released, first steps."""

from datetime import timedelta

from django.db.models import Count, F
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Need, News, Step, once
from apps.core.moments import weekday
from apps.surveys.models import Kind, Round

from . import years
from .models import Report, ReportComment, WrittenPart
from .parts import PARTS, is_written

NEWS_FOR = timedelta(days=30)
MOST_NEW = 5  # of an area; the list of its networks has the others


def _places(readers, permission) -> list:
    return [reader.place for reader in readers if permission in reader.permissions]


def needs(readers):
    """A report that failed, waits for approval or release, has parts nobody wrote, or that nobody has prepared; at most
    four queries."""
    allowed = {reader.place.pk: reader.permissions for reader in readers}
    writable = [reader for reader in readers if not reader.place.is_read_only]
    for report in _reports(readers, _places(writable, Permission.VIEW_REPORTS)):
        in_progress = report.state in (Report.State.DRAFT, Report.State.APPROVED)
        if in_progress and (need := _in_progress(report, allowed[report.network_id])):
            yield report.network_id, need
    preparable = _places(writable, Permission.PREPARE_REPORTS)
    yield from _unwritten(_reports(readers, preparable))
    yield from _unanswered(_reports(readers, preparable))
    yield from _unprepared(preparable, _reports(readers, preparable))


def _reports(readers, networks) -> list[Report]:
    """Every report of ``networks``."""
    places = {network.pk for network in networks}
    return [report for report in once(readers, _all_reports) if report.network_id in places]


def _all_reports(readers) -> list[Report]:
    places = {reader.place.pk: reader.place for reader in readers}
    reports = list(Report.objects.filter(network__in=places).select_related("job").defer("snapshot"))
    for report in reports:
        report.network = places[report.network_id]
    return reports


def _in_progress(report, permissions) -> Need | None:
    address = reverse("reports:detail", args=[report.network.code, report.pk])
    if report.has_failed and Permission.PREPARE_REPORTS in permissions:
        return Need(f"{report} could not be made", address, "See why", 10)
    if not report.is_current or Permission.APPROVE_REPORTS not in permissions:
        return None
    if report.state == Report.State.DRAFT:
        detail = "Read the draft; approve it, or have it made again from today’s data"
        return Need(f"{report} waits for your approval", address, "Read it", 15, detail)
    if report.release_on:
        return None
    return Need(f"{report} is approved and not released", address, "Release it", 16)


def _unwritten(reports):
    """Drafts of years on offer of which somebody has still to write parts; older ones are nobody's work any more."""
    offered = {year.end for year, _ in years.on_offer(timezone.localdate())}
    drafts = [
        report
        for report in reports
        if report.state == Report.State.DRAFT and report.is_current and report.year_end in offered
    ]
    if not drafts:
        return
    rows = WrittenPart.objects.filter(network__in=[report.network_id for report in drafts])
    written = {
        (row.network_id, row.year_end, row.part)
        for row in rows.only("network", "year_end", "part", "words")
        if row.part in PARTS and is_written(PARTS[row.part], row.words)
    }
    for report in drafts:
        done = sum((report.network_id, report.year_end, part) in written for part in PARTS)
        if missing := len(PARTS) - done:
            text = f"{missing} part{' of the report is' if missing == 1 else 's of the report are'} not written yet"
            url = reverse("reports:parts", args=[report.network.code, report.year_end])
            yield (
                report.network_id,
                Need(text, url, "Write", 45, f"{report}: {done} of {len(PARTS)} are written"),
            )


def _unanswered(reports):
    """Comments on drafts that nobody answered; one query."""
    drafts = {
        (report.network_id, report.year_end): report
        for report in reports
        if report.state == Report.State.DRAFT
    }
    if not drafts:
        return
    networks = {network for network, _ in drafts}
    waiting = ReportComment.objects.filter(network__in=networks, settled=False).order_by()
    counted = waiting.values_list("network", "year_end").annotate(Count("pk"))
    for network, year_end, count in counted:
        if report := drafts.get((network, year_end)):
            words = "One comment waits" if count == 1 else f"{count} comments wait"
            url = reverse("reports:comments", args=[report.network.code, report.pk])
            yield network, Need(f"{words} for an answer", url, "Read and answer", 42, str(report))


def _unprepared(networks, reports):
    """Networks that measured themselves in the last complete year and have no report on it, nor on a later one."""
    year = years.on_offer(timezone.localdate())[0][0]
    reported = {report.network_id for report in reports if report.year_end >= year.end}
    without = [network for network in networks if network.pk not in reported]
    closed = Round.objects.released().filter(kind=Kind.SCORECARD, network__in=without)
    measured = set(
        closed.filter(closed_at__date__range=(year.start, year.end)).values_list("network", flat=True)
    )
    for network in without:
        if network.pk in measured:
            url = reverse("reports:prepare", args=[network.code])
            detail = f"{year.title}. The portal writes the draft; the clinical director approves it"
            yield (
                network.pk,
                Need("The “one year on” report is not prepared yet", url, "Prepare it", 60, detail),
            )


def coming(readers):
    """When a report is released, and when the year ends that the next is about; one query."""
    year = years.on_offer(timezone.localdate())[1][0]
    for report in _reports(readers, _places(readers, Permission.VIEW_REPORTS)):
        if report.release_on:
            yield (
                report.network_id,
                Coming(f"{report} is released to the area", report.release_on, report.get_absolute_url()),
            )
    for network in _places(readers, Permission.VIEW_REPORTS):
        if not network.is_read_only:
            words = "The year of the next report ends. Afterwards it is prepared, approved and released."
            yield network.pk, Coming(words, year.end)


def news(readers):
    """The latest report that was released."""
    reports = _reports(readers, _places(readers, Permission.VIEW_REPORTS))
    released = sorted(filter(_is_released, reports), key=lambda report: report.released_at)
    for report in {report.network_id: report for report in released}.values():
        yield (
            report.network_id,
            News(
                "Our yearly report was released",
                timezone.localdate(report.released_at),
                report.get_absolute_url(),
                "Read the report",
                f"{report}. The area (ICS) can read it as well.",
            ),
        )


def _is_released(report) -> bool:
    """As `ReportQuerySet.released`."""
    return report.state == report.file_state == Report.State.RELEASED


def steps(readers):
    """Whether a first report was ever prepared."""
    networks = _places(readers, Permission.PREPARE_REPORTS)
    begun = {report.network_id for report in _reports(readers, networks)}
    for network in networks:
        hint = "Once a round is counted. The portal writes the draft, the clinical director approves and releases it"
        url = reverse("reports:list", args=[network.code])
        yield network.pk, Step("Prepare the first report", hint, url, network.pk in begun, order=40)


def area_needs(readers):
    """Reports that were released to an area in the last 30 days, the newest `MOST_NEW`; one query for all areas."""
    areas = {area.pk: area for area in _places(readers, Permission.DOWNLOAD_RELEASED)}
    counted = dict.fromkeys(areas, 0)
    for report in _new_releases(areas):
        area = areas[report.icb]
        counted[area.pk] += 1
        if counted[area.pk] <= MOST_NEW:
            url = reverse("ics:download", args=[area.code, report.network.code])
            detail = f"{report}, released on {weekday(report.released_at)}, {report.pages} pages (PDF)"
            if report.correction:
                detail = f"{detail}. It corrects: {report.correction}"
            yield area.pk, Need(f"{report.network.name} has released its report", url, "Download", 20, detail)
    for pk, count in counted.items():
        if count > MOST_NEW:
            url = reverse("ics:networks", args=[areas[pk].code])
            words = f"{count - MOST_NEW} more reports were released in the last 30 days"
            yield pk, Need(words, url, "See all networks", 30)


def _new_releases(areas):
    """The reports an area can download that are new: of each network the latest only, with its ``icb``."""
    latest = Report.objects.released().order_by("network_id", "-year_end", "-version").distinct("network_id")
    parents = {"network__parents__end": None, "network__parents__sub_icb__parents__end": None}
    home = "network__parents__sub_icb__parents__icb"
    return (
        Report.objects.filter(pk__in=latest.values("pk"), released_at__gt=timezone.now() - NEWS_FOR)
        .filter(**parents, **{f"{home}__in": areas})
        .annotate(icb=F(home))
        .select_related("network")
        .defer("snapshot")
        .order_by("-released_at")
    )

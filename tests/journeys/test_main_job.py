"""The main job in a browser: a scorecard round becomes a released "one year on" report that the ICS downloads."""

import email
import re
from email import policy
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from pypdf import PdfReader

from apps.surveys.models import Round
from tests.guards.forms import forms_of
from tests.jobs.test_real_worker import wait_for

pytestmark = [pytest.mark.journey, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
NAMES = [f"Respondent {letter}" for letter in "ABCDEFGHIJKL"]


class MainJob:
    """Given, when and then of the journey, a step a method."""

    def __init__(self, visitor, cast, mail_folder, worker):
        self.visitor, self.mail_folder, self.worker = visitor, mail_folder, worker
        self.network, self.icb = cast["network"], cast["icb"]
        self.manager = visitor(cast["manager"])
        self.director = visitor(cast["director"], viewport=PHONE)
        self.analyst = visitor(cast["analyst"])
        self.home = f"/networks/{self.network.code}/"

    def given_the_manager_pastes_a_list_of_people(self):
        lines = [f"{name}, respondent.{i}@practice.example, , GP" for i, name in enumerate(NAMES)]
        self.manager.open(self.home + "people/")
        self.manager.click("Add a list", role="button")
        self.manager.page.get_by_label("Paste your list").fill("\n".join([*lines, "No address here, , , GP"]))
        self.manager.click("Check the list")
        self.manager.sees("13")
        self.manager.click("Add these|Add .* people")
        self.manager.sees("Respondent A")

    def when_the_manager_opens_a_round(self):
        self.manager.open(self.home + "scorecard/")
        self.manager.click("Open your first round")
        self.manager.sees("How do you want to ask?")
        self.manager.click("Continue")
        self.manager.click("Continue")
        self.manager.page.get_by_label("Name of the round").fill("Spring round")
        self.manager.click("Continue")
        self.manager.click("Continue")
        self.manager.sees("Check your answers")
        self.manager.click("Open the round and invite")
        assert wait_for(lambda: Round.objects.get().state == "open"), "the worker did not open the round"
        assert wait_for(lambda: len(self.letters()) == len(NAMES)), f"{len(self.letters())} mails"

    def letters(self):
        paths = self.mail_folder.glob("*.log") if self.mail_folder.exists() else []
        return [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]

    def links(self):
        return sorted(
            re.search(r"http://\S+/a/\S+", message.get_content()).group() for message in self.letters()
        )

    def when_staff_answer_on_their_phones(self):
        *others, one, another = self.links()
        for link in others:  # as a browser would, without the minute that eleven browsers take
            browser = Client()
            page = browser.get(link, follow=True)
            (form,) = forms_of(page, page.request["PATH_INFO"], within="//main//form")
            chosen = {name: choices[1] for name, kind, _, choices in form.fields if kind == "radio"}
            sent = urlencode(form.as_shown() | chosen, doseq=True)
            thanks = browser.post(form.action, sent, "application/x-www-form-urlencoded", follow=True)
            assert "Thank you" in thanks.content.decode()
        for number, link in enumerate([one, another]):
            # Scripts off: answering needs none.
            somebody = self.visitor(viewport=PHONE, java_script_enabled=number == 0)
            page = somebody.page
            page.goto(link)
            if number == 0:
                somebody.look()
                assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
            assert "/a/" not in page.url, "the token must not stay in the address"
            groups = page.locator("fieldset:has(input[type=radio])").all()
            # The first answers everything, the others skip most of it: both must do.
            for group in groups if number == 0 else groups[:6]:
                group.locator("input[type=radio]").nth((number % 2) + 1).check(force=True)
            page.get_by_role("button", name="Submit").click()
            page.get_by_role("heading", name="Thank you").wait_for()
            page.goto(link)
            page.get_by_role("heading", name="This link has been used").wait_for()
            page.context.close()

    def then_nobody_sees_a_result_while_the_round_is_open(self):
        round_ = Round.objects.get()
        response = self.manager.page.request.get(f"{self.home}scorecard/{round_.pk}/results/")
        assert "mean" not in response.text().lower()
        assert response.status in (302, 200, 404, 409)

    def when_the_manager_closes_the_round(self):
        self.manager.open(f"{self.home}scorecard/{Round.objects.get().pk}/")
        self.manager.click("Close now")
        self.manager.click("Close it now")
        assert wait_for(lambda: Round.objects.get().state == "closed"), "the worker did not close the round"

    def then_results_are_shown_as_coarse_as_the_rules_say(self):
        self.manager.open(f"{self.home}scorecard/{Round.objects.get().pk}/results/")
        self.manager.sees(f"{len(NAMES)} of {len(NAMES)}")
        self.manager.sees("Purpose")

    def when_the_director_has_a_report_made_and_approves_it(self):
        self.director.open(self.home + "reports/")
        self.director.click("Make", role="button")
        self.director.page.get_by_role("radio").first.check(force=True)
        self.director.click("Make the draft")
        # Without any reloading by hand: the page asks for itself.
        approve = self.director.page.get_by_role("button", name="Approve")
        approve.wait_for(timeout=60_000)
        self.director.look()
        approve.click()
        self.director.page.get_by_role("button", name="Approve the report").wait_for()
        self.director.look()
        self.director.click("Approve the report")
        release = self.director.page.get_by_role("button", name="Release to the area")
        release.wait_for(timeout=60_000)

    def then_the_analyst_sees_no_report_before_the_release(self):
        self.analyst.open(f"/ics/{self.icb.code}/networks/")
        self.analyst.sees(self.network.name)
        assert self.analyst.page.get_by_role("link", name="Download the report").count() == 0
        path = f"/ics/{self.icb.code}/networks/{self.network.code}/report/"
        assert self.analyst.page.request.get(path).status == 404

    def when_the_director_releases_it(self):
        self.director.click("Release to the area")
        self.director.click("Release the report")
        self.director.page.get_by_text("The area can download it").wait_for(timeout=60_000)
        self.director.look()

    def then_the_analyst_downloads_it(self):
        self.analyst.open(f"/ics/{self.icb.code}/networks/")
        link = self.analyst.page.get_by_role("link", name="the report of")
        link.wait_for()
        with self.analyst.page.expect_download() as download:
            link.click()
        pdf = PdfReader(BytesIO(download.value.path().read_bytes()))
        assert self.network.name in pdf.pages[0].extract_text()
        assert not any("Respondent" in page.extract_text() for page in pdf.pages)


def test_a_round_becomes_a_released_report(
    visitor, network, icb, practice, manager, director, analyst, mail_folder, worker
):
    cast = {"network": network, "icb": icb, "manager": manager, "director": director, "analyst": analyst}
    job = MainJob(visitor, cast, mail_folder, worker)
    job.given_the_manager_pastes_a_list_of_people()
    job.when_the_manager_opens_a_round()
    job.when_staff_answer_on_their_phones()
    job.then_nobody_sees_a_result_while_the_round_is_open()
    job.when_the_manager_closes_the_round()
    job.then_results_are_shown_as_coarse_as_the_rules_say()
    job.when_the_director_has_a_report_made_and_approves_it()
    job.then_the_analyst_sees_no_report_before_the_release()
    job.when_the_director_releases_it()
    job.then_the_analyst_downloads_it()

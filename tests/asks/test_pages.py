"""What the pages of both sides say, and bad input."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.permissions import ICS_ROLES, NETWORK_ROLES
from apps.asks.models import Ask
from apps.core.contributions import Reader, area_needs, network_needs, network_news
from tests import factories
from tests.reports.full import full_snapshot
from tests.reports.making import report_of

HOSTILE = "=1+1<script>alert(1)</script>"
MOST = 12


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def boxes(name, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_draft_is_for_those_who_write_asks(client, at, network, board_member, manager):
    draft = factories.ask_of(network, state="draft", what="A draft of ours")
    client.force_login(board_member)
    assert "A draft of ours" not in page(client, at("list"))
    assert "A draft of ours" not in page(client, at("list") + "?show=draft")
    assert client.get(at("ask", draft.pk)).status_code == 404
    client.force_login(manager)
    assert "A draft of ours" in page(client, at("list"))
    found = page(client, at("ask", draft.pk))
    assert "The clinical director sends it." in found
    assert "Check and send" not in found


def test_area_reads_what_was_sent_and_nothing_else(as_lead, area_at, network, other_network):
    for state in ("draft", "withdrawn"):
        hidden = factories.ask_of(network, state=state, what=f"Hidden {state}")
        assert as_lead.get(area_at("ask", hidden.pk)).status_code == 404
    elsewhere = factories.ask_of(factories.network_in(factories.IcbFactory()), what="Hidden elsewhere")
    assert as_lead.get(area_at("ask", elsewhere.pk)).status_code == 404
    factories.ask_of(network, what="Seen")
    found = page(as_lead, area_at("list"))
    assert "Seen" in found
    assert "Hidden" not in found


def test_whole_way_from_writing_to_settling(client, at, area_at, network, director, lead, icb):
    client.force_login(director)
    client.post(at("new"), {"what": "One\nplan", "why": "Twice typed"})
    ask = Ask.objects.get()
    assert ask.what == "One plan"
    assert "Freedom of information" in page(client, at("send", ask.pk))
    client.post(at("send", ask.pk))
    client.force_login(lead)
    client.post(area_at("owner", ask.pk), {"member": lead.pk})
    day = timezone.localdate() + timedelta(days=9)
    client.post(
        area_at("reply", ask.pk), {"reply": "accepted", "words": "We will", **boxes("promised_on", day)}
    )
    client.force_login(director)
    found = page(client, at("ask", ask.pk))
    for words in (lead.name, "Accepted", "We will", "What became of it", icb.name):
        assert words in found
    client.post(at("settle", ask.pk), {"outcome": "It is there"})
    client.force_login(lead)
    found = page(client, area_at("ask", ask.pk))
    assert "It is there" in found
    assert director.name in found
    assert "Change the reply" not in found


def test_showing_it_to_others_is_checked_first(as_director, at, network, other_network):
    ask = factories.ask_of(network)
    checked = as_director.post(at("show", ask.pk), {"shown": "unnamed"}).content.decode()
    assert "Check what other networks will read" in checked
    assert "A network" in checked
    ask.refresh_from_db()
    assert ask.shown == ""
    as_director.post(at("show", ask.pk), {"shown": "unnamed", "confirmed": "1"})
    ask.refresh_from_db()
    assert ask.shown == "unnamed"


def test_other_networks_read_nothing_of_whose_it_is(client, network, other_network, other_director, director):
    ask = factories.ask_of(network, shown="unnamed", state="replied", owner="Ann Owner", sent_by=director)
    ask.changes.create(at=timezone.now(), kind="sent", of_area=False, by=director)
    client.force_login(other_director)
    base = f"/networks/{other_network.code}/asks/others"
    said = [page(client, f"{base}/"), page(client, f"{base}/{ask.pk}/"), page(client, f"{base}.csv")]
    said.append(page(client, f"{base}/?words={network.name}"))
    for text in said[:3]:
        assert ask.what in text
        for name in (network.code, network.name, director.name, "Ann Owner"):
            assert name not in text
    assert "No ask fits" in said[3]


def test_others_support_it_by_a_press(client, network, other_network, other_director, area_at, lead):
    ask = factories.ask_of(network, shown="unnamed")
    client.force_login(other_director)
    url = f"/networks/{other_network.code}/asks/others/{ask.pk}/"
    assert "Your network supports it" in client.post(f"{url}support/", follow=True).content.decode()
    again = client.post(f"{url}support/", follow=True).content.decode()
    assert "supports it already" in again
    client.force_login(lead)
    assert other_network.name not in page(client, area_at("ask", ask.pk))
    client.force_login(other_director)
    assert "no more" in client.post(f"{url}support/end/", follow=True).content.decode()


def test_drafts_are_made_of_a_report_by_one_press(as_director, at, network):
    assert "nothing in a released report" in as_director.post(at("take"), follow=True).content.decode()
    report_of(network, snapshot=full_snapshot(), state="released")
    assert "Make drafts of them" in page(as_director, at("list"))
    assert "was made" in as_director.post(at("take"), follow=True).content.decode()
    assert "Make drafts of them" not in page(as_director, at("list"))
    draft = Ask.objects.first()
    assert "Say why you ask" in page(as_director, at("ask", draft.pk))
    said = as_director.post(at("send", draft.pk), follow=True).content.decode()
    assert "without a reason" in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"what": ""}, "Enter what you ask"),
        ({"what": "x" * 301, "why": "y"}, "must be 300 characters or fewer"),
        ({"what": "x", "why": "y" * 1001}, "must be 1,000 characters or fewer"),
        ({"what": "x\0", "why": "y"}, "Error: "),
    ],
)
def test_bad_ask_is_asked_again(as_director, at, data, words):
    assert words in as_director.post(at("new"), data).content.decode()
    assert not Ask.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"words": "x"}, "Select what you reply"),
        ({"reply": "perhaps", "words": "x"}, "Error: "),
        ({"reply": "declined"}, "Enter your reply"),
        (
            {
                "reply": "accepted",
                "words": "x",
                **boxes("promised_on", timezone.localdate() - timedelta(days=3)),
            },
            "must be today or in the future",
        ),
    ],
)
def test_bad_reply_is_asked_again(as_lead, area_at, network, data, words):
    ask = factories.ask_of(network)
    assert words in as_lead.post(area_at("reply", ask.pk), data).content.decode()
    assert Ask.objects.get().state == "sent"


def test_owner_is_a_member_or_somebody_in_words(as_lead, area_at, network, analyst, stranger):
    ask = factories.ask_of(network)
    url = area_at("owner", ask.pk)
    assert "Error: " in as_lead.post(url, {"member": stranger.pk}).content.decode()
    assert "Enter who looks after it" in as_lead.post(url, {"member": "else"}).content.decode()
    as_lead.post(url, {"member": analyst.pk})
    ask.refresh_from_db()
    assert (ask.owner, ask.member) == (analyst.name, analyst)
    as_lead.post(url, {"member": "else", "owner": "The data team"})
    ask.refresh_from_db()
    assert (ask.owner, ask.member) == ("The data team", None)


def test_hostile_words_are_words(client, at, area_at, network, director, lead):
    fields = {"what": HOSTILE, "why": HOSTILE, "reply_words": HOSTILE, "owner": HOSTILE, "outcome": HOSTILE}
    ask = factories.ask_of(network, state="settled", **fields)
    ask.changes.create(at=timezone.now(), kind="settled", words=HOSTILE, of_area=True)
    for who, url in ((director, at("ask", ask.pk)), (lead, area_at("ask", ask.pk))):
        client.force_login(who)
        assert "<script>alert" not in page(client, url)
    assert "'=1+1" in page(client, area_at("list_csv"))


@pytest.mark.parametrize(
    ("show", "kept"), [("open", "Waiting"), ("replied", "Late"), ("overdue", "Late"), ("settled", "Done")]
)
def test_list_of_the_area_is_narrowed(as_lead, area_at, network, show, kept):
    factories.ask_of(network, what="Waiting", owner="Ann")
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.ask_of(network, what="Late", state="replied", promised_on=yesterday, owner="Ann")
    factories.ask_of(network, what="Done", state="settled")
    rows = as_lead.get(area_at("list") + f"?show={show}").context["table"].rows
    assert [one.what for one in rows] == [kept]
    rows = as_lead.get(area_at("list") + f"?words={network.name}").context["table"].rows
    assert len(rows) == 3
    assert not as_lead.get(area_at("list") + "?show=unowned").context["table"].rows


def test_front_pages_say_what_waits(network, icb, lead):
    director, leads = NETWORK_ROLES["clinical_director"].permissions, ICS_ROLES["ics_lead"].permissions
    today = timezone.localdate()
    factories.ask_of(network)
    said = [one.text for one in area_needs.of(icb, leads)]
    assert "Nobody looks after an ask of a network yet" in said
    assert not any("reply to" in one for one in said)
    Ask.objects.update(owner="Ann")
    assert "A reply to an ask of a network is due" in [one.text for one in area_needs.of(icb, leads)]
    late = {"state": "replied", "promised_on": today - timedelta(days=1), "owner": "Ann"}
    factories.ask_of(network, **late)
    assert "The promised day of an ask of a network has passed" in [
        one.text for one in area_needs.of(icb, leads)
    ]
    assert not [one for one in area_needs.of(icb, ICS_ROLES["ics_analyst"].permissions) if "ask" in one.text]
    news = [one.text for one in network_news.of(network, director)]
    assert "Our area replied to an ask: accepted" in news
    factories.ask_of(network, state="replied", reply="more")
    assert "Our area needs to know more about an ask" in [
        one.text for one in network_needs.of(network, director)
    ]
    staff = NETWORK_ROLES["network_staff"].permissions
    assert not [one for one in network_needs.to(Reader(network, staff)) if "ask" in one.text]


def test_pages_of_the_area_have_a_budget_that_does_not_grow(as_lead, area_at, icb):
    def asked(url) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(as_lead, url)
        return len(captured)

    def more(count):
        for _ in range(count):
            network = factories.network_in(icb)
            ask = factories.ask_of(network, state="replied")
            ask.changes.create(at=timezone.now(), kind="reply", words="Yes", of_area=True)
            ask.supports.create(network=factories.network_in(icb), since=timezone.localdate())
        return ask

    ask = more(2)
    urls = (area_at("list"), area_at("ask", ask.pk), area_at("owner", ask.pk), area_at("reply", ask.pk))
    before = [asked(url) for url in urls]
    more(30)
    assert [asked(url) for url in urls] == before
    assert max(before) <= MOST, before


def test_list_of_the_area_is_narrowed_to_a_place(as_lead, area_at, icb, network, other_network):
    factories.ask_of(network, what="Rooms in the north")
    factories.ask_of(other_network, what="Rooms in the south")
    place = factories.place_of(icb, network)
    found = as_lead.get(area_at("list"), {"place": f"place-{place.pk}"}).content.decode()
    assert "Rooms in the north" in found
    assert "Rooms in the south" not in found

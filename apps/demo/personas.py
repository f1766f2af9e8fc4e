"""The fictional people a newcomer can be, made by `seed_demo`."""

from dataclasses import dataclass

from apps.accounts.models import User


@dataclass(frozen=True)
class Persona:
    code: str
    name: str
    email: str
    role: str
    sees: str


PERSONAS = (
    Persona(
        "manager",
        "Morgan Tillery",
        "morgan.tillery@northernvale.example",
        "PCN manager, Northern Vale PCN",
        "Runs a round: people, links, reminders, results, the report.",
    ),
    Persona(
        "director",
        "Dr Sunniva Okoro-Hale",
        "sunniva.okoro-hale@northernvale.example",
        "Clinical director, Northern Vale PCN",
        "Sees where the network stands; approves and releases the report.",
    ),
    Persona(
        "board",
        "Idris Penhallow",
        "idris.penhallow@northernvale.example",
        "Board member, Northern Vale PCN",
        "Reads results and reports.",
    ),
    Persona(
        "two_networks",
        "Bettina Lacewell",
        "bettina.lacewell@saltmarsh.example",
        "PCN manager of two networks, Saltmarsh and Hollowbrook",
        "Works in two networks with one log in.",
    ),
    Persona(
        "area_and_network",
        "Perpetua Wynn",
        "perpetua.wynn@wolds-ics.example",
        "ICS lead, Wolds and Water ICS; board member, Harrowdale and District",
        "Switches between the area and a network she sits on the board of.",
    ),
    Persona(
        "practice_manager",
        "Philippa Marchbank",
        "philippa.marchbank@northernvale.example",
        "Practice manager in Northern Vale PCN",
        "Keeps the list of one practice’s people, passes on open links, speaks for themselves, and sees nothing else.",
    ),
    Persona(
        "lead",
        "Leocadia Brandreth",
        "leocadia.brandreth@wolds-ics.example",
        "ICS lead, Wolds and Water ICS",
        "Sees what the analyst sees, and decides who else does.",
    ),
    Persona(
        "analyst",
        "Casimir Thorne",
        "casimir.thorne@wolds-ics.example",
        "ICS analyst, Wolds and Water ICS",
        "Sees the area’s networks and downloads released reports.",
    ),
    Persona(
        "administrator",
        "Ottoline Farrow",
        "ottoline.farrow@portal.example",
        "Administrator of the portal",
        "Brings in networks’ first managers and areas’ leads; sees nothing of any network.",
    ),
)


def persona_user(code: str) -> User | None:
    persona = next((persona for persona in PERSONAS if persona.code == code), None)
    return User.objects.filter(email=persona.email, is_active=True).first() if persona else None

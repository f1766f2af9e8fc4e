"""The organisations, and who has access to them."""

from .access import (
    AccessInvitation,
    IcsMembership,
    Membership,
    NetworkMembership,
    PortalMembership,
    named_role,
    permissions_in,
)
from .organisations import (
    Icb,
    IcbParent,
    Network,
    NetworkParent,
    Place,
    Portal,
    Published,
    Region,
    Spell,
    SpellQuerySet,
    SubIcb,
    SubIcbParent,
    spell_constraints,
    spell_indexes,
)
from .sharing import Sharing

__all__ = [
    "AccessInvitation",
    "Icb",
    "IcbParent",
    "IcsMembership",
    "Membership",
    "Network",
    "NetworkMembership",
    "NetworkParent",
    "Place",
    "Portal",
    "PortalMembership",
    "Published",
    "Region",
    "Sharing",
    "Spell",
    "SpellQuerySet",
    "SubIcb",
    "SubIcbParent",
    "named_role",
    "permissions_in",
    "spell_constraints",
    "spell_indexes",
]

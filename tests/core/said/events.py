"""What is said: sentences about events."""

from apps.core.audit import Event

SAID = [
    (Event.EVENT_SET_UP, {}, "", "set an event up, or changed what it says"),
    (Event.EVENT_OPENED, {}, "", "let people sign up for an event"),
    (Event.EVENT_CLOSED, {}, "", "let nobody sign up for an event any more"),
    (Event.EVENT_LINK_RENEWED, {}, "", "made a new link to sign up for an event"),
    (Event.SIGN_UP_CHANGED, {}, "", "changed what somebody who signed up for an event needs"),
    (Event.SIGN_UP_REMOVED, {}, "", "removed somebody who had signed up for an event"),
    (Event.EVENT_ATTENDED, {"count": 12}, "", "wrote down who came to an event: 12 people"),
    (Event.EVENT_ATTENDED, {"count": 0}, "", "wrote down who came to an event: nobody"),
    (Event.EVENT_NOTED, {}, "", "wrote down what came up at an event"),
    (Event.EVENT_FOLLOWED_UP, {"count": 1}, "", "sent what was agreed at an event to one person"),
    (Event.EVENT_FOLLOWED_UP, {"count": 0}, "", "sent what was agreed at an event to nobody"),
    (Event.EVENT_TOLD, {}, "", "showed residents what they said and what was done"),
    (Event.NETWORKS_INVITED, {"count": 3}, "", "invited 3 networks to a roundtable"),
    (Event.ROUNDTABLE_ANSWERED, {"comes": True}, "", "said that the network comes to a roundtable"),
    (Event.ROUNDTABLE_ANSWERED, {"comes": False}, "", "said that the network can’t come to a roundtable"),
    (Event.EXPORTED, {"what": "events", "count": 4}, "", "downloaded the list of events (4 lines)"),
    (Event.EXPORTED, {"what": "sign_ups", "count": 4}, "", "downloaded the list of who signed up (4 lines)"),
]

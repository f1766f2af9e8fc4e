"""Meetings, what was decided at them, and what came of it; issues people raise, risks, and events."""

from .actions import Action, ActionNote, Digest
from .agenda import Item, Paper, PaperVersion, StepOut
from .events import Event, Group, GuestNetwork, Idea, SignUp, Theme
from .files import MadeFile
from .issues import Issue, Risk, RiskMove
from .meeting import Every, Invitee, Meeting, Series
from .minutes import Addendum, Comment, Minutes, Passage
from .record import Decision, Vote

__all__ = [
    "Action",
    "ActionNote",
    "Addendum",
    "Comment",
    "Decision",
    "Digest",
    "Event",
    "Every",
    "Group",
    "GuestNetwork",
    "Idea",
    "Invitee",
    "Issue",
    "Item",
    "MadeFile",
    "Meeting",
    "Minutes",
    "Paper",
    "PaperVersion",
    "Passage",
    "Risk",
    "RiskMove",
    "Series",
    "SignUp",
    "StepOut",
    "Theme",
    "Vote",
]

"""Who does what in a network, with dates."""

from .board import BoardRule
from .posts import Appointment, Post, Share, Stage, Unit
from .team import Sight, TeamResult, TeamRole, WorkingGroup
from .time import Course, LeadOffer, MonthLogged
from .work import ConfirmedFigure, Deployment, Review, Tick

__all__ = [
    "Appointment",
    "BoardRule",
    "ConfirmedFigure",
    "Course",
    "Deployment",
    "LeadOffer",
    "MonthLogged",
    "Post",
    "Review",
    "Share",
    "Sight",
    "Stage",
    "TeamResult",
    "TeamRole",
    "Tick",
    "Unit",
    "WorkingGroup",
]

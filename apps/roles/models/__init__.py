"""Who does what in a network, with dates."""

from .board import BoardRule
from .posts import Appointment, Post, Share, Stage, Unit
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
    "Stage",
    "Tick",
    "Unit",
]

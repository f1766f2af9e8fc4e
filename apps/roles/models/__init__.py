"""Who does what in a network, with dates."""

from .posts import Appointment, Post, Share, Stage, Unit

__all__ = ["Appointment", "Post", "Share", "Stage", "Unit"]

"""Sentences about who would like to lead, and what people learned about leading."""

from .words import Kind, Wording, of, person, plain

WORDINGS = {
    "lead.offered": Wording(Kind.PEOPLE, plain("offered to lead something")),
    "lead.withdrawn": Wording(Kind.PEOPLE, plain("withdrew an offer to lead")),
    "lead.answered": Wording(Kind.PEOPLE, of("answered an offer to lead of {}", person)),
    "course.added": Wording(Kind.PEOPLE, of("noted leadership development of {}", person)),
    "course.removed": Wording(Kind.PEOPLE, of("removed leadership development of {}", person)),
}

"""Dates of a snapshot (ISO texts) as people write them."""

from django import template

from apps.reports import words

register = template.Library()
register.filter("day", words.day)
register.filter("month", words.month)

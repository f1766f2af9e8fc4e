"""Template tags of the design system, loaded everywhere."""

from django import template

register = template.Library()

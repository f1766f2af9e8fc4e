import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(options) -> str:
    """What a device is asked for, to stand in an attribute (escaped there like any text)."""
    return json.dumps(options, cls=DjangoJSONEncoder)

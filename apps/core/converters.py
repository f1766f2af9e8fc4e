"""What may stand in an address."""

from calendar import monthrange
from datetime import date

from django.urls import register_converter


class CodeConverter:
    """A published code of a network or an area: letters and digits, so that nothing else reaches the database."""

    regex = "[A-Za-z0-9]{1,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MonthEndConverter:
    """A month as its last day: "2026-03" is 31 March 2026."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        year, month = map(int, value.split("-"))
        return date(year, month, monthrange(year, month)[1])

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


register_converter(CodeConverter, "code")
register_converter(MonthEndConverter, "month_end")

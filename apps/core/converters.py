"""What may stand in an address."""

from django.urls import register_converter


class CodeConverter:
    """A published code of a network or an area: letters and digits, so that nothing else reaches the database."""

    regex = "[A-Za-z0-9]{1,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

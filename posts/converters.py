"""How slugs, years and months look in an address."""


class UnicodeSlugConverter:
    """Letters and digits of any script, hyphens and underscores."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class YearConverter:
    regex = "[0-9]{4}"
    digits = 4

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:0{self.digits}}"


class MonthConverter(YearConverter):
    regex = "0[1-9]|1[0-2]"
    digits = 2

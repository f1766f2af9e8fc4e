"""What is wrong with a published file, in words that say where."""


class FormatProblem(Exception):
    """A file can't be used. ``line`` counts from 1 and includes the header; both places may be unknown."""

    def __init__(self, file: str, words: str, *, line: int | None = None, column: str | None = None):
        self.file, self.words, self.line, self.column = file, words, line, column
        super().__init__(file, words, line, column)

    def __str__(self):
        where = [self.file]
        if self.line is not None:
            where.append(f"line {self.line}")
        if self.column is not None:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.words}"

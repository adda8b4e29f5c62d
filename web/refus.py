"""The one exception that a route raises to refuse a request, with a sentence for the person who made it."""

from __future__ import annotations


class Refus(Exception):
    """`status` is the HTTP status, `detail` the French sentence shown, `fields` what programs get besides."""

    def __init__(self, status: int, detail: str | None = None, **fields: object) -> None:
        super().__init__(detail or status)
        self.status = status
        self.detail = detail
        self.fields = fields

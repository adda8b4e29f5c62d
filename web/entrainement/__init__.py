"""Practice alone, under `/formation/entrainement`: no account, no cookie; what to see again stays in the browser."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("entrainement", __name__)

from web.entrainement import routes  # noqa: E402,F401  (routes)

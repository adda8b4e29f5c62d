"""Accounts: who may prepare sessions (formateur), write the base (redacteur) or manage accounts (admin).

Other blueprints take `exiger_role`, `compte_courant`, `personne` and `comptes` from here.
"""

from __future__ import annotations

from web.comptes.acces import compte_courant, comptes, exiger_role, init_app, personne

__all__ = ["compte_courant", "comptes", "exiger_role", "init_app", "personne"]

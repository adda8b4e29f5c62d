"""Reading a JSON body into its model, with errors that name the field in French."""

from __future__ import annotations

from typing import TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from web.messages import dire
from web.refus import Refus

Modele = TypeVar("Modele", bound=BaseModel)


def read_body(modele: type[Modele], *, optional: bool = False) -> Modele:
    """The request's body as `modele`; an empty body stands for `{}` when `optional`.

    Raises Refus: 415 without JSON's content type, 400 for broken JSON, 422 naming each wrong field.
    """
    body = request.get_data(cache=False)
    if optional and not body:
        body = b"{}"
    elif request.mimetype != "application/json":
        raise Refus(415)
    try:
        return modele.model_validate_json(body)
    except ValidationError as error:
        raise _en_refus(error) from error


def _en_refus(error: ValidationError) -> Refus:
    details = error.errors(include_url=False)
    if details[0]["type"] == "json_invalid":
        return Refus(400, "Le corps de la demande n'est pas du JSON lisible.")
    erreurs = [{"champ": ".".join(map(str, detail["loc"])), "message": dire(detail)} for detail in details]
    resume = " ; ".join(f"{erreur['champ']} : {erreur['message']}" if erreur["champ"] else erreur["message"]
                        for erreur in erreurs)  # fmt: skip
    return Refus(422, resume, champ=erreurs[0]["champ"], erreurs=erreurs)

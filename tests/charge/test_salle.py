"""A room of phones on a real gunicorn: everyone hears, everyone answers, the rest of the site stays awake."""

from __future__ import annotations

import asyncio
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.charge.salle import Formatrice, Telephone
from tests.charge.serveur import Serveur, serveur_reel


def _jouer(serveur: Serveur, nombre: int, interrogent: int) -> dict[str, float]:
    # In a thread of its own: Playwright's synchronous interface keeps a loop running in the tests' thread.
    with ThreadPoolExecutor(1) as fil:
        return fil.submit(lambda: asyncio.run(_seance(serveur, nombre, interrogent))).result()


async def _seance(serveur: Serveur, nombre: int, interrogent: int) -> dict[str, float]:
    """A position opened, answered by all, closed and shown; a probe asks for other pages all along."""
    veille: list[float] = []
    fin, mesures = asyncio.Event(), {}

    async def veiller() -> None:
        async with httpx.AsyncClient(base_url=serveur.url, timeout=20) as client:
            while not fin.is_set():
                for chemin in ("/sante/vivant", "/"):
                    debut = time.monotonic()
                    (await client.get(chemin)).raise_for_status()
                    veille.append(time.monotonic() - debut)
                await asyncio.sleep(0.1)

    async with httpx.AsyncClient(base_url=serveur.url, timeout=30, follow_redirects=True) as client:
        anne = Formatrice(client)
        await anne.connecter()
        await anne.ouvrir("decouvrir-la-clause")
        salle = [Telephone(serveur.url, anne.code, flux=rang >= interrogent) for rang in range(nombre)]
        entres = asyncio.Barrier(nombre + 1)
        vies = [asyncio.create_task(telephone.vivre(entres, fin)) for telephone in salle]
        debut = time.monotonic()
        await entres.wait()
        mesures["entrer"] = time.monotonic() - debut
        sonde = asyncio.create_task(veiller())
        position = re.search(r'<option value="(positions\.p\.[^"]+)"', await anne.page())
        assert position is not None
        await anne.faire("aller", vers=position[1])
        debut = time.monotonic()
        version = await anne.faire("ouvrir")
        await asyncio.gather(*(telephone.attendre(version) for telephone in salle))
        mesures["prevenir"] = time.monotonic() - debut
        durees = await asyncio.gather(*(telephone.repondre() for telephone in salle))
        mesures["repondre"] = max(durees)
        page = await anne.page()
        assert f"{nombre} réponses" in page
        assert f"<strong>{nombre}</strong> participants" in page
        await anne.faire("clore")
        version = await anne.faire("montrer")
        await asyncio.gather(*(telephone.attendre(version) for telephone in salle))
        vue = (await salle[0].client.get(f"/seance/{anne.code}")).text
        assert f"<td>{nombre}</td><td>100" in vue
        fin.set()
        await asyncio.gather(sonde, *vies)
    mesures["veille_max"], mesures["refuses"] = max(veille), sum(telephone.refuse for telephone in salle)
    return mesures


def test_twelve_phones(tmp_path: Path) -> None:
    # Eight streams only: two of the ten that listen are turned away and ask instead.
    with serveur_reel(tmp_path, flux=8) as serveur:
        mesures = _jouer(serveur, 12, interrogent=2)
    assert mesures["refuses"] == 2


@pytest.mark.lent
def test_forty_phones_do_not_starve_the_site(tmp_path: Path) -> None:
    with serveur_reel(tmp_path) as serveur:
        mesures = _jouer(serveur, 40, interrogent=4)
    print({nom: round(valeur, 3) for nom, valeur in mesures.items()})
    assert mesures["refuses"] == 0
    # Not a measure of speed: with as many threads as streams and no more, these would wait for ever.
    assert mesures["veille_max"] < 10

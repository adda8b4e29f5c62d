"""A room of phones: each joins, follows the session (stream or polling), answers what opens, sees what is shown."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from html import unescape

import httpx

from tests.web.comptes import MOT_DE_PASSE

_JETON = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Telephone:
    """One participant. `flux` tells whether it listens or asks."""

    url: str
    code: str
    flux: bool
    versions: list[str] = field(default_factory=list)
    refuse: bool = False

    async def vivre(self, entres: asyncio.Barrier, fin: asyncio.Event) -> None:
        """Join, follow until the end."""
        limites = httpx.Timeout(20, read=40)
        async with httpx.AsyncClient(base_url=self.url, timeout=limites, follow_redirects=True) as client:
            self.client = client
            (await client.post(f"/seance/{self.code}/entrer")).raise_for_status()
            await entres.wait()
            suivre = asyncio.create_task(self._ecouter() if self.flux else self._interroger())
            await fin.wait()
            suivre.cancel()
            await asyncio.gather(suivre, return_exceptions=True)

    async def repondre(self) -> float:
        """Read the page, answer its first choice; the seconds that it took."""
        debut = time.monotonic()
        page = (await self.client.get(f"/seance/{self.code}")).text
        point = re.search(r'name="point" value="([^"]+)"', page)
        choix = re.search(r'type="radio" name="([^"]+)" value="([^"]+)"', page)
        assert point is not None and choix is not None, page
        donnees = {"point": unescape(point[1]), unescape(choix[1]): unescape(choix[2])}
        (await self.client.post(f"/seance/{self.code}/repondre", data=donnees)).raise_for_status()
        return time.monotonic() - debut

    async def attendre(self, version: str) -> None:
        """Wait until this version, or a later one, is known."""
        async with asyncio.timeout(60):
            while not any(int(connue) >= int(version) for connue in self.versions):
                await asyncio.sleep(0.02)

    async def _ecouter(self) -> None:
        async with self.client.stream("GET", f"/seance/{self.code}/flux") as reponse:
            if reponse.status_code == 503:
                self.refuse = True
            else:
                async for ligne in reponse.aiter_lines():
                    if ligne.startswith("data: "):
                        self.versions.append(ligne.removeprefix("data: "))
        if self.refuse:
            await self._interroger()

    async def _interroger(self) -> None:
        etiquette = ""
        while True:
            reponse = await self.client.get(f"/seance/{self.code}/version", headers={"If-None-Match": etiquette})
            if reponse.status_code == 200:
                etiquette = reponse.headers["ETag"]
                self.versions.append(reponse.text)
            await asyncio.sleep(2)


@dataclass
class Formatrice:
    """The trainer's browser."""

    client: httpx.AsyncClient
    code: str = ""

    async def connecter(self) -> None:
        """Sign in."""
        page = (await self.client.get("/connexion")).text
        donnees = {"identifiant": "anne", "mot_de_passe": MOT_DE_PASSE, "csrf_token": _jeton(page)}
        (await self.client.post("/connexion", data=donnees)).raise_for_status()

    async def ouvrir(self, modele: str) -> None:
        """Open a session without a measure."""
        page = (await self.client.get(f"/seance/nouvelle?modele={modele}")).text
        donnees = {"csrf_token": _jeton(page), "modele": modele, "mesure": "non"}
        reponse = await self.client.post("/seance/nouvelle", data=donnees)
        self.code = str(reponse.url).split("/")[-2]

    async def faire(self, geste: str, **champs: str) -> str:
        """One gesture on the present point; the version that participants will see."""
        page = await self.page()
        point = re.search(r'name="point" value="([^"]+)"', page)
        assert point is not None
        donnees = {"csrf_token": _jeton(page), "point": unescape(point[1]), "geste": geste, **champs}
        reponse = await self.client.post(f"/seance/{self.code}/animer", data=donnees)
        reponse.raise_for_status()
        version = re.search(r'data-connue="(\d+)\.', reponse.text)
        assert version is not None
        return version[1]

    async def page(self) -> str:
        """The board."""
        return (await self.client.get(f"/seance/{self.code}/animer")).text


def _jeton(page: str) -> str:
    trouve = _JETON.search(page)
    assert trouve is not None, page
    return trouve[1]

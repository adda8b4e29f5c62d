"""The stacked bars hold in their frame and keep their proportions."""

from __future__ import annotations

from web.outils.empilage import dessiner_empilage


def test_layers_stack_up_to_the_total() -> None:
    dessin = dessiner_empilage([("mai", (30, 10)), ("juin", (0, 20)), ("juillet", (0, 0))])
    assert dessin.maximum == 40
    mai, juin, juillet = dessin.barres
    assert [(couche.y, couche.hauteur, couche.rang) for couche in mai.couches] == [(25, 75, 0), (0, 25, 1)]
    assert [(couche.y, couche.hauteur, couche.rang) for couche in juin.couches] == [(50, 50, 1)]
    assert juillet.couches == () and juillet.total == 0


def test_bars_share_the_width() -> None:
    dessin = dessiner_empilage([(str(rang), (1,)) for rang in range(120)])
    assert all(barre.x >= 0 and barre.x + barre.largeur <= 100 for barre in dessin.barres)
    assert dessiner_empilage([]).barres == ()

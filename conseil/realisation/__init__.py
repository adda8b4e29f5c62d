"""Hours to do: mixes of ways, in people and weeks, month by month; and a trade cut into a post."""

from conseil.realisation.demande import DemandePoste as DemandePoste
from conseil.realisation.demande import DemandeRealisation as DemandeRealisation
from conseil.realisation.plan import planifier as planifier
from conseil.realisation.poste import composer_poste as composer_poste
from conseil.realisation.resultats import ResultatPoste as ResultatPoste
from conseil.realisation.resultats import ResultatRealisation as ResultatRealisation

"""Invented companies, their jobs and tasks, by the ten-group list of sectors (shares are assumptions, see docs)."""

from dataclasses import dataclass

import numpy as np

from kanban.synthetic.names import STREETS

_SECTORS: tuple[tuple[float, tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    (0.26, ("Brugsen", "Byggemarked", "Autohus", "Lager", "Købmandsgård"), (("Butiksmedhjælper", "Varer på hylder og kasse"), ("Lagermedarbejder", "Pluk og pakning"), ("Chauffør", "Småture med varer"))),
    (0.22, ("Rengøring", "Ejendomsservice", "Vagt", "Vikar"), (("Rengøringsassistent", "Trapper og kontorer"), ("Ejendomsmedhjælper", "Grønne områder og småreparationer"))),
    (0.18, ("Plejehjem", "Skolekøkken", "Bibliotek", "Børnehus"), (("Køkkenmedhjælper", "Anretning og opvask"), ("Pedelmedhjælper", "Oprydning og småopgaver"), ("Omsorgsmedhjælper", "Måltider og samvær"))),
    (0.12, ("Café", "Hotel", "Bageri", "Fiskehus"), (("Stuepige", "Værelser og linned"), ("Cafémedhjælper", "Servering og opvask"), ("Bagerassistent", "Pakning og salg"))),
    (0.09, ("Værft", "Maskinfabrik", "Møbelfabrik"), (("Produktionsmedarbejder", "Montage og pakning"), ("Smedemedhjælper", "Slibning og klargøring"))),
    (0.07, ("Genbrug", "Idrætshal", "Teater"), (("Genbrugsmedhjælper", "Sortering og salg"), ("Halassistent", "Klargøring af hal"))),
    (0.06, ("Gartneri", "Planteskole"), (("Gartnermedhjælper", "Potning og vanding"),)),
)  # fmt: skip
PEOPLE = (
    "Birthe Holst",
    "Jesper Winther",
    "Anita Broe",
    "Kenneth Saugmann",
    "Inger Tang",
    "Mogens Rye",
    "Lotte Sand",
    "Per Ager",
)
SUB_GOALS = (
    "Møder stabilt tre dage om ugen",
    "Klarer en opgave alene på en vagt",
    "Kan tage en vagt mere om ugen",
    "Deltager i frokosten med kolleger",
    "Prøver kassen sammen med en makker",
    "Går to timer op om ugen inden næste opfølgning",
)


@dataclass(frozen=True)
class Workplace:
    """A company with a job in it; the CVR number is made up and begins with 9, which is given to nobody."""

    name: str
    cvr: str
    title: str
    tasks: str


class Workplaces:
    """The companies of one municipality: a few dozen in a small one, thousands in a large one."""

    def __init__(self, citizens: int, rng: np.random.Generator) -> None:
        self._rng = rng
        shares = np.array([share for share, _, _ in _SECTORS])
        number = int(np.clip(citizens // 3, 24, 20_000))
        self._sectors = rng.choice(len(_SECTORS), size=number, p=shares / shares.sum())
        self._number_in_sector = np.zeros(number, dtype=int)
        for sector in range(len(_SECTORS)):
            members = self._sectors == sector
            self._number_in_sector[members] = np.arange(members.sum())

    def any(self) -> Workplace:
        """A company picked at random."""
        place = int(self._rng.integers(len(self._sectors)))
        _, kinds, jobs = _SECTORS[int(self._sectors[place])]
        title, tasks = jobs[place % len(jobs)]
        return Workplace(
            _name(kinds, int(self._number_in_sector[place])), f"9{place * 7919 % 10_000_000:07d}", title, tasks
        )

    def person(self) -> str:
        """A contact person."""
        return PEOPLE[int(self._rng.integers(len(PEOPLE)))]

    def sub_goal(self) -> str:
        """A sub-goal of an agreement."""
        return SUB_GOALS[int(self._rng.integers(len(SUB_GOALS)))]


def _name(kinds: tuple[str, ...], place: int) -> str:
    kind, street = kinds[place % len(kinds)], STREETS[place // len(kinds) % len(STREETS)]
    round_number = place // (len(kinds) * len(STREETS))
    return f"{street}ens {kind}" + (f" {round_number + 1}" if round_number else "")

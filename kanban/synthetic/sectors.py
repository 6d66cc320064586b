"""The ten sectors of the official list, each with invented workplaces and the jobs one can begin with there.

The shares are assumptions (docs/calibration.md). ``{town}`` in a name is the municipality's own. Workplaces beyond
the named ones are made from a trade and a byname, in a large municipality from a direction too.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """A job goal in the words of workplace and tasks (R-GOAL-7), its tasks and a first sub-goal (R-WA-3)."""

    goal: str
    tasks: str
    milestone: str


@dataclass(frozen=True)
class Sector:
    """One of the ten groups."""

    name: str
    share: float
    named: tuple[str, ...]
    trades: tuple[str, ...]
    jobs: tuple[Job, ...]


_BEGINNINGS = """
    Birke Bjerg Bøge Dige Ege Elle Elme Eng Fasan Fjord Fyrre Hassel Hav Hede Hjorte Kilde Klint Kløver Lærke Lyng
    Mose Mølle Nord Pile Poppel Rosen Rug Sand Skov Sol Sten Svale Sønder Tjørne Vester Vibe Vold Ærte Øster Å
    """
_ENDINGS = "bakken bo dal gården holm høj kær lund ly mark toft vang"
BYNAMES = tuple(beginning + ending for beginning in _BEGINNINGS.split() for ending in _ENDINGS.split())
DIRECTIONS = ("", " Nord", " Syd", " Øst", " Vest", " Midt")

SECTORS: tuple[Sector, ...] = (
    Sector(
        "Landbrug, skovbrug og fiskeri",
        0.04,
        ("Gartneriet Solhøj", "Ådalens Planteskole", "Fiskernes Fælleshus"),
        ("Gartneriet", "Planteskolen", "Frugtplantagen", "Skovlauget", "Dambruget"),
        (
            Job("Gartneri · potning", "Potning, vanding og pakning af planter", "Klarer et bord alene på en vagt"),
            Job("Grønne områder", "Lugning, beskæring og oprydning", "Arbejder to timer ad gangen uden pause"),
        ),
    ),
    Sector(
        "Industri, råstofindvinding og forsyningsvirksomhed",
        0.10,
        ("Nordkajens Værft", "{town} Genbrug", "Bageriet Kornet", "Møbelsnedkeriet Egely"),
        ("Maskinfabrikken", "Emballagefabrikken", "Systuen", "Møbelfabrikken", "Genbrugspladsen", "Bolsjefabrikken"),
        (
            Job("Metal · montage", "Samling af små emner og kontrol af mål", "Samler 40 emner på en formiddag"),
            Job("Produktion · pakning", "Pakning ved bånd og mærkning af kasser", "Følger båndet en time ad gangen"),
            Job("Genbrug · sortering", "Modtagelse, sortering og salg af brugte ting", "Tager imod kunder alene"),
            Job("Syning · tekstil", "Tilklipning og lige sømme", "Syr en pude færdig uden hjælp"),
        ),
    ),
    Sector(
        "Bygge og anlæg",
        0.05,
        ("Tømrerhuset Ravn", "{town} Byg & Bolig"),
        ("Tømrerhuset", "Malerfirmaet", "Murerlauget", "Anlægsgartnerne"),
        (
            Job("Byggeplads", "Oprydning, afdækning og materialer frem", "Møder kl. 7 tre dage om ugen"),
            Job("Maling · afdækning", "Afdækning, slibning og grunding", "Maler et rum færdigt sammen med en makker"),
        ),
    ),
    Sector(
        "Handel og transport mv.",
        0.29,
        ("Strandhotellet", "Café Molen", "Autohuset Vest", "Havnens Fiskehus", "Købmanden på Torvet", "{town} Taxa"),
        (
            "Købmandsgården",
            "Byggecentret",
            "Autohuset",
            "Lagerhotellet",
            "Vognmandshuset",
            "Café",
            "Restaurant",
            "Hotel",
            "Blomsterbutikken",
            "Cykelhandlen",
            "Dyrehandlen",
            "Møbelhuset",
        ),
        (
            Job("Butik · varer på plads", "Varer på hylder og datokontrol", "Har ansvar for én vareudstilling"),
            Job("Lager · chauffør", "Pluk af ordrer og småture med varer", "Kører to faste ture om ugen"),
            Job("Lager · pakning", "Pluk, pakning og mærkning", "Pakker en ordre uden fejl tre dage i træk"),
            Job("Køkken · opvask", "Opvask, oprydning og anretning", "Kan lukke køkkenet sammen med en kollega"),
            Job("Café · servering", "Servering, afrydning og kasse", "Betjener kassen en time om dagen"),
            Job("Hotel · værelser", "Værelser og linned", "Otte værelser på en vagt"),
            Job("Værksted · klargøring", "Vask og klargøring af biler, dækskift", "Klargør to biler om dagen"),
            Job("Butik · frugt og grønt", "Opstilling, vægt og kundespørgsmål", "Tager en lørdagsvagt hver anden uge"),
        ),
    ),
    Sector(
        "Information og kommunikation",
        0.01,
        ("{town} Lokalradio",),
        ("Trykkeriet", "Webhuset", "Lydstudiet"),
        (Job("Kontor · data", "Indtastning, scanning og kontrol", "Tre timer ved skærm med en pause"),),
    ),
    Sector(
        "Finansiering og forsikring",
        0.01,
        ("{town} Andelskasse",),
        ("Andelskassen", "Forsikringskontoret"),
        (Job("Kontor · post", "Post, kopiering og mødelokaler", "Passer posten alene to dage om ugen"),),
    ),
    Sector(
        "Ejendomshandel og udlejning",
        0.02,
        ("{town} Almene Boliger",),
        ("Boligforeningen", "Ejendomskontoret", "Udlejningen"),
        (Job("Ejendom · grønne områder", "Fejning, hæk og småreparationer", "Går en fast runde alene"),),
    ),
    Sector(
        "Erhvervsservice",
        0.23,
        ("Rengøring Nord", "Vikarhuset Fjord", "{town} Vagtservice"),
        ("Rengøringen", "Ejendomsservice", "Vikarhuset", "Kantineservice", "Vaskeriet", "Havehjælpen"),
        (
            Job("Rengøring · kontor", "Kontorer, toiletter og køkken", "Gør en etage færdig på tre timer"),
            Job("Rengøring · trapper", "Trapper og indgange i boligblokke", "Tre opgange på en formiddag"),
            Job("Rengøring · køkken", "Kantinekøkken og opvask", "Kan stå for opvasken alene"),
            Job("Ejendom · småopgaver", "Pærer, skraldespande og grønne områder", "Tager imod en opgave på telefonen"),
            Job("Vaskeri", "Sortering, rulning og pakning af linned", "Pakker en vogn på en halv time"),
            Job("Køkken · kantine", "Salatbar, anretning og kasse", "Har ansvar for salatbaren to dage om ugen"),
        ),
    ),
    Sector(
        "Offentlig administration, undervisning og sundhed",
        0.19,
        ("Plejehjemmet Kløvervang", "Skolekøkkenet Bøgely", "{town} Bibliotek", "Børnehuset Søstjernen"),
        ("Plejehjemmet", "Skolekøkkenet", "Børnehuset", "Skolen", "Dagcentret", "Bofællesskabet"),
        (
            Job("Pleje · rengøring", "Rengøring, sengetøj og måltider", "Følges med en fast kollega på to vagter"),
            Job("Pleje · samvær", "Måltider, gåture og hyggestunder", "Står for en aktivitet om ugen"),
            Job("Dagtilbud", "Legeplads, måltider og oprydning", "Læser højt for en gruppe børn"),
            Job("Skole · pedel", "Oprydning, borde og småreparationer", "Gør gymnastiksalen klar alene"),
            Job("Kontor · arkiv", "Sortering, scanning og post", "Fire timer om dagen med en pause"),
            Job("Køkken · anretning", "Anretning, salat og opvask", "Anretter 60 portioner til kl. 11.30"),
        ),
    ),
    Sector(
        "Kultur, fritid og anden service",
        0.06,
        ("{town} Svømmehal", "Genbrugsbutikken Perlen"),
        ("Idrætshallen", "Genbrugsbutikken", "Frisørsalonen", "Museet", "Ridecentret", "Cykelværkstedet"),
        (
            Job("Butik · genbrug", "Sortering, prismærkning og kasse", "Pynter vinduet sammen med en frivillig"),
            Job("Hal · klargøring", "Baner, omklædning og cafeteria", "Lukker hallen en aften om ugen"),
        ),
    ),
)

SCHOOLS = ("SOSU-skolen", "{town} Erhvervsskole", "VUC {town}", "{town} Produktionsskole", "Landbrugsskolen Engholm")

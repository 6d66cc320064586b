"""What brokers write about talks: what goes well, what is hard, and what was agreed. Danish, and never about health."""

from collections.abc import Mapping

EARLY_RESOURCES = (
    "Møder til tiden og har lyst til at komme i gang",
    "Har passet børnebørn og kan meget om at holde orden i hverdagen",
    "God til at snakke med alle slags mennesker",
    "Er selv begyndt at kigge på stillinger i nærheden",
    "Har kørekort og kender byen ud og ind",
    "Kan tre sprog og hjælper naboerne med breve",
    "Husker detaljer og kan lide, når tingene er i orden",
    "Har haft rengøring i otte år og er stolt af det",
    "Kom med sit gamle CV og en liste over kurser",
    "Er glad for at være ude og arbejder hurtigt",
)
SEARCH_RESOURCES = (
    "Fandt selv to virksomheder, vi kan ringe til",
    "Var med på besøget og stillede gode spørgsmål",
    "Ved præcis, hvilke opgaver det skal være",
    "Har talt med en tidligere kollega om en plads",
    "Gik selv ind og afleverede sit CV",
    "Var velforberedt til samtalen med virksomheden",
    "Kan møde tidligt og har fri af børn fra kl. 8",
    "Tør ringe op nu, det turde hun ikke i foråret",
)
WORK_RESOURCES = (
    "Møder hver dag og har lært kollegerne at kende",
    "Har fået sit eget ansvarsområde på lageret",
    "Kontaktpersonen roser tempoet og humøret",
    "Tager selv fat, når der er stille",
    "Har klaret to uger med flere timer",
    "Lærer nye folk op i at pakke",
    "Spiser frokost med de andre og er faldet til",
    "Har lært kassen og tager den alene om torsdagen",
    "Siger til i tide, når noget skal ændres",
    "Fik lov at åbne butikken i lørdags",
)
GOAL_RESOURCES = (
    "Er faldet godt til og kender sine opgaver",
    "Har fået nøgle og faste vagter",
    "Hjælper nu selv en ny i praktik",
    "Er glad for holdet og har fået rost fremmøde",
    "Har klaret de første prøver på uddannelsen",
)
CHALLENGES = (
    "",
    "",
    "Bussen passer dårligt med mødetiden",
    "Bliver i tvivl, når der er mange beskeder på én gang",
    "Mangler hverdagsdansk til telefonen",
    "Vil gerne begynde kl. 9 i stedet for kl. 7",
    "Har ikke brugt computer i flere år",
    "Børnehaven lukker kl. 16",
    "Har været uden for arbejdsmarkedet længe og er spændt på starten",
    "Tøver med at ringe op selv",
    "Skal vænne sig til at tage en pause",
    "Synes, at ansøgninger er svære at skrive",
)
EARLY_NOTES = (
    "Vi skriver CV færdigt næste gang",
    "Tager billeder af kurser og papirer med",
    "Vi ser på job inden for lager og butik",
    "Prøver værkstedet på tirsdag for at mærke efter",
    "Vi tager jobmål B op igen, når vi har set et køkken",
    "Har lagt sit CV på Jobnet, vi retter det til sammen",
    "Gik en tur langs havnen, det var nemmere at snakke der",
    "Taler med sin søn om at bruge bilen",
)
SEARCH_NOTES = (
    "Vi besøger Genbrugsbutikken torsdag kl. 10",
    "Jeg ringer til tre virksomheder inden fredag",
    "Vi øver, hvad borgeren vil sige om sig selv",
    "Virksomheden vil gerne se borgeren til en prøvedag",
    "Ingen plads lige nu, men de vil høre fra os i næste måned",
    "Vi leder tættere på bopælen",
)
WORK_NOTES = (
    "Vi tager snakken om lønnede timer på næste trepartssamtale",
    "Delmålet er nået, nyt delmål aftalt",
    "Kan begynde med fire lønnede timer i næste måned",
    "Går op i tid med to timer om ugen",
    "Kontaktpersonen skifter, vi hilser på den nye",
    "Bliver i praktikken perioden ud, opgaverne passer godt",
    "Vi holder timerne, som de er, til efter ferien",
    "Prøver at stå i kassen to formiddage",
)
GOAL_NOTES = (
    "Alt kører, jeg ringer igen om en måned",
    "Ringer selv, hvis der opstår noget",
    "Arbejdsgiver vil gerne forlænge",
)
EARLY, SEARCH, WORK, GOAL = "early", "search", "work", "goal"
PHASES: Mapping[int, str] = {8: EARLY, 7: EARLY, 6: EARLY, 5: SEARCH, 4: WORK, 3: WORK, 2: WORK, 1: GOAL}
RESOURCES: Mapping[str, tuple[str, ...]] = {
    EARLY: EARLY_RESOURCES,
    SEARCH: SEARCH_RESOURCES,
    WORK: WORK_RESOURCES,
    GOAL: GOAL_RESOURCES,
}
TALK_NOTES: Mapping[str, tuple[str, ...]] = {
    EARLY: EARLY_NOTES,
    SEARCH: SEARCH_NOTES,
    WORK: WORK_NOTES,
    GOAL: GOAL_NOTES,
}
ACTIONS: Mapping[str, tuple[str, ...]] = {
    EARLY: (
        "Lægge CV på Jobnet",
        "Finde kursusbeviser frem",
        "Skrive tre jobs ned, der kunne være gode",
        "Besøge værkstedet",
    ),
    SEARCH: (
        "Ringe til virksomheden om en prøvedag",
        "Besøge virksomheden sammen",
        "Aflevere CV i butikken",
    ),
    WORK: (
        "Aftale trepartssamtale om lønnede timer",
        "Sende ny aftale til virksomheden",
        "Tale med kontaktpersonen om nye opgaver",
    ),
    GOAL: ("Ringe og høre, hvordan det går",),
}
PLACES: Mapping[str, tuple[str, ...]] = {
    "conversation": ("Jobcentret", "Jobcentret", "Biblioteket", "Gåtur ved havnen", "Borgerens hjem"),
    "three_party": ("På virksomheden",),
    "company_visit": ("På virksomheden",),
    "phone": ("",),
}
PARTICIPANTS: Mapping[str, tuple[str, ...]] = {
    "conversation": ("", "", "", "Tolk", "Mentor", "Sagsbehandler"),
    "three_party": ("Kontaktperson fra virksomheden",),
    "company_visit": ("Kontaktperson fra virksomheden", "Leder fra virksomheden"),
    "phone": ("",),
}
JOB_SEARCH = (
    "To ansøgninger om ugen og et opkald",
    "Søger bredt inden for butik og lager, uopfordret",
    "Besøger to virksomheder om måneden sammen med jobformidler",
    "Tjekker Jobnet mandag og torsdag",
)
PURPOSES = (
    "Praktikken skal vise, om tempoet passer",
    "Sprogkurset giver ord til kasse og telefon",
    "Truckkurset åbner for lagerjob i nærheden",
)
SMART_AGREEMENTS = (
    "Tre virksomheder kontaktet inden udgangen af måneden",
    "CV og profil klar om 14 dage",
    "Ti timer om ugen i praktik inden otte uger",
)

"""What people write: why a citizen fell back, and notes on moves. Danish, since it is the municipality's own data."""

from collections.abc import Mapping

JOB_LOST = (
    "Ansættelsen stoppede i prøvetiden",
    "Virksomheden havde ikke længere timer",
    "Borgeren holdt i jobbet i to måneder og vil prøve et andet sted",
    "Uddannelsen er afbrudt, vi lægger en ny plan",
)
HOURS_LOST = (
    "Virksomheden mistede en ordre, og timerne bortfaldt",
    "Timerne blev for mange, vi går et skridt tilbage",
    "Ny leder i virksomheden, aftalen om løn blev ikke forlænget",
    "Borgeren er sygemeldt, timerne er sat på pause",
)
INTERNSHIP_ENDED = (
    "Praktikken stoppede før tid, opgaverne passede ikke",
    "Praktikken sluttede uden aftale om løn",
    "Virksomheden lukkede afdelingen",
    "For langt at køre, vi finder noget tættere på",
    "Fravær i praktikken, vi aftaler en ny start",
    "Borgeren vil hellere arbejde med noget andet",
)
CONTACT_FAILED = (
    "Virksomheden har ikke plads alligevel",
    "Besøget viste, at jobmålet ikke passer",
    "Ingen virksomheder ville tage imod lige nu",
)
PREPARATION = (
    "Jobmålet viste sig ikke at passe, vi begynder forfra",
    "Nye oplysninger om uddannelse, CV skal laves om",
    "Behandling de næste uger, vi holder en pause",
    "Borgeren er flyttet til en anden jobformidler",
)
SETBACK_REASONS: Mapping[int, tuple[str, ...]] = {
    1: JOB_LOST,
    2: HOURS_LOST,
    3: HOURS_LOST,
    4: INTERNSHIP_ENDED,
    5: CONTACT_FAILED,
    6: PREPARATION,
    7: PREPARATION,
}
NOTES = (
    "Aftalt på trepartssamtale",
    "Aftalt på telefonen",
    "Borgeren fandt selv virksomheden",
    "Skrevet ind efter teammødet",
    "Tolk med til næste samtale",
    "Mentor er bevilget",
    "Starter stille op",
)

"""The shares a synthetic municipality is made to: published figures, and assumptions where none are published.

Sources, pages and the reasons for the assumptions: docs/calibration.md.
"""

from collections.abc import Mapping
from math import ceil

DAYS_A_MONTH = 30.44

# Published: the mid-way evaluation of Flere skal med (2019).
GROUP_SHARES = {1: 0.55, 2: 0.34, 3: 0.11}
WOMEN_SHARE = 0.57
ORIGIN_SHARES = {"dansk": 0.63, "indvandrer": 0.35, "efterkommer": 0.02}
AGE_SHARES = {(18, 29): 0.06, (30, 50): 0.58, (51, 66): 0.36}
BROKER_SHARE = 0.90
CASELOAD = 47

# Assumed, with steps 1, 2 + 3 and 4 anchored in published shares.
STEP_SHARES = {8: 0.26, 7: 0.14, 6: 0.14, 5: 0.12, 4: 0.23, 3: 0.03, 2: 0.02, 1: 0.06}

# Assumed.
UNPLACED_SHARE = 0.01
OUT_SHARE_A_MONTH, MOST_OUT_SHARE = 0.006, 0.40
BROKERS_A_TEAM = 4.5
CITIZENS_A_COMPANY, FEWEST_COMPANIES, MOST_COMPANIES = 5, 40, 20_000
STEP_UP_SHARE = 0.24
EXEMPT_SHARE = 0.5


def place_shares(months: int) -> Mapping[int | None, float]:
    """Where citizens stand today: a step, 0 when out, None when not placed yet. With the months more have left."""
    out = min(MOST_OUT_SHARE, OUT_SHARE_A_MONTH * months)
    placed = 1 - out - UNPLACED_SHARE
    return {None: UNPLACED_SHARE, 0: out, **{step: share * placed for step, share in STEP_SHARES.items()}}


def brokers_for(citizens_with_broker: int) -> int:
    """Brokers needed when none has more than the published mean caseload."""
    return max(1, ceil(citizens_with_broker / CASELOAD))


def teams_for(brokers: int) -> int:
    """Teams of four or five brokers."""
    return max(1, ceil(brokers / BROKERS_A_TEAM))


def companies_for(citizens: int) -> int:
    """A few dozen companies in a small municipality, thousands in a large one."""
    return min(MOST_COMPANIES, max(FEWEST_COMPANIES, citizens // CITIZENS_A_COMPANY))

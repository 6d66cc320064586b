"""A move as one whole number, so that a million of them come from the database to the replay without an object each.

From the low end: the step moved to, the day it counts from as days since year 1, whether it was made in the team asked
about, and the citizen. Numbers in order are citizen by citizen, but moves of one day are not told in order by them.
"""

STEPS = 1 << 4
DAYS = 1 << 20
IN_TEAM = STEPS * DAYS
CITIZEN = 2 * IN_TEAM

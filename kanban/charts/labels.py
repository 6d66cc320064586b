"""Names at the ends of lines, moved apart so that none touches another and each can be hit (WCAG 2.5.8)."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places in rising order, at least ``apart``, within the bounds and together as near to the wanted ones as can be.

    ``wanted`` must rise. Where there is no room, the places are spread evenly. The sum of squared distances is the
    smallest possible: places less their share of the gap are pooled until they rise (pool adjacent violators).
    """
    if not wanted:
        return []
    gap = min(apart, (high - low) / max(1, len(wanted) - 1))
    blocks: list[tuple[float, int]] = []
    for number, place in enumerate(wanted):
        blocks.append((place - number * gap, 1))
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            (total, size), (before, earlier) = blocks.pop(), blocks.pop()
            blocks.append((total + before, size + earlier))
    pooled = [_mean(block) for block in blocks for _ in range(block[1])]
    top = high - gap * (len(wanted) - 1)
    return [round(min(max(place, low), top) + number * gap, 1) for number, place in enumerate(pooled)]


def _mean(block: tuple[float, int]) -> float:
    return block[0] / block[1]

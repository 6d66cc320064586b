"""Months as bars in small charts of one scale, a chart for each step."""

from collections.abc import Sequence
from dataclasses import dataclass

from kanban.charts.paper import grid, short
from kanban.domain.messages import Message
from kanban.domain.views.drawings import Box, Column, ColumnChart, ColumnPanel, Door, Level

_GAP = 26


@dataclass(frozen=True)
class Bar:
    """A month's (or year's) two numbers; ``tick`` is its short name, ``open`` when it may still grow."""

    label: Message
    tick: Message
    open: bool
    up: int
    down: int
    up_door: Door
    down_door: Door


@dataclass(frozen=True)
class Panel:
    """One step's bars in order, and the doors of their sums."""

    step: int
    bars: Sequence[Bar]
    up_door: Door
    down_door: Door


def mirrored(panels: Sequence[Panel], box: Box) -> ColumnChart:
    """Bars up for the first number and down for the second, and a line of what is left."""
    up = grid(max((bar.up for panel in panels for bar in panel.bars), default=0), 3)[-1]
    down = grid(max((bar.down for panel in panels for bar in panel.bars), default=0), 3)[-1]
    scale = (box.bottom - box.top) / (up + down)
    zero = box.top + up * scale
    levels = (Level(box.top, up), Level(zero, 0), Level(box.bottom, down))
    return _chart(panels, box, _Scale(zero, scale, is_mirrored=True), levels)


def inside(panels: Sequence[Panel], box: Box) -> ColumnChart:
    """Bars up for both numbers, the second being a part of the first and drawn within it."""
    values = grid(max((bar.up for panel in panels for bar in panel.bars), default=0), 4)
    scale = (box.bottom - box.top) / values[-1]
    levels = tuple(Level(round(box.bottom - value * scale, 1), value) for value in values)
    return _chart(panels, box, _Scale(box.bottom, scale, is_mirrored=False), levels)


@dataclass(frozen=True)
class _Scale:
    zero: float
    size: float
    is_mirrored: bool

    def net(self, bar: Bar) -> float:
        return self.zero - (bar.up - bar.down) * self.size


def _chart(panels: Sequence[Panel], box: Box, scale: _Scale, levels: tuple[Level, ...]) -> ColumnChart:
    width = (box.right - box.left - _GAP * (len(panels) - 1)) / len(panels)
    drawn = [_panel(each, box.left + number * (width + _GAP), width, scale) for number, each in enumerate(panels)]
    bars = panels[0].bars
    return ColumnChart(box, width, tuple(drawn), levels, bars[0].tick, bars[-1].tick)


def _panel(panel: Panel, left: float, width: float, scale: _Scale) -> ColumnPanel:
    pitch = width / len(panel.bars)
    thick = round(min(pitch * 0.76, 30), 1)
    ups, downs, net = [], [], ""
    for number, bar in enumerate(panel.bars):
        middle = left + (number + 0.5) * pitch
        x = round(middle - thick / 2, 1)
        if bar.up:
            height = round(bar.up * scale.size, 1)
            ups.append(
                Column(x, round(scale.zero - height, 1), thick, height, bar.open, bar.label, bar.up, bar.up_door)
            )
        if bar.down:
            height = round(bar.down * scale.size, 1)
            y = scale.zero if scale.is_mirrored else scale.zero - height
            downs.append(Column(x, round(y, 1), thick, height, bar.open, bar.label, bar.down, bar.down_door))
        if scale.is_mirrored:
            net += f"{'L' if net else 'M'}{short(middle)} {short(scale.net(bar))}"
    return ColumnPanel(
        panel.step, round(left, 1), round(scale.zero, 1), tuple(ups), tuple(downs), net,
        sum(bar.up for bar in panel.bars), sum(bar.down for bar in panel.bars), panel.up_door, panel.down_door,
    )  # fmt: skip

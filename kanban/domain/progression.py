"""Progression measured on the municipality's own template: themes, and five levels in words (R-CONN-1, R-FU-7)."""

from dataclasses import dataclass

LEVELS = (1, 2, 3, 4, 5)
FIELD_PREFIX = "progress_"
MOST_THEMES = 12


@dataclass(frozen=True)
class Theme:
    """What is measured; ``code`` is the end of the form field's name, ``name`` the municipality's own wording."""

    code: str
    name: str

    @property
    def field(self) -> str:
        """The form field."""
        return FIELD_PREFIX + self.code


@dataclass(frozen=True)
class Template:
    """The themes in order and the levels in words, 1 first; ``id`` is None for the one all begin with."""

    themes: tuple[Theme, ...]
    words: tuple[str, ...]
    id: int | None = None


DEFAULT_TEMPLATE = Template(
    (
        Theme("self_belief", "Tro på egne evner"),
        Theme("health", "Dit helbred"),
        Theme("network", "Privat netværk"),
        Theme("direction", "Din retning mod arbejde"),
        Theme("workplace", "Samarbejde på arbejdspladsen"),
        Theme("professionals", "Relationer til fagprofessionelle"),
    ),
    ("Slet ikke", "I mindre grad", "I nogen grad", "I høj grad", "I meget høj grad"),
)
"""The six themes a municipality in the first programme used (R-FU-7), with the scale of its self-survey (R-FID-1)."""

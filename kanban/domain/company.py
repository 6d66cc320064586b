"""The municipality's register of companies and the people one talks with there (R-CO-2)."""

import re
from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, Index, SQLModel

from kanban.domain.danish import fold

_WORD = re.compile(r"\w+")
MOST_WORDS = 12


class Company(SQLModel, table=True):
    """An employer or place of education in the municipality's register; ``search_name`` is the folded name."""

    __tablename__ = "company"
    __table_args__ = (Index("ix_company_cvr", "municipality_id", "cvr"),)
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    name: str
    search_name: str = Field(index=True)
    cvr: str = ""
    created_at: datetime


class CompanyPerson(SQLModel, table=True):
    """A contact person at a company (R-WA-4)."""

    __tablename__ = "company_person"
    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(foreign_key="company.id", index=True)
    name: str
    search_name: str
    title: str = ""
    phone: str = ""
    email: str = ""
    created_at: datetime


class CompanyWord(SQLModel, table=True):
    """A word of a company's name, so that a beginning typed anywhere in the name is found by an index.

    The words compare byte by byte on both databases, or a range of words would not be the words with a beginning.
    """

    __tablename__ = "company_word"
    __table_args__ = (Index("ix_company_word_word", "municipality_id", "word", "company_id"),)
    company_id: int = Field(foreign_key="company.id", primary_key=True)
    word: str = Field(primary_key=True, sa_type=Text().with_variant(Text(collation="C"), "postgresql"))
    municipality_id: int = Field(foreign_key="municipality.id")


def words_of(name: str) -> list[str]:
    """The folded words of a name, each once, in order."""
    return list(dict.fromkeys(_WORD.findall(fold(name))))[:MOST_WORDS]

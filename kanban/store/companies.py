"""The municipality's register of companies."""

from datetime import datetime

from sqlmodel import Session, col, select

from kanban.domain.danish import fold
from kanban.domain.facts import Company


def ensure(session: Session, municipality_id: int, name: str, cvr: str, now: datetime) -> Company:
    """The company by CVR number, else by name whatever its case; made when missing, its number filled in when new."""
    of_municipality = select(Company).where(Company.municipality_id == municipality_id).order_by(col(Company.id))
    same_name = of_municipality.where(Company.search_name == fold(name))
    if cvr:
        found = session.exec(of_municipality.where(Company.cvr == cvr)).first()
        found = found or session.exec(same_name.where(Company.cvr == "")).first()
    else:
        found = session.exec(same_name).first()
    if found is None:
        found = Company(municipality_id=municipality_id, name=name, search_name=fold(name), created_at=now)
    found.cvr = found.cvr or cvr
    session.add(found)
    session.flush()
    return found

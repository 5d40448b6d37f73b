"""`brukervalg move`: a person who has moved to another municipality."""

from sqlalchemy.exc import NoResultFound

from core.settings import Settings
from service.commands.command_session import Refused, opened, require_municipality


def move(settings: Settings, person_id: int, municipality: str, district: str | None) -> str:
    """Move a person, and end what the former municipality granted.

    Raises:
        Refused: no such person, municipality or district, or the person lives there already.
    """
    with opened(settings) as records:
        require_municipality(records, municipality)
        try:
            person = records.register.move_person(person_id, municipality, district, records.actor)
        except NoResultFound:
            raise Refused(f"Registeret har ingen person nummer {person_id}.") from None
        except ValueError:
            districts = [each.id for each in records.catalogue.districts(municipality)]
            known = f" Bydelene der: {', '.join(districts)}." if districts else ""
            raise Refused(
                f"Personen bor i kommune {municipality} fra før, eller bydelen finnes ikke.{known}"
            ) from None
    return (
        f"{person.name} er flyttet til kommune {municipality}. Valg, fullmakter, koder og vedtak i "
        "den forrige kommunen er avsluttet."
    )

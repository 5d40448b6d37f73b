"""What the files of texts are about, for those who read and edit them."""

TOPICS = {
    "abuse": "Tyveri, vold, trusler og vanskjøtsel",
    "case": "Min sak",
    "channel": "Det kanalene sier selv",
    "choice": "Velge, bytte og angre",
    "danger": "Fare",
    "desk": "Når en saksbehandler har samtalen",
    "first_aid": "Råd mens en fare varer",
    "foreign": "Andre språk",
    "life": "Bekymringer og det som hender",
    "mandates": "Fullmakt",
    "notices": "Når vi skriver først",
    "of_another": "Det samme, til den som har fullmakt",
    "people": "Et menneske overtar",
    "phone": "Bare på telefon",
    "proof": "Hvem det er: kode og fødselsdato",
    "provider_answers": "Ett svar om en av dem",
    "providers": "De som kan velges",
    "readings": "Det «Mente du …?» tilbyr",
    "duty": "Til den som har vakt",
    "events": "Død, sykehus, flytting og det som hender",
    "facts": "Svar fra fakta med kilde",
    "scheme": "Svar om ordningen",
    "steering": "Hilsen, hjelp og gangen i samtalen",
    "words": "Ord som andre tekster fylles med",
}
"""The title of each file of texts; a file that is not here goes by its name."""


def topic_title(topic: str) -> str:
    """The title of a topic: of a file of texts, by its name without ending."""
    return TOPICS.get(topic, topic)

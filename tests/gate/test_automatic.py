"""Messages that a machine sends by itself, and people's own that look a little like them."""

import pytest

from assistant.gate.automatic import is_automatic


@pytest.mark.parametrize(
    "text",
    [
        "Auto-svar: Jeg er opptatt og svarer deg senere.",
        "Dette er et automatisk svar.",
        "Out of office until Monday",
        "Fri til mandag. Ved akutt sykdom ring 113.",
        "Jeg har ferie til 3. august. Ring sentralbordet ved behov.",
        "Jeg kjører. Jeg svarer deg når jeg kommer frem.",
        "I'm driving right now",
        "Jag kör just nu",
        "Kan ikke snakke nå. Kan jeg ringe deg senere?",
        "Jeg sitter i møte, ringer deg.",
        "Kontoret er stengt.",
        "Dette nummeret kan ikke besvares. Ring sentralbordet på 22 00 00 00.",
        "Meldingen kunne ikke leveres",
        "Meldinga kunne ikkje leverast",
        "Takk for meldingen. Mottaker har stoppet alle SMS fra dette nummeret.",
        "Vi har mottatt din henvendelse og svarer så snart vi kan.",
        "Takk for din henvendelse. Vi svarer innen to dager.",
        "Thank you for your message",
        "Do not reply",
        "Jeg kan ikke svare akkurat nå. Sendt automatisk",
        "Ikke stør meg-modus er på",
        "Denne innboksen leses ikke",
        "Jeg er på ferie og leser ikke meldinger før 5. august.",
        "Jeg er på jobb og ser på telefonen etter kl 16.",
        "Denne telefonen er slått av. Prøv igjen senere.",
        "Abonnenten kan ikke nås for øyeblikket.",
        "Nummeret du har sendt til er ikke i bruk.",
        "Jeg har sluttet i Bergen kommune. Kontakt sentralbordet.",
        "Hei! Takk for at du kontaktet oss. Vi svarer deg så snart som mulig.",
        "Ditt innlegg er registrert. Saksnummer 48213.",
        "Vi har registrert din henvendelse med referanse 12345.",
        "Din henvendelse er mottatt.",
        "Meldingen er mottatt. Vi svarer på hverdager mellom 8 og 15.",
        "Jeg kan ikke ta telefonen nå, send SMS.",
        "Beklager, jeg sitter i bilen og kan ikke svare.",
        "Jeg er opptatt. Ringer deg tilbake.",
        "Er i møte, ringer tilbake senere.",
        "Eg køyrer bil no og svarar når eg er framme.",
        "Jeg er ute og kjører akkurat nå. Svarer når jeg stopper.",
        "Ikke forstyrr er på. Meldingen din blir ikke vist.",
        "Jeg har på Ikke forstyrr mens jeg kjører. Jeg ser meldingen når jeg er fremme.",
        "Message could not be delivered",
        "SMS-tjenesten er midlertidig utilgjengelig.",
        "Dette er en automatisk melding fra Tannklinikken.",
        "Påminnelse: Du har time hos Tannlege Vik 3. mai kl 10. Svar STOPP for å slippe meldinger.",
        "Din engangskode er 482913. Del den ikke med noen.",
        "Pakken din er klar for henting. Hentekode 4821.",
        "Jag är på semester till 5 augusti",
        "Jag är upptagen just nu, ringer dig senare.",
        "Jeg holder ferielukket til 3. august",
        "Tak for din besked. Vi vender tilbake hurtigst muligt.",
        "I'm in a meeting, call you later",
        "Sorry, I can't talk right now.",
        "I am out of the office",
        "Nummeret er kun for utgående meldinger.",
        "Meldinger til dette nummeret blir ikke lest.",
        "Denne tjenesten støtter ikke svar.",
        "Du har nådd mobilsvar til 400 12 345",
        "Jeg er borte fra kontoret til mandag",
        "Permisjon ut året, kontakt Kari på 40012345",
        "Ugyldig kommando. Send HJELP for hjelp.",
        "Ukjent kodeord. Send INFO til 2440.",
    ],
)
def test_the_form_of_an_automatic_message_is_known(text: str) -> None:
    assert is_automatic(text)
    assert is_automatic(text.upper())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ja",
        "jeg kjører far til legen og kan ikke snakke",
        "Jeg kan ikke snakke nå så bra etter slaget",
        "Jeg har byttet nummer. Mitt nye nummer er 400 99 888.",
        "Takk for meldingen. Ja.",
        "Kan dere svare meg i dag?",
        "Vi har fått nytt veinavn, så brevet kom i retur.",
        "Datteren min er på ferie til søndag, kan dere vente?",
        "Jeg er opptatt av at det er den samme hver gang",
        "Telefonen min er så dårlig",
        "Jeg har sluttet å ta medisinene",
    ],
)
def test_what_a_person_writes_is_not_automatic(text: str) -> None:
    assert not is_automatic(text)

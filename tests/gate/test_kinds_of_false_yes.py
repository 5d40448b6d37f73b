"""Ways past the gate that attackers found, each as a kind, with siblings: none of them is a yes.

Each table is one test that lists every line that got through.
"""

from dataclasses import replace

import pytest

from assistant.gate.verdict import Answered, Mention, judge
from tests.gate.answering import answer, judged

ASKED = (
    "Aud, du velger Hasselvind Omsorg. De begynner omtrent tirsdag 8. desember. "
    "Prisen er den samme, hvem du enn velger. Er det rett?"
)
KINDS = {
    "words behind or below a signature": [
        "Ja hilsen Aud ikke Hasselvind Omsorg likevel",
        "Ja\nMvh Aud\nmen ikke før jul",
        "Ja. Hilsen Aud\nPS glem det",
        "Ja hilsen Aud som ombestemte seg",
        "Ja mvh Aud i morgen",
        "Ja. Hilsen Aud, 84 år, for gammel til å bytte",
        "Ja. Hilsen Aud og Vintereple",
        "Ja hilsen datteren til Aud",
        "Ja hilsen Aud på vegne av Per",
        "Ja\n--\nAud Fagerstrand\nbare hvis Tone vil",
        "Ja\nMvh Aud\nUtsett",
        "Ja\n> men ikke før jul",
        "Jau takk, mor 🙄",
        "Ja, mor :(",
        "Ja, Hassel? vind Omsorg",
        "Ja " + "\n" * 700 + "men ikke ennå",
        "Ja " + "😊" * 650 + " nei",
    ],
    "an answer that was cut off": [
        *("ja og", "ja så", "ja altså", "ja hvis", "ja men", "ja og så", "ja for", "ja fordi"),
        *("ja at", "ja jeg", "ja det", "ja viss", "ja når", "det er rett og", "det stemmer men"),
        *("ja bare", "ja selv", "ja her", "ja jeg vil", "ja det er", "ja til", "ja med", "jamen"),
        *("ja menn", "ja nå", "ja du vet jeg", "ja jeg velger", "ja i", "ja så lenge"),
    ],
    "another word that looks like one of an answer": [
        *("Bekreftelse", "Bekreftelsen", "stemme", "stemmen", "Riktignok", "rettelse", "Rettes"),
        *("Registrering", "Godkjenning", "bekreft", "viktig", "det er viktig", "det stammer"),
        *("korrektur", "gjemme", "fjerne", "hjerne", "anger", "stemmebånd", "riktigere"),
    ],
    "a date, a number or a sign": [
        *("Ja :(", "Ja :/", "Ja ;)", "ja ☹", "ja 😢", "ja 😉", "ja 🙃", "ja 🤷", "ja ✋", "ja ❓"),
        *("Ja 15.12.2026", "Ja, 15. desember", "Ja fra 01.02.2027", "Ja, onsdag 8. desember"),
        *(
            "Ja 8. desember 2027",
            "ja den 15.",
            "ja mandag",
            "ja kl 10",
            "ja 2",
            "ja 1000",
            "ja 50 %",
        ),
        *("ja*", "ja/nei", "ja ≠", "ja ½", "j̶a̶", "ja & nei", "ja 🇸🇪", "Ja 08121926", "ja −", "ja¿"),
    ],
    "words of the read-back without a yes": [
        *(
            "Hasselvind Omsorg",
            "tirsdag 8. desember",
            "samme pris",
            "Hasselvind Omsorg 8. desember",
        ),
        *("Ja, prisen?", "ja prisen", "ja datoen", "Datoen er riktig", "Ja, navnet er feil"),
        *("det andre stemmer", "ja det andre stemmer"),
    ],
    "who somebody is": [
        *(
            "ja det er Aud",
            "Ja, dette er Aud",
            "det er Aud ja",
            "ja jeg er Aud",
            "Dette er Tone. Ja",
        ),
        *("Dette er Hasselvind Omsorg. Ja, det stemmer", "jo det er aud fagerstrand"),
    ],
    "a sign without a word": ["👍", "👍 Aud", "👌👌", "✅", "💯", "Hei 👍", "👍 400 12 345"],
    "a part of it is right": [
        *("ja navnet stemmer", "ja datoen er riktig", "prisen stemmer", "ja dagen passer"),
        *("det meste stemmer", "det meste er rett", "ja leverandøren er riktig"),
    ],
    "another speaks, or is spoken to": [
        *("Aud vil det", "Aud sier ja", "ja for Aud", "Aud svarer ja", "ja på vegne av Aud"),
        *("Hei Hasselvind Omsorg, ja", "Kjære Hasselvind Omsorg. Ja takk", "Aud tar dem"),
        *("Hasselvind Omsorg: ja", "ja, Aud skal ha dem", "Vintereple: ja"),
    ],
    "a way to begin, or to sigh": [
        *("nå ja", "no ja", "det, ja", "du ja", "å ja", "åh ja", "at ja", "for ja", "selv ja"),
        *("ja ja da", "ja da ja", "jo jo da", "da, ja", "så ja", "nå det ja", "ja nå ja"),
    ],
    "right as a way to say very": [
        *("riktig god jul", "Riktig god helg", "rett og slett", "riktig bra", "rett så bra"),
        *("ja riktig så", "riktig hyggelig", "en riktig god jul", "det var fint", "det var bra"),
    ],
    "said without believing it, or because one must": [
        *("yeah right", "jeg må si ja", "jeg skal si ja", "vi må svare ja", "ordner seg"),
        *("det ordner seg", "for all del", "gjerne for meg", "avtale", "mottatt og bekreftet"),
        *("jeg har bestemt meg", "nå er jeg bestemt", "ingenting å si", "til Hasselvind Omsorg"),
    ],
    "half a yes": [
        *("så fint", "fint", "greit", "det er visst rett", "det er nok rett", "ja beklager"),
        *("beklager ja", "ja unnskyld", "som du sier", "det er jeg", "ja jeg tar det", "send"),
        *("Ja takk for meldingen", "ja vi snakkes", "ja takk for meg", "ja det har jeg tenkt på"),
    ],
}


@pytest.mark.parametrize("given", ["text", "speech"])
@pytest.mark.parametrize("kind", KINDS)
def test_none_of_the_kind_is_a_yes(kind: str, given: str) -> None:
    passed = [
        text
        for text in KINDS[kind]
        if judged(text, asked=ASKED, given=given).answered is Answered.YES
    ]
    assert not passed


ECHOES = [
    *("er det rett", "det rett", "rett", "hasselvind omsorg", "de begynner omtrent tirsdag"),
    *("tirsdag 8. desember er det rett", "prisen er den samme", "for ja", "ja trykk fem", "for ja"),
]


def test_our_own_voice_in_the_loudspeaker_is_no_yes() -> None:
    assert not [
        heard
        for heard in ECHOES
        if judged(heard, asked=ASKED, given="speech").answered is Answered.YES
    ]
    again = "Aud, du velger Hasselvind Omsorg. Stemmer det?"
    echo = judged("stemmer", asked=again, given="speech")
    assert (echo.answered, echo.why) == (Answered.UNCLEAR, "echo")
    assert judged("ja", asked="For ja, trykk 5.", given="speech").answered is Answered.YES


@pytest.mark.parametrize("heard", ["ja Aud ja", "Aud ja", "ja Hasselvind Omsorg", "ja ho ja"])
def test_a_name_beside_a_spoken_ja_may_call_somebody(heard: str) -> None:
    verdict = judged(heard, asked=ASKED, given="speech")
    assert verdict.answered is Answered.UNCLEAR


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Bare send", "confirm_stop"),
        ("ja, bare send", "confirm_stop"),
        ("ja sett i gang", "confirm_undo"),
        ("Ja. +46 70 123 45 67", "confirm_mandate"),
        ("Ja 400 12 346", "confirm_mandate"),
        ("Nummeret er riktig", "confirm_mandate"),
        ("Angrer", "confirm_undo"),
    ],
)
def test_what_is_a_yes_to_one_question_is_none_to_another(text: str, question: str) -> None:
    read_back = frozenset({"+4740012345", "agent"})
    verdict = judged(text, question, read_back=read_back)
    assert verdict.answered is not Answered.YES


@pytest.mark.parametrize(
    "text",
    [
        *("Tone er datteren min ja", "ja ho er jo dattera mi", "Dette er Tone. Ja, det skal jeg."),
        *("ja det er dotter mi", "Tone her, ja", "ja hun er datra mi det stemmer"),
        *("det stemmer hun er datteren min", "ja det er rett ho er dottera mi"),
    ],
)
def test_who_the_agent_is_gives_no_mandate(text: str) -> None:
    at = text.find("Tone")
    named = (Mention("provider", "agent", at, at + 4),) if at >= 0 else ()
    given = answer(text, "confirm_mandate", read_back=frozenset({"agent", "+4740012345"}))
    assert judge(replace(given, mentions=named)).answered is Answered.UNCLEAR


WANTS_THE_PROVIDER = [
    *(
        "Dem vil jeg ha",
        "Ja, det er dem jeg vil ha",
        "Ja jeg velger Hasselvind Omsorg",
        "vi tar dem",
    ),
    *(
        "Jeg står ved det",
        "Ja, valget er riktig",
        "Jeg bekrefter valget",
        "Ja til Hasselvind Omsorg",
    ),
    *("Ja jeg er fornøyd med valget", "Ja, Hasselvind Omsorg er bra", "Ja sett i gang"),
    *(
        "Hasselvind Omsorg skal det være",
        "Ja meld meg på hos Hasselvind Omsorg",
        "ja, registrer det",
    ),
]


@pytest.mark.parametrize("question", ["confirm_undo", "confirm_withdrawal", "confirm_stop"])
def test_wanting_the_provider_takes_nothing_back(question: str) -> None:
    passed = [t for t in WANTS_THE_PROVIDER if judged(t, question).answered is Answered.YES]
    assert not passed


TAKES_IT = {
    "confirm_undo": [
        *("jeg tar Hasselvind Omsorg", "jeg tar dem", "ta dem", "ta det", "jeg vil få dem", "tar"),
        *("jeg vil ta dem", "jeg tar valget", "ta Hasselvind Omsorg", "dem tar jeg", "ta den"),
    ],
    "confirm_withdrawal": [
        *("ta den", "ta henne", "jeg tar den", "jeg vil ta den", "det vet hun", "hun tar den"),
    ],
    "confirm_stop": ["er nok", "jeg får brev", "takk for meg", "holder", "det er det", "nok"],
}
TAKES_IT_BACK = {
    "confirm_undo": [
        *("jeg tar det tilbake", "ta det bort", "tek det attende", "ta tilbake valget"),
        *("jeg vil få det tilbake", "jeg trekker valget", "ja ta det vekk", "slett det"),
    ],
    "confirm_withdrawal": [
        *("ta den bort", "jeg tar den tilbake", "trekk den", "den trekker jeg", "ta bort den"),
    ],
    "confirm_stop": ["nå er det nok", "det er nok", "det holder", "nå holder det"],
}


@pytest.mark.parametrize("question", ["confirm_undo", "confirm_withdrawal", "confirm_stop"])
@pytest.mark.parametrize("text", ["Ok", "okei", "OK takk", "ok da"])
def test_having_read_it_is_no_yes_to_taking_something_back(text: str, question: str) -> None:
    assert judged(text, question).answered is Answered.UNCLEAR


@pytest.mark.parametrize("question", TAKES_IT)
def test_taking_it_is_not_taking_it_back(question: str) -> None:
    passed = [t for t in TAKES_IT[question] if judged(t, question).answered is Answered.YES]
    assert not passed
    missed = [
        t for t in TAKES_IT_BACK[question] if judged(t, question).answered is not Answered.YES
    ]
    assert not missed


EVERYDAY = [
    *("heisann, ja", "Heisann! Ja takk", "God dag. Ja", "Hei hei, ja det stemmer", "hallo ja"),
    "Hei! Ja, det stemmer. Med vennlig hilsen Aud Fagerstrand, tlf 400 12 345",
    *("Ja\n\nAud Fagerstrand\n84 år", "God dag, dette er Aud Fagerstrand. Ja, det er riktig."),
    *("Ja. A.F.", "Ja. A. Fagerstrand", "Ja. Hilsen Aud og Per", "Ja (Aud)", "Ja. Farvel."),
    *("Ja, Hasselvind Omsorg fra tirsdag 8. desember", "Ja 8. desember passer fint"),
    "Ja, 8.12.2026",
    *("Ja, prisen er den samme", "Ja. Både navnet og datoen stemmer", "Ja, samme pris"),
    *("Ja, det vil jeg", "Ja det gjør vi", "Det er rett, takk for hjelpen", "Ja :)", "ja 😊"),
    *("Ja takk! Ha en fin dag videre", "Kjære kommune. Ja. Beste helsing Aud", "Ja, og god helg"),
    *("Det er Hasselvind Omsorg jeg vil ha", "Ja, det er helt i orden", "jau da e rett"),
    *("Ja æ vil ha dem", "Uff, ja det er rett", "Ja, det er jeg helt sikker på"),
    *("OK", "Ja. Sendt fra min iPhone"),
    "Ja, jeg bekrefter at jeg velger Hasselvind Omsorg fra 8. desember",
    *("ja, det stämmer. Hälsningar Aud", "Ja tak, det er rigtigt. Venlig hilsen Aud"),
    *("Jauda", "Netop, sådan skal det være", "De e så rætt som de kainn bli", "kjør på a"),
    *("Ja. Beklager bryet. Aud", "Ja og amen", "Ja tirsdag 8/12", "Ja. Aud fra Gjeving"),
    *("Yes please. Best regards Aud", "Hello. Yes, that is correct. Thank you. Aud"),
]  # fmt: skip
SPOKEN = [
    *("ja", "ja takk", "ja det er rett", "hei ja det stemmer", "jo det stemmer", "ja visst"),
    *("ja det er riktig takk skal du ha", "ja jeg vil ha Hasselvind Omsorg", "ja det er det"),
    *("ja det er aud det er rett", "uff ja det er rett", "ja det gjør jeg", "jau det er rett"),
    "ja tirsdag åttende desember det er fint",
]


def test_an_everyday_yes_is_taken_at_once() -> None:
    written = [text for text in EVERYDAY if judged(text, asked=ASKED).answered is not Answered.YES]
    spoken = [
        text
        for text in SPOKEN
        if judged(text, asked=ASKED, given="speech").answered is not Answered.YES
    ]
    assert not written + spoken

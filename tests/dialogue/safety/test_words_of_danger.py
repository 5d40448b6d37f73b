"""What sounds like the end of a danger, or like one, is told from what is."""

import pytest

from assistant.actions.safety import hearing
from assistant.actions.safety.crisis.all_clear import FIRE, HOPED, NEGATED, corrects, says_it_is_out
from assistant.actions.safety.crisis.state import begun_in
from assistant.actions.safety.danger import _plainly_no
from assistant.actions.safety.grave import _is_held
from assistant.actions.safety.life.care import of_another

NO_DANGER = [
    "nei",
    "nei da",
    "nei da, ingen fare",
    "nei det er ikke fare",
    "nei, det går helt bra",
    "nei, alt er bra her",
    "nei eg er trygg",
    "nei, men det går bra",
    "nei ingenting",
]
STILL_BAD = [
    "Nei, det går ikke så bra med henne",
    "Nei hun er nok i fare",
    "nei, ikke bra",
    "nei det er ikkje trygt her",
    "nei det er fare",
    "nei det blir verre",
    "nei eg har det itj godt, itj bra",
    "Nei, ingenting er bra",
    "Nei, ingenting er ok her",
    "nei, inkje er bra",
    "Nei, jeg er ok, men mannen min svarer lite",
    "Nei, jeg har det bra, men kona er så slapp",
    "nei men hun faller",
    "Nei, ingen fare med meg, men ho pustar rart",
]


def test_a_no_that_says_it_is_bad_is_no_no_to_danger() -> None:
    assert not [text for text in NO_DANGER if not _plainly_no(text)]
    assert not [text for text in STILL_BAD if _plainly_no(text)]


def test_a_hope_ends_nothing() -> None:
    hopes = ["Håper det går over", "Det gir seg nok", "det er vel over", "trur det er bra no"]
    over = ["det er over", "det gikk bra", "alt er bra nå", "brannen er slukket"]
    assert not [text for text in hopes if not HOPED.search(text)]
    assert not [text for text in over if HOPED.search(text)]


def test_a_fire_is_out_when_it_is_said_to_be_out() -> None:
    out = ["brannen er slukket", "elden er sløkt", "det har slokna", "vi slukka det"]
    here = ["Brannvesenet er her", "Brannbilen er kommet", "det er brann", "flammene er store"]
    assert not [text for text in out if not FIRE.search(text)]
    assert not [text for text in here if FIRE.search(text)]
    burns = [
        "Nei, ikke slukket ennå",
        "Nei, vi har ikke slukka den",
        "Vi prøver å få slukket",
        "nei, det er på langt nær slukket",
        "den er nesten slukket",
        "er den slukket?",
        "håper den er slukket",
        "brannvesenet skal ha den slukka",
    ]
    assert not [text for text in out if not says_it_is_out(text)]
    assert not [text for text in burns if says_it_is_out(text)]


def test_only_a_call_that_was_not_made_is_denied() -> None:
    denied = ["nei ingen har ringt", "jeg har ikke ringt ennå", "vi ringte ikke", "eg ringte itj"]
    denied += ["Nei, ingen av oss har ringt", "nei, ingen andre har ringt", "nei ikkje enno"]
    denied += ["Nei, ingen her har ringt ennå", "nei, ringt har vi ikke"]
    rung = [
        "nei, jeg har ringt",
        "Jeg har ringt 113, han puster ikke",
        "har ringt, hun svarer ikke",
    ]
    assert not [text for text in denied if not NEGATED.search(text)]
    assert not [text for text in rung if NEGATED.search(text)]


def test_it_was_only_takes_back_what_is_harmless() -> None:
    harmless = ["det var bare tull", "det var bare en lampe", "nei det var berre katten"]
    so = [
        "Det var bare i går kveld det var verst",
        "Det var bare en tanke i natt",
        "Det var bare så vidt jeg kom meg til telefonen",
        "det var bare jeg som så det",
    ]
    assert not [text for text in harmless if not corrects(text)]
    assert not [text for text in so if corrects(text)]


@pytest.mark.parametrize(
    ("kind", "told", "everyday"),
    [
        (
            "neglect",
            [
                "har ikke sett noen siden lørdag",
                "jeg har ikke sett folk på tre dager",
                "eg har ikkje sett nokon her sidan måndag",
                "har ikke hørt noen fra dere på flere dager",
                "jeg har ikke sett noen i dag",
                "Jeg har ikke sett noen fra kommunen på en uke",
                "Har ikke sett noen mennesker siden fredag",
                "har ikke hørt fra noen på lenge, jeg er sulten",
                "eg har ikkje sett nokon frå heimetenesta på lang tid",
            ],
            [
                "Jeg har ikke sett noen priser i brevet",
                "har ikke sett noen priser siden mandag",
                "Jeg har ikke hørt noen ting fra dere i det siste",
                "har ikke sett noen liste på nettsiden",
                "eg har ikkje sett nokon oversikt i brevet",
            ],
        ),
        (
            "dying",
            [
                "det er bare noen dager igjen for far",
                "vi har bare få uker igjen med pappa",
                "legen gir henne dager igjen",
                "legen gav han tre veker",
                "han har ikke lenge igjen",
            ],
            [
                "Det er bare tre dager igjen til far fyller 90",
                "det er ikke lenge igjen til jul",
                "gir dere meg noen dager til å tenke",
                "brevet gir oss tre uker på å svare",
            ],
        ),
    ],
)
def test_what_is_grave_is_told_from_everyday_talk(
    kind: str, told: list[str], everyday: list[str]
) -> None:
    assert not [text for text in told if hearing.first("life", text, (kind,)) is None]
    assert not [text for text in everyday if hearing.first("life", text, (kind,)) is not None]


def test_a_need_of_today_is_said_with_whole_words() -> None:
    assert "today" in hearing.every("needs", "ingen kom no")
    assert "today" in hearing.every("needs", "ingen har vært her i helga")
    assert "today" not in hearing.every("needs", "har du noen priser")
    assert "today" not in hearing.every("needs", "når kommer dere")


def test_signs_of_not_wanting_to_live_are_told_from_furniture_and_dosettes() -> None:
    signs = [
        "jeg er bare i veien",
        "jeg er i veien for alle",
        "eg er berre i vegen",
        "jeg føler meg i veien for ungene",
        "jeg har talt tablettene mine",
        "jeg har lagt sovetablettene til side",
        "det er ingen vits i noe",
        "ingen vits i noe lenger",
        "det er ikkje meining med noko meir",
        "Det er ingen vits i noe lenger nå",
        "Ingen mening med noe mer når kona er død",
        "Det er ikke vits i noe når jeg er alene",
        "det er inga meining med noko no",
        "Jeg sitter bare i veien for alle",
        "Jeg står bare i veien for ungene",
        "eg har vore i vegen for alle",
    ]
    everyday = [
        "senga mi står i veien",
        "Jeg ser ikke noe i veien for å bytte",
        "Sykepleieren har ikke lagt opp tabletter",
        "Det er ingen vits i noe bytte",
        "det er ingen vits i noe som tar så lang tid",
        "hjelperen har talt tablettene",
        "jeg har lagt tablettene i dosetten",
        "er det noe i veien for at jeg velger selv",
        "ikke noen mening med noe møte",
    ]
    assert not [text for text in signs if not hearing.signs(text)]
    assert not [text for text in everyday if hearing.signs(text)]


@pytest.mark.parametrize("kind", ["violence", "urgent", "suicide"])
def test_the_channel_s_own_alarm_keeps_that_somebody_will_not_live(kind: str) -> None:
    life = {"kind": "suicide", "sure": True}
    assert begun_in({"crisis": life}, kind, "geværet står i skapet")["crisis"] == life


def test_a_fire_beside_it_goes_first_and_it_goes_on_after_that() -> None:
    life = {"kind": "suicide", "sure": True}
    begun = begun_in({"crisis": life}, "fire", "det brenner")["crisis"]
    assert (begun["kind"], begun["before"]) == ("fire", life)
    care = {"kind": "abuse:rough", "care": True}
    assert begun_in({"crisis": care}, "urgent", "hun puster ikke")["crisis"]["before"] == care


def test_means_and_an_end_of_the_help_are_a_plan() -> None:
    plans = [
        "Jeg har spart opp sovetabletter, etter søndag trenger dere ikke sende noen",
        "eg har samla sovetablettane, frå måndag treng de ikkje kome meir",
        "Jeg har lagt unna tablettene. Etter helga trenger dere ikke bry dere",
        "jeg har samlet tablettene i en pose, dere trenger ikke komme mer",
        "Jeg har spart sovetablettene, så da trenger dere ikke komme i morgen",
        "eg har samla tablettane, de treng ikkje kome i morgon, då er eg borte",
    ]
    asked = [
        "Nå har jeg samlet tablettene i dosetten, så da trenger dere ikke komme i morgen",
        "Jeg har spart noen tabletter til helga, da trenger dere ikke komme på lørdag",
        "eg har samla tablettane, så de treng ikkje kome på laurdag",
        "jeg har samlet tablettene som skal til apoteket, dere trenger ikke komme mer",
    ]
    none = [
        "etter søndag trenger dere ikke sende noen, vi reiser på hytta",
        "jeg har spart opp tabletter til ferien",
        "trenger dere ikke sende resepten på tablettene",
    ]
    assert not [text for text in plans if not hearing.plan(text)]
    assert not [text for text in none if hearing.plan(text)]
    assert not [text for text in asked if hearing.plan(text) or not hearing.signs(text)]


def test_a_blow_nobody_gave_a_habit_and_a_manner_of_speaking_are_meant_otherwise() -> None:
    meant = {
        "Jeg slo hoften da jeg falt": "støtte hodet",
        "eg slo ankelen i trappa": "støtte hodet",
        "støvsugeren tar livet av meg 😂": "er slitsomt",
        "jobben tek livet av meg": "er slitsomt",
        "hjelperen røyker inne og jeg må lufte": "bruker tobakk",
        "vikaren som kommer røyker på badet": "bruker tobakk",
    }
    assert not [text for text, means in meant.items() if means not in hearing.meant(text)]
    so = [
        "det røyker inne",
        "komfyren røyker",
        "mannen tar livet av meg",
        "Varmen holder på å ta livet av meg",
        "kulda tek livet av meg",
        "jeg vil ta livet av meg",
        "han slo meg i hoften",
    ]
    assert not [text for text in so if hearing.meant(text) != hearing.plain(text)]


def test_who_cannot_stand_on_the_foot_has_fallen() -> None:
    fallen = ["får ikke støttet på foten", "eg kan ikkje stå på beinet", "klarer ikke gå på foten"]
    assert {hearing.first("danger", text) for text in fallen} == {"fall"}


def test_a_wrong_told_of_another_is_told_from_the_teller_s_own() -> None:
    others = ["jeg så blåmerker på armene hennes", "brukeren min har blåmerker", "mor er blåslått"]
    own = ["jeg får blåmerker av hjelperen til mor", "hun er hard mot meg", "han slår meg"]
    assert not [text for text in others if not of_another(text)]
    assert not [text for text in own if of_another(text)]


def test_whoever_holds_the_money_of_one_who_is_afraid_does_wrong() -> None:
    wrong = [
        "Sønnen min har kortet mitt, han blir så sint. Ikke ring hit",
        "dottera mi styrer kontoen min og eg er redd ho",
    ]
    fine = ["sønnen min har kortet mitt og handler for meg", "dattera mi styrer nettbanken"]
    assert not [text for text in wrong if hearing.first("life", text, ("any",)) is None]
    assert not [text for text in fine if hearing.first("life", text, ("any",)) is not None]
    assert "not_here" in hearing.every("after", wrong[0])


def test_a_call_for_help_is_not_about_who_holds_the_money() -> None:
    cries = [
        "Datteren har kortet mitt og tør ikke komme. Jeg er veldig dårlig, send ambulanse",
        "Mannen har kortet, jeg er redd, jeg skjelver og er helt klam og uvel, kom nå",
        "Mannen styrer pengene, jeg ligger alene og er redd, kom fort",
        "Naboen bruker kortet mitt, eg er redd, skund dykk",
    ]
    heard = [set(hearing.every("grave", text)) for text in cries]
    assert not [text for text, of in zip(cries, heard, strict=True) if not of & {"ill", "cries"}]
    assert not _is_held("Sonen har kortet. Eg er redd")
    assert _is_held("Hei. Sønnen min har kortet mitt, han blir så sint")


@pytest.mark.parametrize(
    "text",
    [
        "mannen slår når han er full",
        "Han slår når dama fra kommunen har gått",
        "sønnen min dytter hver gang jeg ber om mat",
    ],
)
def test_a_blow_without_an_object_is_rough(text: str) -> None:
    assert "rough" in hearing.every("life", text)


@pytest.mark.parametrize(
    "text", ["han slår plenen når det er sol", "hun slår på lyset når hun kommer"]
)
def test_what_is_struck_and_no_person_is_not(text: str) -> None:
    assert "rough" not in hearing.every("life", text)


@pytest.mark.parametrize(
    "text",
    [
        "jeg har samlet sovetablettene jeg fikk på apoteket, så nå trenger dere ikke komme mer",
        "Jeg har spart alle pillene i medisinskapet. Dere trenger ikke komme mer, da er det over",
        "Jeg har samlet alle pillene og tar dem i natt, så da trenger dere ikke komme i morgen",
        "Jeg har spart tablettene. Jeg orker ikke leve, så da trenger dere ikke komme i morgen",
    ],
)
def test_a_plan_is_one_wherever_the_pills_lie(text: str) -> None:
    assert hearing.plan(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jeg ligger i veien for døra",
        "Jeg sitter bare i veien for støvsugeren",
        "jeg står i veien og de kommer ikke forbi",
    ],
)
def test_who_is_in_the_way_of_a_thing_gives_no_sign(text: str) -> None:
    assert not hearing.signs(text)


@pytest.mark.parametrize(
    "text", ["Kan dere ikke ringe hjem når mannen er hjemme", "kan dere ikke ringe hit mer"]
)
def test_do_not_ring_here_is_heard_though_it_is_put_as_a_question(text: str) -> None:
    assert "not_here" in hearing.every("after", text)


@pytest.mark.parametrize("text", ["hjelperen slår igjen døra hver gang", "han slår ofte plenen"])
def test_a_door_and_a_lawn_are_struck_by_nobody(text: str) -> None:
    assert "rough" not in hearing.every("life", text)

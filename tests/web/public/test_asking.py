"""A question in one's own words, on the front page and in the API: the assistant's own answers."""

from flask.testing import FlaskClient


def test_the_search_understands_a_postal_code_and_a_district(reader: FlaskClient) -> None:
    for sought in ("0561", "Grünerløkka", "bydel frogner"):
        page = reader.get("/", query_string={"q": sought}).text
        found = page[page.index('id="funnet"') : page.index("</ul>", page.index('id="funnet"'))]
        assert 'href="/oslo' in found, sought


def test_the_search_answers_a_question_with_its_source(reader: FlaskClient) -> None:
    page = reader.get("/", query_string={"q": "Når starter fritt brukervalg i Trondheim?"}).text
    assert "våren 2025" in page
    assert "dagsavisen.no" in page


def test_what_it_costs_is_answered_though_no_place_is_named(reader: FlaskClient) -> None:
    page = reader.get("/", query_string={"q": "hva koster det"}).text
    assert "like mye" in page


def test_the_api_gives_the_same_answer_with_source_and_day(reader: FlaskClient) -> None:
    told = reader.get("/api/v1/answers", query_string={"question": "Har Bergen det?"}).json
    assert told is not None
    [first, *_] = told["answers"]
    assert first["text"].startswith("I Bergen kan du velge")
    assert first["source"]["url"].startswith("https://www.bergen.kommune.no/")


def test_the_api_answers_for_the_municipality_that_is_named(reader: FlaskClient) -> None:
    asked = {"question": "hvor lang tid tar et bytte", "municipality": "4207", "standard": "nn"}
    told = reader.get("/api/v1/answers", query_string=asked).json
    assert told is not None
    assert "Flekkefjord" in told["answers"][0]["text"]
    refused = reader.get("/api/v1/answers", query_string={**asked, "municipality": "0000"})
    assert refused.status_code == 404


def test_a_page_in_nynorsk_answers_in_nynorsk(reader: FlaskClient) -> None:
    page = reader.get("/nn/", query_string={"q": "Er det plikt i Danmark?"}).text
    assert "Det har vore ei plikt sidan 2003" in page

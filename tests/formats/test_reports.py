"""Reports of the Working Group: what is printed is read, and what is misprinted is told."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from printing import CLOSING, EXAMINED, HEAD, HEADING, SUPPORT, letters, names, paragraphs_of, report
from upr_model import (
    NOT_STATED,
    NOTED,
    PENDING,
    SUPPORTED,
    InvalidDocument,
    PositionStage,
    Reading,
    Response,
    ReviewKey,
    Severity,
    State,
    by,
    paragraphs,
    read,
    tally,
)
from upr_model.formats.media.printed import Line, lines_of_text
from upr_model.formats.shared.asks import asks_of, part_of
from upr_model.formats.working_group import report as reports
from upr_model.formats.working_group.head import head_of
from upr_model.formats.working_group.references import numbers_in
from upr_model.formats.working_group.report import read_lines
from upr_model.formats.working_group.wordings import leaves_open, response_in
from upr_model.readings import PassageKind
from upr_model.values.states import nearly

VIET_NAM = State.parse("VNM")


def read_text(conclusions: str, **how: Any) -> Reading:
    return read_lines(lines_of_text(report(conclusions, **how)), "report.txt")


def listed(*items: str, lead: str = f"143. {EXAMINED}") -> Reading:
    return read_text("\n".join([lead, *items, f"144. {CLOSING}"]))


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def iso3(text: str) -> list[list[str]]:
    return [[state.iso3 if state else "?" for state in ask.states] for ask in asks_of(text, VIET_NAM, nearly).asks]


# What is printed is read.

WORDS = st.lists(
    st.sampled_from(["ratify", "the", "convention", "without", "further", "delay", "and", "to", "its", "protocol"]),
    min_size=2,
)
SENDERS = st.lists(st.sampled_from(State.all()), min_size=1, max_size=4, unique=True).filter(
    lambda states: VIET_NAM not in states
)
BRACKETS = st.sampled_from(
    [
        lambda states: f"({names(states)})",
        lambda states: " ".join(f"({state})" for state in states),
        lambda states: "".join(f"({state})" for state in states),
        lambda states: f"({'; '.join(map(str, states))})",
        lambda states: (
            f"({', '.join(map(str, states[:-1]))} and {states[-1]})" if len(states) > 1 else f"({states[0]})"
        ),
    ]
)
ASK = st.tuples(WORDS, SENDERS, BRACKETS)
ITEM = st.lists(ASK, min_size=1, max_size=3)
LISTS = st.lists(st.tuples(st.sampled_from([EXAMINED, SUPPORT]), st.lists(ITEM, min_size=1, max_size=12)), max_size=3)


@given(LISTS.filter(bool), st.booleans(), st.integers(20, 90), st.booleans(), st.data())
def test_what_is_printed_is_read(lists: Any, dotted: Any, width: int, paged: Any, data: st.DataObject) -> None:
    printed: list[str] = []
    expected: dict[str, list[tuple[str, list[str]]]] = {}
    for lead, (heading, items) in enumerate(lists, start=60):
        printed += _wrapped(f"{lead}. {heading}", width)
        for number, asks in enumerate(items, start=1):
            joint = data.draw(st.sampled_from(["; ", ";", "/ ", ";\n"]))
            text = joint.join(f"{' '.join(words).capitalize()} {bracket(states)}" for words, states, bracket in asks)
            end = "." if number == len(items) else ";"
            label = f"{lead}.{number}{data.draw(st.sampled_from(['', '.']))}" if dotted else f"{number}."
            printed += _wrapped(f"{label} {text}{end}", width)
            expected[f"{lead}.{number}"] = [
                (" ".join(words).capitalize(), [state.iso3 for state in states]) for words, states, _ in asks
            ]
    printed += _wrapped(f"{60 + len(lists)}. {CLOSING}", width)
    if paged:  # a page ends now and then, with its number, and the next begins with the symbol
        printed = [line + ("\n17\n\fA/HRC/26/6" if number % 9 == 8 else "") for number, line in enumerate(printed)]
    reading = read_text("\n".join(printed), head=f"{HEAD}\f" if paged else HEAD)
    assert reading.problems == ()
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for made in reading.recommendations:
        states = [state.iso3 for state in made.recommending_states]
        found.setdefault(str(made.paragraph), []).append((made.text or "", states))
    assert found == expected


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


TROUBLE = st.text(st.sampled_from("143.10 ()[];:,/Aa\n\f-*é’“²") | st.characters(), max_size=80)
FRAGMENTS = st.sampled_from(
    [
        *(
            "143. ",
            "143.1 ",
            "143.2. Take (France);",
            "\n1. ",
            "(Niger) (Nigeria)",
            "144. All conclusions",
            "\n",
            "\f",
            "; ",
        ),
        *(
            "(",
            ")",
            "paragraphs 3 (a) and (b) above did not enjoy the support",
            "18 GE.14-12910",
            "A/HRC/26/6",
            "Page 3",
        ),
        *(
            "\n1 The recommendation as read: “x” (Mali).",
            "\n***\n",
            "The recommendations listed above enjoy the support",
        ),
    ]
)


@given(st.lists(FRAGMENTS | TROUBLE, max_size=30).map("".join))
@example("\n1. 1 The recommendation as read\n144. All conclusions")
def test_each_letter_of_the_conclusions_belongs_to_one_passage(conclusions: str) -> None:
    text = report(conclusions, after="")
    reading = read_lines(lines_of_text(text), "report.txt")
    passages = reading.report.passages if reading.report else ()
    held = letters("".join(passage.text for passage in passages))
    printed = letters(text)
    assert held == printed[len(printed) - len(held) :]
    heading = printed.rindex(letters(HEADING)) + len(letters(HEADING))
    if "no-conclusions" not in codes(reading) and "nnex" not in conclusions and "ecomm" not in conclusions:
        assert held == printed[heading:]
    assert all((passage.kind is PassageKind.ITEM) <= (passage.paragraph is not None) for passage in passages)


@given(st.lists(FRAGMENTS | TROUBLE, max_size=20).map("".join))
def test_any_text_gives_a_reading_or_one_of_our_errors(text: str) -> None:
    lines = lines_of_text(text) or [Line(None, 1, "x")]
    assert read_lines(lines, "report.txt", ReviewKey(VIET_NAM, 18)).report is not None


# Numbers.


def test_a_misprinted_number_is_put_right_and_told() -> None:
    reading = listed("143.1. Ratify (Mali);", "155.2. Accede (Togo);", "143.3. Sign (Chad);")
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TGO"]], "143.3": [["TCD"]]}
    (problem,) = reading.problems
    assert (problem.code, problem.severity, problem.value) == ("repaired-number", Severity.WARNING, "155.2.")
    assert "143.2" in problem.message
    source = reading.recommendations[1].source
    assert source is not None
    assert source.raw == "155.2. Accede (Togo);"


def test_a_number_that_lacks_a_digit_is_put_right() -> None:
    items = [f"143.{number}. Ratify (Mali);" for number in range(1, 113)]
    items[108] = "143.09 Ratify (Mali);"
    reading = listed(*items)
    assert len(paragraphs_of(reading)) == 112
    assert codes(reading) == ["repaired-number"]


def test_a_number_far_below_the_next_one_is_no_item() -> None:
    items = [f"143.{number} Ratify (Mali);" for number in range(1, 22)]
    items.insert(20, "143.5 Shows how (Chad);")
    found = paragraphs_of(listed(*items))
    assert len(found) == 21
    assert found["143.20"] == [["MLI"], ["TCD"]]


def test_the_last_heading_counts() -> None:
    head = HEAD.replace("Contents\n", "Contents\nIII. Conclusions and/or recommendations\n")
    reading = read_text(f"143. {EXAMINED}\n143.1 Ratify (Mali).\n144. {CLOSING}", head=head)
    assert paragraphs_of(reading) == {"143.1": [["MLI"]]}


def test_a_gap_is_an_error_and_the_numbers_stay_as_printed() -> None:
    reading = listed("143.1 Ratify (Mali);", "143.2 Accede (Togo);", "143.5 Sign (Chad);", "143.6 Act (Fiji).")
    assert [*paragraphs_of(reading)] == ["143.1", "143.2", "143.5", "143.6"]
    (problem,) = reading.problems
    assert (problem.code, problem.severity) == ("missing-item", Severity.ERROR)
    assert problem.message == "2 items before 143.5 were not found"


@pytest.mark.parametrize("printed", ["143-2. Accede", "143.2 Accede", "143. 2. Accede", "143.2.Accede"])
def test_numbers_are_printed_in_several_ways(printed: str) -> None:
    reading = listed("143.1 Ratify (Mali);", f"{printed} (Togo);")
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TGO"]]}
    assert reading.problems == ()


def test_an_item_may_begin_within_a_line() -> None:
    reading = listed("143.1 Ratify (Mali);143.2. Accede (Togo); 143.3 Sign", "now (Chad).")
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TGO"]], "143.3": [["TCD"]]}
    single = listed("1. Ratify (Mali);2. Accede (Togo); 3. Sign (Chad).")
    assert paragraphs_of(single) == {"143.1": [["MLI"]], "143.2": [["TGO"]], "143.3": [["TCD"]]}


def test_numbers_in_a_sentence_are_no_items() -> None:
    reading = listed(
        "143.1 Take the steps of recommendations",
        "143.2 and 143.3 above, of Law",
        "26.364 and of",
        "20. May (Mali);",
        "143.2 Accede (Togo);",
    )
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TGO"]]}
    single = listed("1. Act before", "2 April 2009, under article", "2. of the law (Mali);", "2. Accede (Togo);")
    assert paragraphs_of(single) == {"143.1": [["MLI"]], "143.2": [["TGO"]]}


def test_an_item_without_its_dot_is_one() -> None:
    reading = listed("1. Ratify in;", "2 ways (Mali);", "2      Encourage (Togo);", "3. Sign (Chad)")
    assert [*paragraphs_of(reading)] == ["143.1", "143.2", "143.3"]


def test_the_next_paragraph_may_have_a_number_below_the_last_item() -> None:
    items = [f"{number}. Ratify (Mali);" for number in range(1, 90)]
    reading = read_text("\n".join([f"82. {SUPPORT}", *items, f"83. {EXAMINED}", "1. Sign (Chad).", f"84. {CLOSING}"]))
    assert len(paragraphs_of(reading)) == 90
    assert reading.recommendations[-1].response is PENDING


def test_an_item_and_the_next_paragraph_may_have_one_number() -> None:
    items = [f"{number}. The ratification (Mali);" for number in range(1, 102)]
    reading = read_text("\n".join([f"99. {SUPPORT}", *items, f"100. {EXAMINED}", "1. Sign (Chad).", f"101. {CLOSING}"]))
    assert len(paragraphs_of(reading)) == 102


def test_a_list_whose_heading_has_another_number_is_a_list() -> None:
    reading = listed("143.1 Ratify (Mali).", "144.1 Accede (Togo);", "144.2 Sign (Chad).")
    assert [*paragraphs_of(reading)] == ["143.1", "144.1", "144.2"]
    assert "unclear-position" in codes(reading)


def test_a_heading_of_a_list_may_end_without_a_stop() -> None:
    lead = "143. The recommendations listed below have been examined by Viet Nam and enjoy the support of Viet Nam"
    reading = listed("1. Ratify (Mali)", "2. Accede (Togo)", lead=lead)
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TGO"]]}
    assert reading.recommendations[0].response is SUPPORTED


@pytest.mark.parametrize("end", ["(Togo); and", "(Togo) and then", "(Togo), and"])
def test_an_item_that_does_not_end_as_one_swallows_nothing(end: str) -> None:
    reading = listed("1. Ratify (Mali);", f"2. Accede {end}", "3. Sign (Chad);", "4. Go (Fiji).")
    assert [*paragraphs_of(reading)] == ["143.1", "143.2", "143.3", "143.4"]


@pytest.mark.parametrize("paged", [True, False])
@pytest.mark.parametrize(
    "place", ["{}\n** Conclusions and recommendations have not been edited.", "{} ** They have not been edited."]
)
def test_a_footnote_below_the_heading_ends_with_its_sentence(*, paged: bool, place: str) -> None:
    text = report(f"143. {EXAMINED}\n143.1 Ratify (Mali).\n144. {CLOSING}", head=f"{HEAD}\f" if paged else HEAD)
    reading = read_lines(lines_of_text(text.replace(HEADING, place.format(HEADING))), "report.txt")
    assert paragraphs_of(reading) == {"143.1": [["MLI"]]}


def test_conclusions_without_a_recommendation_are_an_error() -> None:
    reading = read_text(f"143. Viet Nam will think about it.\n144. {CLOSING}")
    assert codes(reading) == ["comment", "no-recommendations"]
    assert reading.problems[1].severity is Severity.ERROR


# States.


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Ratify CAT (Mali, Chad)/ accede to CAT (Togo)", [["MLI", "TCD"], ["TGO"]]),
        ("Issue (Mali; Chad) and implement (Mali) an invitation (Mali; Chad; Togo)", [["MLI", "TCD", "TGO"]]),
        ("Ratify (France) (Iraq) (Poland) and proceed (Uruguay)", [["FRA", "IRQ", "POL", "URY"]]),
        ("Complete it (Ukraine); Increase efforts (Slovakia)", [["UKR"], ["SVK"]]),
        ("Sign (Norway). Promote it (Chad)", [["NOR"], ["TCD"]]),
        ("Act (Norway) Promote it (Chad)", [["NOR"], ["TCD"]]),
        ("Act (Cuba);2 sign (Chad)", [["CUB"], ["TCD"]]),
        ("Assist (Iran (Islamic Republic of), Bolivia(Plurinational State of))", [["IRN", "BOL"]]),
        ("Assist (Islamic Republic of Iran)", [["IRN"]]),
        ("See recommendation (No. 29) (United Kingdom of Great Britain and Northern Ireland)", [["GBR"]]),
        ("Follow resolution 1593 (2005) (Switzerland)", [["CHE"]]),
        ("Ratify it (CAT) (The Netherlands)", [["NLD"]]),
        ("Ratify (Bosnia and Herzegovina and Chad)", [["BIH", "TCD"]]),
        ("Ratify (Trinidad and Tobago, Antigua and Barbuda)", [["TTO", "ATG"]]),
        ("Ratify (Mexico; Egypt, Peru / Chile & Cuba)", [["MEX", "EGY", "PER", "CHL", "CUB"]]),
        ("Act (Niger) (Nigeria) (Republic of Korea) (DPR Korea)", [["NER", "NGA", "KOR", "PRK"]]),
        ("Act (State of Palestine) (Holy See)", [["PSE", "VAT"]]),
        ("Promote gender equality¹ (Namibia)", [["NAM"]]),
        ("Investigate complaints (Czech Republic 4)", [["CZE"]]),
        ("Act in this country (Viet Nam) (Peru)", [["PER"]]),
        ("Nothing is said of who asked", [["?"]]),
        ("Do it (in mechanisms that are in place)", [["?"]]),
        ("Take measures (Slovenia,) now (Belgium, Czech Republic, Slovenia,)", [["SVN", "BEL", "CZE"]]),
        ("Establish a body (Chile) on CAF (ICC) matters", [["CHL"]]),
        ("Go on with a) and b) (Chad)", [["TCD"]]),
        ("Stop (Per) now (MLI)", [["?"]]),
        ("Apply the rule (No. 3)", [["?"]]),
        ("Act (Argentina);2 Sign (Chad);3", [["ARG"], ["TCD"]]),
        ("Stop (USA, UAE)", [["USA", "ARE"]]),
    ],
)
def test_states_in_brackets(text: str, asks: list[list[str]]) -> None:
    assert iso3(text) == asks
    assert asks_of(text, VIET_NAM, nearly).doubts == []


@pytest.mark.parametrize(
    ("text", "asks", "code"),
    [
        ("Ratify (United Kingdom France, Mexico)", [["GBR", "FRA", "MEX"]], "missing-comma"),
        ("Ratify the Statute Ghana)", [["GHA"]], "bracket"),
        ("Ratify (Poland", [["POL"]], "bracket"),
        ("Ratify (Poland; Accede (Chad)", [["POL"], ["TCD"]], "bracket"),
        ("Ratify (Poland, and accede (Chad)", [["TCD"]], "bracket"),
        ("Ratify (that and accede", [["?"]], "bracket"),
        ("Ratify (that (and accede) (Chad)", [["TCD"]], "bracket"),
        ("Ghana); accede (Chad)", [["GHA"], ["TCD"]], "bracket"),
        ("Ratify (Switerland)", [["CHE"]], "similar-state"),
        ("Ratify (Mali, Azerbajan)", [["MLI", "AZE"]], "similar-state"),
        ("Ratify (Mali, Atlantis)", [["MLI", "?"]], "unknown-state"),
        ("Ratify (Atlantis)", [["?"]], "unknown-state"),
        ("Ratify (A.T. of Atlantis (the))", [["?"]], "unknown-state"),
    ],
)
def test_what_is_not_plain_in_a_bracket_is_told(text: str, asks: list[list[str]], code: str) -> None:
    assert iso3(text) == asks
    assert [doubt.code for doubt in asks_of(text, VIET_NAM, nearly).doubts] == [code]


@pytest.mark.parametrize("name", ["Nigera", "Dominican", "Republic of", "Kore", "Cha", "Austrlia"])
def test_a_name_that_may_be_of_two_states_is_not_guessed(name: str) -> None:
    assert nearly(name) is None


def test_a_name_that_is_no_states_is_an_unknown_sender_in_its_place() -> None:
    reading = listed(
        "143.1 Ratify (Mali, Atlantis, Chad);", "143.2 Sign (Atlantis, Narnia);", "143.3 Do (Togo) (Mu-Mu)."
    )
    senders = [[each.recommending_state for each in made.attributions] for made in reading.recommendations]
    mali, chad, togo = map(State.parse, ("MLI", "TCD", "TGO"))
    assert senders == [[mali, None, chad], [None, None], [togo, None]]
    assert [made.text for made in reading.recommendations] == ["Ratify", "Sign", "Do"]
    expected = [("unknown-state", Severity.WARNING, name) for name in ("Atlantis", "Atlantis", "Narnia", "Mu-Mu")]
    assert [(problem.code, problem.severity, problem.value) for problem in reading.problems] == expected


def test_an_ask_of_an_unknown_sender_is_one_of_its_own() -> None:
    reading = listed("143.1 Ratify CAT (Mali); accede to CEDAW (Atlantis).")
    senders = [[each.recommending_state for each in made.attributions] for made in reading.recommendations]
    assert senders == [[State.parse("Mali")], [None]]
    assert [made.text for made in reading.recommendations] == ["Ratify CAT", "accede to CEDAW"]


@pytest.mark.parametrize("name", ["Rome Statute", "Istanbul Convention", "First Optional Protocol"])
def test_a_treaty_in_brackets_is_no_sender(name: str) -> None:
    reading = listed(f"143.1 Ratify (Mali) the treaty ({name}).")
    assert paragraphs_of(reading) == {"143.1": [["MLI"]]}
    assert reading.recommendations[0].text == f"Ratify the treaty ({name})"
    assert codes(reading) == []


def test_guesses_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "GUESSES_LIMIT", 1)
    reading = listed("143.1 Ratify (Switerland);", "143.2 Sign (Switerland).")
    assert codes(reading) == ["similar-state", "unknown-state"]


def test_the_words_of_an_ask_are_what_stands_around_its_brackets() -> None:
    reading = listed("143.1 Issue (Mali) and implement (Chad), with care, an invitation² (Togo); Sign (Fiji).")
    assert [made.text for made in reading.recommendations] == [
        "Issue and implement, with care, an invitation",
        "Sign",
    ]
    assert [made.part for made in reading.recommendations] == ["a", "b"]


def test_a_hyphen_at_the_end_of_a_line_belongs_to_the_word() -> None:
    reading = listed("143.1 Protect asylum-", "seekers, in 1990-", "1995 (Mali).")
    assert reading.recommendations[0].text == "Protect asylum-seekers, in 1990- 1995"


def test_words_after_the_last_bracket() -> None:
    reading = listed(
        "143.1 Establish (Chad) a body in due course;",
        "143.2 Sign (Togo). Viet Nam has done so.",
        "143.3 Go (Mali): It will.",
    )
    assert [made.text for made in reading.recommendations] == ["Establish a body in due course", "Sign", "Go"]
    assert [(problem.code, problem.value) for problem in reading.problems] == [
        ("trailing-text", "Viet Nam has done so"),
        ("trailing-text", "It will"),
    ]


def test_an_item_without_a_state_is_counted_and_told() -> None:
    reading = listed("143.1 Viet Nam is encouraged to go on;", "143.2 Sign (Togo).")
    assert reading.recommendations[0].recommending_states == ()
    assert codes(reading) == ["unknown-sender"]
    assert tally(paragraphs(reading), by.response).total == 2


def test_an_item_beyond_the_limit_is_not_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "ITEM_LIMIT", 10)
    reading = listed("143.1 Ratify the Convention (Mali);")
    assert codes(reading) == ["too-long"]
    assert reading.recommendations[0].text == "Ratify the Convention (Mali);"


def test_parts_of_one_sentence_are_told() -> None:
    reading = listed("143.1 Consider signing (Mali)/ ratifying (Chad) it;", "143.2 Sign it (Mali)/Ratify it (Chad).")
    assert codes(reading) == ["fragments"]
    assert "143.1" in reading.problems[0].message


def test_a_bracket_beyond_the_limit_names_nobody() -> None:
    assert iso3(f"Ratify ({', '.join(['Mali'] * 1000)})") == [["?"]]
    assert iso3(f"Ratify ({', '.join(['Mali'] * 500)})") == [["MLI"]]


def test_parts_have_letters() -> None:
    assert len({part_of(number) for number in range(18_000)}) == 18_000
    assert len(part_of(18_000)) == 3


# Positions.


@pytest.mark.parametrize(
    ("words", "response"),
    [
        ("The recommendations listed below enjoy the support of Viet Nam:", SUPPORTED),
        ("The following recommendations have been examined by Viet Nam and enjoyed its support:", SUPPORTED),
        ("The following enjoy the support of Peru, which considers that they are already implemented:", SUPPORTED),
        ("Finland agrees to follow up on them:", SUPPORTED),
        ("The recommendations below did not enjoy the support of Viet Nam:", NOTED),
        ("The above recommendations cannot enjoy the support of Ghana until the referendum takes place.", NOTED),
        ("The following recommendation is rejected by Morocco:", NOTED),
        ("These are not in a position to be supported; Chad is not in a position to accept them:", NOTED),
        ("The recommendations below would thus be noted:", NOTED),
        ("Viet Nam noted the following recommendations and indicated that they have been implemented:", NOTED),
        ("The following recommendations will be examined by Viet Nam, which will provide responses:", PENDING),
        ("Malaysia notes those recommendations and will provide the response in due time.", PENDING),
        ("Pakistan has noted these recommendations for consideration and response in due time.", PENDING),
        ("The response of Peru to these recommendations will be included in the outcome report.", PENDING),
        ("Recommendations noted in paragraph 35 above did not enjoy the support of Chad.", NOTED),
        ("Other recommendations noted in the report in paragraph 72 above will be examined.", PENDING),
        ("The following recommendations are partially accepted:", Response.PARTLY_SUPPORTED),
        ("These enjoy partial support and were supported in part:", Response.PARTLY_SUPPORTED),
        ("Viet Nam considers the following to be already implemented:", NOT_STATED),
        ("In the course of the discussion, the following recommendations were made to Viet Nam:", None),
        ("The recommendations below do not, at this stage, enjoy the support of Viet Nam:", NOTED),
        ("The recommendations below do not currently enjoy the support of Viet Nam:", NOTED),
        ("The recommendations below no longer enjoy the support of Viet Nam:", NOTED),
        ("None of the recommendations below enjoys the support of Viet Nam:", NOTED),
        ("The recommendations below did not receive the support of Viet Nam:", NOTED),
        ("Viet Nam is not able to support, or declines to accept, these:", NOTED),
        ("These have not been accepted:", NOTED),
        ("These recommendations aren’t supported:", NOTED),
        ("Viet Nam does not agree to the following:", NOTED),
        ("Viet Nam notes the following recommendations:", NOTED),
        ("Viet Nam takes note of these:", NOTED),
        ("The following are under consideration:", PENDING),
        ("These are to be considered as accepted:", SUPPORTED),
        ("It should be noted that Viet Nam accepts the following:", SUPPORTED),
        ("As noted above, Viet Nam supports the following:", SUPPORTED),
        ("Viet Nam fully supports these, and will provide an update:", SUPPORTED),
        ("Viet Nam supports these in principle:", None),
        ("Viet Nam supports the spirit of these:", None),
        ("Viet Nam supports these, but will not act on them:", None),
        ("Viet Nam does not fully support these:", None),
        ("Viet Nam neither accepts nor rejects these:", None),
        ("Viet Nam does not necessarily reject these:", None),
        ("These will be examined, but no later than the twenty-sixth session:", PENDING),
        ("These will be done with the support of the United Nations:", None),
    ],
)
def test_what_a_sentence_says_of_the_position(words: str, response: Response | None) -> None:
    assert response_in(words) is response


def test_a_position_has_its_words_day_document_and_stage() -> None:
    position = listed("143.1 Ratify (Mali).").recommendations[0].positions[0]
    assert position.response is PENDING
    assert position.wording == EXAMINED
    assert (position.date, str(position.document)) == (dt.date(2014, 2, 7), "A/HRC/26/6")
    assert position.stage is PositionStage.WORKING_GROUP


MADE = "In the course of the discussion, the following recommendations were made to Viet Nam:"


def test_recommendations_that_were_made_have_no_position() -> None:
    reading = listed("143.1 Ratify (Mali).", lead=f"143. {MADE}")
    assert leaves_open(MADE)
    assert reading.recommendations[0].positions == ()
    assert reading.problems == ()


@pytest.mark.parametrize(
    "after",
    [
        "The recommendations listed above enjoy the support of Viet Nam.",
        "144. These recommendations enjoy the support of Viet Nam.",
        "144. Viet Nam accepts the recommendations in paragraph 143 above.",
    ],
)
def test_the_position_may_stand_after_the_list(after: str) -> None:
    reading = read_text(f"143. {MADE}\n143.1 Ratify (Mali).\n143.2 Sign (Chad).\n{after}\n145. {CLOSING}")
    assert [made.response for made in reading.recommendations] == [SUPPORTED, SUPPORTED]
    assert reading.problems == ()


def test_a_sentence_on_some_recommendations_is_not_on_all() -> None:
    text = f"143. {MADE}\n143.1 Ratify (Mali).\n144. The above recommendations from 143.1 to 143.1 are noted."
    assert read_text(f"{text}\n145. {CLOSING}").recommendations[0].response is NOT_STATED


def test_a_sentence_without_a_number_is_on_the_list_above_it() -> None:
    lists = f"143. {MADE}\n143.1 Ratify (Mali).\n144. {MADE}\n144.1 Sign (Chad).\nThe recommendations listed above are noted."
    reading = read_text(f"{lists}\n145. {CLOSING}")
    assert [made.response for made in reading.recommendations] == [NOT_STATED, NOTED]


def test_a_later_sentence_changes_no_position_that_is_told() -> None:
    text = f"143. {SUPPORT}\n143.1 Ratify (Mali).\n144. The above recommendations from 143.1 to 143.1 are noted."
    reading = read_text(f"{text}\n145. {CLOSING}")
    assert reading.recommendations[0].response is SUPPORTED
    assert codes(reading) == ["comment"]


@pytest.mark.parametrize(
    ("lead", "response"),
    [
        ("143. The following conclusions were reached, with the agreement of Viet Nam:", None),
        ("143. Viet Nam considers that the following recommendations are already implemented:", NOT_STATED),
    ],
)
def test_a_position_that_is_not_told_is_a_problem(lead: str, response: Response | None) -> None:
    reading = listed("143.1 Ratify (Mali).", lead=lead)
    assert reading.recommendations[0].response is NOT_STATED
    assert [position.response for position in reading.recommendations[0].positions] == [response] * bool(response)
    assert codes(reading) == ["unclear-position"]


def test_one_recommendation_may_stand_in_the_sentence() -> None:
    text = "143. The following recommendation did not enjoy the support of Viet Nam: Continue with it (Peru)."
    reading = read_text(f"{text}\n144. {CLOSING}")
    assert paragraphs_of(reading) == {"143": [["PER"]]}
    assert reading.recommendations[0].response is NOTED


# What is not counted.


def test_remarks_of_the_state_are_notes() -> None:
    reading = read_text(
        f"143. {SUPPORT}\n143.1 Ratify (Mali).\n"
        "144. Viet Nam offered the following comments:\n144.1 It is done (Chad).\n144.2 This as well.\n"
        f"145. Viet Nam considers that recommendation No. 1 is useful.\n146. {CLOSING}"
    )
    assert paragraphs_of(reading) == {"143.1": [["MLI"]]}
    assert codes(reading) == ["remarks", "comment"]
    assert reading.problems[0].message == "2 items below are taken for remarks of the State, and are not counted"
    assert [passage.kind for passage in reading.report.passages] == [  # type: ignore[union-attr]
        PassageKind.HEADING,
        PassageKind.ITEM,
        PassageKind.NOTE,
    ]


@pytest.mark.parametrize("paged", [True, False])
def test_footnotes_as_read_are_not_counted(*, paged: bool) -> None:
    note = "1 The recommendation as read during the interactive dialogue: “Ratify\nit all” (Fiji)."
    page = "\n16\n\fA/HRC/26/6" if paged else ""
    reading = read_text(
        f"143. {EXAMINED}\n143.1 Ratify equality1 (Mali);1\n{note}{page}\n143.2 Sign article 7 (Chad).\n144. {CLOSING}",
        head=f"{HEAD}\f" if paged else HEAD,
    )
    assert [made.text for made in reading.recommendations] == ["Ratify equality", "Sign article 7"]
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TCD"]]}
    footnotes = [each.text for each in reading.report.passages if each.kind is PassageKind.FOOTNOTE]  # type: ignore[union-attr]
    assert footnotes == [note]


@pytest.mark.parametrize("line", ["and more of it", "X" * 90, "Now (Fiji);", "It is so."])
def test_other_lines_between_items_are_no_headings(line: str) -> None:
    reading = listed("143.1 Ratify (Mali);", line, "143.2 Sign (Chad);")
    notes = [each.text for each in reading.report.passages if each.kind is PassageKind.NOTE]  # type: ignore[union-attr]
    assert line not in notes


def test_headings_between_items_are_notes() -> None:
    reading = listed("143.1 Ratify (Mali).", "Follow-up to the review", "143.2 Sign (Chad);", "***")
    assert [made.text for made in reading.recommendations] == ["Ratify", "Sign"]
    assert reading.problems == ()
    notes = [each.text for each in reading.report.passages if each.kind is PassageKind.NOTE]  # type: ignore[union-attr]
    assert notes[0] == "Follow-up to the review"


# Recommendations that are named by the paragraphs of the dialogue.


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (
            "paragraphs 35 (a), (b), (e) and (g) (i); 41 (b), (d) and (e) above",
            "35(a) 35(b) 35(e) 35(g) 41(b) 41(d) 41(e)",
        ),
        ("paragraphs 45, 55, 56, last sentence, and 63 above did not", "45 55 56 63"),
        ("paragraphs 23(b) and (f), 27(b),  and 62(b) in chapter II above", "23(b) 23(f) 27(b) 62(b)"),
        ("paragraphs: 71; 72 (c); 67 (a), (b) (i) and (ii); 21; and 84 (b), above", "71 72(c) 67(a) 67(b) 21 84(b)"),
        ("paragraph 24 (c), 48 (b) (d), 51 (a) (c) above", "24(c) 48(b) 48(d) 51(a) 51(c)"),
        ("paragraph 72 and paragraph 65 above", "72 65"),
        ("paragraphs 20 to 23 above", "20 21 22 23"),
        ("paragraphs 59 (h), (i) above", "59(h) 59(i)"),
        ("paragraphs 20 (b) and 32 (a) above (protection of minorities, as well as 5 languages)", "20(b) 32(a)"),
        ("nothing here", ""),
        (f"paragraphs 1 to 600; {'paragraphs 2, ' * 9}", " ".join(map(str, range(1, 501)))),
    ],
)
def test_numbers_of_the_dialogue(words: str, numbers: str) -> None:
    assert " ".join(map(str, numbers_in(words))) == numbers


def test_a_paragraph_that_names_no_state_has_no_speaker() -> None:
    text = HEAD.replace("France", "A country").replace("and that Viet Nam", "and")
    reading = read_text(
        f"143. {SUPPORT}\n1. Go (Mali).\n144. The recommendations in paragraph 3 (a) are rejected.\n145. {CLOSING}",
        head=text,
    )
    assert reading.recommendations[-1].recommending_states == ()
    assert "its State cannot be told" in reading.problems[0].message


def test_paragraphs_of_the_dialogue_that_are_answered_without_a_position_are_told() -> None:
    reading = read_text(
        f"143. {SUPPORT}\n1. Go (Mali).\n144. The recommendations contained in paragraph 3 are not relevant.\n145. {CLOSING}"
    )
    assert len(reading.recommendations) == 1
    assert codes(reading) == ["unclear-position"]


def test_a_paragraph_that_is_referred_to_twice_is_one_recommendation() -> None:
    reading = read_text(
        f"143. {SUPPORT}\n1. Go (Mali).\n144. The recommendations in paragraph 3 (a) are rejected.\n"
        f"145. The recommendations in paragraph 3 (a) and (b) (i) will be examined.\n146. {CLOSING}"
    )
    assert [(str(made.paragraph), made.response) for made in reading.recommendations[1:]] == [
        ("3(a)", NOTED),
        ("3(b)", PENDING),
    ]
    assert ["again" in problem.message for problem in reading.problems] == [False, False, True]
    assert "(i) behind it" in reading.problems[1].message


def test_what_is_told_after_an_ask_of_the_dialogue_is_no_part_of_it() -> None:
    head = HEAD.replace("end the first thing;", "end it. It was interested in more. It recommended")
    reading = read_text(
        f"143. {SUPPORT}\n1. Go (Mali).\n144. The recommendations in paragraph 3 (a) are rejected.\n145. {CLOSING}",
        head=head,
    )
    assert reading.recommendations[1].text == "end it"


def test_recommendations_by_reference_are_resolved_and_told() -> None:
    reading = read_text(
        f"143. {SUPPORT}\n1. Ratify (Mali).\n144. The recommendations noted in the report in paragraphs 3 (a), (b), "
        f"(c), 4 and 99 above did not enjoy the support of Viet Nam.\n145. {CLOSING}"
    )
    found = [(str(made.paragraph), made.response, made.text) for made in reading.recommendations[1:]]
    assert found[:2] == [("3(a)", NOTED, "end the first thing"), ("3(b)", NOTED, "begin the second thing")]
    assert found[2] == ("3(c)", NOTED, None)
    assert found[3][0::2] == ("4", "While commending the efforts, the Republic of Korea asked about a third thing.")
    assert paragraphs_of(reading) == {
        "143.1": [["MLI"]],
        "3(a)": [["FRA"]],
        "3(b)": [["FRA"]],
        "3(c)": [["FRA"]],
        "4": [["KOR"]],
    }
    assert codes(reading) == ["by-reference"] * 5
    assert "its words cannot be told" in reading.problems[2].message
    assert "99" in reading.problems[4].message


# The first pages.


def test_what_a_report_says_of_itself() -> None:
    held = listed("143.1 Ratify (Mali).").report
    assert held is not None
    assert str(held.symbol) == "A/HRC/26/6"
    assert held.review == ReviewKey(VIET_NAM, 18)
    assert (held.date, held.review_date) == (dt.date(2014, 4, 2), dt.date(2014, 2, 5))
    assert held.working_group_adoption == dt.date(2014, 2, 7)
    assert [state.iso3 for state in held.troika] == ["CRI", "KAZ", "KEN"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A/HRC/12/11* Distr.: General 5 October 2009", {"symbol": "A/HRC/12/11*", "date": dt.date(2009, 10, 5)}),
        ("Distr. LIMITED 5 July2013", {"date": dt.date(2013, 7, 5)}),
        ("20 JULY 2009", {"date": dt.date(2009, 7, 20)}),
        ("31 June 2009", {"date": None}),
        ("held its forty-eighth session from 20 to 31 January 2025.", {"session": 48}),
        ("held its 41st session.", {"session": 41}),
        ("held its twentieth session from", {"session": 20}),
        ("held its tenth special session", {"session": None}),
        ("held its seventieth session", {"session": None}),
        ("held its 99th session", {"session": None}),
        (
            "held its third session from 1 to 15 December 2008. The review of the Netherlands was held at the 3rd\n"
            "meeting on 2 December. At its meeting on 4 December 2008, the Working Group adopted",
            {"state": "NLD", "review_date": dt.date(2008, 12, 2), "adoption_date": dt.date(2008, 12, 4)},
        ),
        (
            "(troika) to facilitate the review of China (including Hong Kong, China and Macao, China): Chad and Peru.",
            {"state": "CHN", "troika": ["TCD", "PER"]},
        ),
        ("(troika) to facilitate the review of Chad, Peru and Mali.", {"troika": ["TCD", "PER", "MLI"]}),
        ("(troika) to facilitate the review of Cuba: Atlantis and Peru.", {"troika": []}),
        (
            "Report of the Working Group on the Universal Periodic Review*\nRepublic of the Marshall Islands **",
            {"state": "MHL"},
        ),
        ("UNIVERSAL PERIODIC\nREVIEW\nAtlantis\nChad", {"state": "TCD"}),
    ],
)
def test_first_pages(text: str, found: dict[str, Any]) -> None:
    head = head_of(lines_of_text(text))
    for name, value in found.items():
        had = getattr(head, name)
        if name == "troika":
            had = [state.iso3 for state in had]
        assert (had.iso3 if isinstance(had, State) else str(had) if name == "symbol" else had) == value


def test_a_day_in_a_sentence_is_not_that_of_the_document() -> None:
    assert head_of(lines_of_text("resolution 5/1 of 18 June 2007")).date is None
    two = head_of(lines_of_text("1 May 2010\nDistr.: General\n2 April 2014"))
    assert two.date == dt.date(2014, 4, 2)


def test_what_is_not_found_in_the_first_pages_is_told() -> None:
    head = "Report of the Working Group on the Universal Periodic Review\nChad\nheld its eighteenth session from now.\n"
    reading = read_text(f"143. {EXAMINED}\n143.1 Ratify (Mali).\n144. {CLOSING}", head=head)
    assert codes(reading)[:5] == ["not-found"] * 5
    assert reading.report is not None
    assert reading.report.symbol is None
    assert str(reading.recommendations[0].id).startswith("TCD:18#")


def test_a_report_of_no_review_needs_one_to_be_told(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(
        report(f"143. {EXAMINED}\n143.1 Ratify (Mali).", head="Working Group on the Universal Periodic Review\n")
    )
    with pytest.raises(InvalidDocument, match="State under review and its session are not found"):
        read(file)
    assert read(file, review="VNM:18").recommendations[0].review == ReviewKey(VIET_NAM, 18)


def test_another_review_than_the_report_says_is_told() -> None:
    reading = read_lines(
        lines_of_text(report(f"143. {EXAMINED}\n143.1 Ratify (Mali).")), "r.txt", ReviewKey.parse("TCD:1")
    )
    assert codes(reading) == ["other-review", "not-in-calendar"]
    assert reading.recommendations[0].review == ReviewKey.parse("TCD:1")


@pytest.mark.parametrize("text", [HEAD, f"{HEAD}{HEADING}\n", f"{HEAD}{HEADING}\nAnnex\nThe delegation"])
def test_a_report_without_conclusions_is_told(text: str) -> None:
    reading = read_lines(lines_of_text(text), "report.txt")
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("no-conclusions", Severity.ERROR)]
    assert reading.is_empty


@pytest.mark.parametrize(
    "item",
    [
        "143.2 Implement its\nconclusions and recommendations;\nand more (Chad);",
        "143.2 Implement the\nAnnex\nand more (Chad);",
        "143.2 Sign its Annex.\nAnnex II\n(Chad);",
        "143.2 Honour its\nIV. Voluntary commitments (Chad);",
        "143.2 Do as it says (Chad);\n_____",
        "143.2 Do as the Committee says in its reports, which\n144. Reflect it (Chad);",
    ],
)
def test_a_line_that_looks_like_a_heading_ends_nothing(item: str) -> None:
    reading = listed("143.1 Ratify (Mali);", item, "143.3 Sign (Togo);", "143.4 Go on (Fiji).")
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TCD"]], "143.3": [["TGO"]], "143.4": [["FJI"]]}


def test_a_sentence_on_all_recommendations_is_not_the_closing_one() -> None:
    text = f"143. {MADE}\n143.1 Ratify (Mali).\n144. All recommendations above enjoy the support of Viet Nam, in its report."
    reading = read_text(f"{text}\n145. {CLOSING}")
    assert reading.recommendations[0].response is SUPPORTED


def test_a_number_that_is_printed_twice_is_told() -> None:
    reading = listed("143.1 Amend the paragraph:", "143.1 It is no item (Cuba);", "143.2 Sign (Peru).")
    assert codes(reading) == ["repeated-number"]


def test_commitments_after_the_conclusions_are_no_part_of_them() -> None:
    reading = read_text(
        f"143. {EXAMINED}\n143.1 Ratify (Mali).\n144. {CLOSING}\n",
        after="IV. Voluntary pledges\n145. Viet Nam will.\n145.1 Go (Chad).",
    )
    assert paragraphs_of(reading) == {"143.1": [["MLI"]]}


def test_a_text_is_known_for_a_report(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(report(f"143. {EXAMINED}\n143.1 Ratify (Mali).\n144. {CLOSING}"), encoding="utf-8")
    for reading in (read(file), read(file, format="wg-report"), read(file, encoding="utf-8")):
        assert paragraphs_of(reading) == {"143.1": [["MLI"]]}
    assert str(reading.recommendations[0].id) == "A/HRC/26/6#143.1"
    assert reading.recommendations[0].source is not None
    assert reading.recommendations[0].source.line == HEAD.count("\n") + 3


@pytest.mark.exhaustive
def test_time_grows_with_the_text_and_not_faster() -> None:
    """A million characters of each kind of trouble: seconds, where a square would take hours."""
    import time  # noqa: PLC0415

    whole = 1_000_000
    for piece in [
        "143.2 Act (",
        "((((",
        "))))",
        "143.1 A (Mali, Xyzzzy);",
        "(Chad)",
        "; ",
        "1. A (Chad);2. B (Mali);\n",
        "\n143.",
    ]:
        times = []
        for size in (whole // 8, whole):
            lines = lines_of_text(report(f"143. {EXAMINED}\n{piece * (size // len(piece))}"))
            start = time.perf_counter()
            read_lines(lines, "report.txt")
            times.append(time.perf_counter() - start)
        assert times[1] < max(40 * times[0], 10), (piece, times)

"""Documents made up for the tests: the text of a report, and files that hold one."""

from collections.abc import Iterable, Sequence

from upr_model import Reading, State

HEAD = """United Nations A/HRC/26/6
General Assembly Distr.: General
2 April 2014
Original: English
Human Rights Council
Twenty-sixth session
Report of the Working Group on the Universal
Periodic Review*
Viet Nam
* The annex to the present report is circulated as received.
GE.14-12910
Contents
III. Conclusions and/or recommendations........................................ 143-144 14
I. Introduction
1. The Working Group on the Universal Periodic Review, established in accordance with Human
Rights Council resolution 5/1 of 18 June 2007, held its eighteenth session from 27 January to 7 February
2014. The review of Viet Nam was held at the 16th meeting on 5 February 2014. At its 18th meeting,
held on 7 February 2014, the Working Group adopted the report on Viet Nam.
2. On 15 January 2014, the Human Rights Council selected the following group of rapporteurs
(troika) to facilitate the review of Viet Nam: Costa Rica, Kazakhstan and Kenya.
3. France recommended that Viet Nam (a) end the first thing; and (b) begin the second thing.
4. While commending the efforts, the Republic of Korea asked about a third thing.
"""
HEADING = "III. Conclusions and/or recommendations**"
CLOSING = (
    "All conclusions and/or recommendations contained in the present report reflect the position of the\n"
    "submitting State(s) and/or the State under review."
)
EXAMINED = "The following recommendations will be examined by Viet Nam, which will provide responses in due time:"
SUPPORT = "The recommendations listed below have been examined by Viet Nam and enjoy its support:"


def report(conclusions: str, *, head: str = HEAD, after: str = "Annex\nComposition of the delegation\n") -> str:
    """Give the text of a report with these conclusions."""
    return f"{head}{HEADING}\n{conclusions.strip()}\n{after}"


def paragraphs_of(reading: Reading) -> dict[str, list[list[str]]]:
    """Give the States of each ask, by paragraph."""
    found: dict[str, list[list[str]]] = {}
    for made in reading.recommendations:
        found.setdefault(str(made.paragraph), []).append([state.iso3 for state in made.recommending_states])
    return found


def names(states: Iterable[State]) -> str:
    """Give the names as a bracket has them."""
    return ", ".join(state.name for state in states)


def letters(text: str) -> str:
    """Give a text without spaces."""
    return "".join(text.split())


def pdf(pages: Sequence[Sequence[tuple[str, int]]], *, content: bytes | None = None) -> bytes:
    """Give a PDF file whose pages have these lines, each with the size of its type in points.

    A digit after a caret is raised.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        stream = _instructions(lines) if content is None else content
        resources = "<< /Font << /F1 3 0 R >> >>"
        box = "/MediaBox [0 0 612 792]"
        page = f"<< /Type /Page /Parent 2 0 R {box} /Resources {resources} /Contents {5 + 2 * number} 0 R >>"
        objects.append(page.encode())
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    made = b"%PDF-1.4\n"
    places = []
    for number, held in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + held + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def _instructions(lines: Sequence[tuple[str, int]]) -> bytes:
    made = []
    for number, (text, size) in enumerate(lines):
        first, *raised = text.split("^")
        shown = [f"/F1 {size} Tf 1 0 0 1 72 {740 - 12 * number} Tm ({_escaped(first)}) Tj"]
        shown += [f"/F1 6 Tf ({piece[0]}) Tj /F1 {size} Tf ({_escaped(piece[1:])}) Tj" for piece in raised]
        made.append(f"BT {' '.join(shown)} ET")
    return "\n".join(made).encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")

"""PDF and Word files: their lines, and what is no such file."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from printing import CLOSING, EXAMINED, HEAD, letters, paragraphs_of, pdf, report
from upr_model import InvalidDocument, MissingExtra, UnknownFormat, UnreadableFile, UprError, read
from upr_model.formats.media import files
from upr_model.formats.media import pdf as pdf_files
from upr_model.formats.media import word as word_files
from upr_model.formats.media.lines import document_lines
from upr_model.formats.media.pdf import _lines_of_page, _merged, _Page, _Seen
from upr_model.formats.media.printed import Line, mark_small
from upr_model.formats.media.word import _roman
from upr_model.readings import PassageKind

CONCLUSIONS = f"143. {EXAMINED}\n143.1 Ratify it (Mali);\n143.2 Sign (Chad).\n144. {CLOSING}"


def pages(conclusions: str = CONCLUSIONS, *, notes: tuple[str, ...] = ()) -> list[list[tuple[str, int]]]:
    text = report(conclusions)
    cut = text.index("3. France")
    head = [(line, 10) for line in text[:cut].splitlines()]
    body = [(line, 10) for line in text[cut:].splitlines()]
    body[0:0] = [("A/HRC/26/6", 9)]
    return [[*head, ("2", 9)], [*body, *((note, 9) for note in notes), ("3", 9)]]


def lines_of(data: bytes, file: str) -> list[Line]:
    return document_lines(data, file)[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "report.pdf"


def written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


# PDF.


def test_a_pdf_report_is_read(file: Path) -> None:
    told: list[tuple[int, int]] = []
    reading = read(written(file, pdf(pages())), progress=lambda done, whole: told.append((done, whole)))
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TCD"]]}
    assert told == [(1, 2), (2, 2)]
    assert reading.problems == ()
    source = reading.recommendations[0].source
    assert source is not None
    assert (source.page, source.line) == (2, 6)
    assert source.raw == "143.1 Ratify it (Mali);"


def test_problems_of_a_pdf_have_page_and_line(file: Path) -> None:
    reading = read(written(file, pdf(pages(CONCLUSIONS.replace("Chad", "Mali, Atlantis")))))
    (problem,) = reading.problems
    assert str(problem).startswith(f"{file}, page 2, line 7: warning unknown-state: 143.2: 'Atlantis' is not the name")


def test_what_is_printed_smaller_is_a_footnote_and_raised_digits_are_no_words(file: Path) -> None:
    body = CONCLUSIONS.replace("Ratify it (Mali)", "Ratify it^1 (Mali)")
    reading = read(written(file, pdf(pages(body, notes=("^1 Read as: “Ratify” (Fiji).", "and more (Fiji).")))))
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TCD"]]}
    assert reading.recommendations[0].text == "Ratify it"
    assert reading.report is not None
    kinds = [passage.kind for passage in reading.report.passages]
    assert PassageKind.FOOTNOTE not in kinds  # the annex begins above them
    noted = read(written(file, pdf([*pages()[:1], [*pages()[1][:7], ("^1 Read as: x (Fiji).", 9), *pages()[1][7:]]])))
    assert noted.report is not None
    assert [each.text for each in noted.report.passages if each.kind is PassageKind.FOOTNOTE] == [
        "¹ Read as: x (Fiji)."
    ]


def test_lines_of_unknown_size_are_not_small() -> None:
    lines = [Line(1, 1, "a"), Line(1, 2, "b")]
    assert mark_small(lines, [None, None]) == lines


def test_type_of_one_size_sets_nothing_apart(file: Path) -> None:
    small = [[(text, 9 if number % 2 else 10) for number, (text, _) in enumerate(page)] for page in pages()]
    assert not any(line.small for line in lines_of(pdf(small), str(file)))


def test_each_letter_of_a_pdf_is_in_one_passage(file: Path) -> None:
    body = CONCLUSIONS.replace("Chad).", "Chad)^2. And more.")
    reading = read(written(file, pdf(pages(body))))
    assert reading.report is not None
    held = letters("".join(passage.text for passage in reading.report.passages))
    assert held == letters(body.replace("^2", "²"))


def test_the_other_way_of_extraction_stands_in(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = pypdf.PageObject.extract_text

    def broken(page: pypdf.PageObject, *args: Any, **how: Any) -> str:
        if how.get("extraction_mode") == "layout":
            raise KeyError(how["extraction_mode"])
        return genuine(page, *args, **how)

    monkeypatch.setattr(pypdf.PageObject, "extract_text", broken)
    reading = read(written(file, pdf(pages())))
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TCD"]]}
    assert [(problem.code, problem.page) for problem in reading.problems] == [("no-layout", 1), ("no-layout", 2)]


def test_what_the_layout_leaves_out_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turned text, and text in a form, is in one of the two ways of extraction only."""
    genuine = pypdf.PageObject.extract_text

    def partial(page: pypdf.PageObject, *args: Any, **how: Any) -> str:
        text = genuine(page, *args, **how)
        return text.replace("143.2 Sign (Chad).", "") if how.get("extraction_mode") == "layout" else text

    monkeypatch.setattr(pypdf.PageObject, "extract_text", partial)
    reading = read(written(file, pdf(pages())))
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TCD"]]}
    assert [(problem.code, problem.page) for problem in reading.problems] == [("no-layout", 2)]


def test_half_of_a_letter_is_replaced() -> None:
    page = _Page([("a\ud800b", 100)], None, 1)
    assert [line.text for line, _ in _lines_of_page(page, 1)] == ["a\ufffdb"]


def test_a_space_is_one_that_both_ways_see() -> None:
    assert _merged(1, 2, "Widen edu cation in law", _Seen({5, 14, 16}, [100] * 19)) == (
        Line(1, 2, "Widen education in law"),
        100,
    )
    assert _merged(1, 2, "a b", None) == (Line(1, 2, "a b"), None)


def test_another_document_is_no_report(file: Path, tmp_path: Path) -> None:
    other = [[("Annual accounts", 10), ("1. We sold a thing.", 10)]]
    for name, data in (("report.pdf", pdf(other)), ("report.docx", word("Annual accounts", "1. We sold a thing."))):
        with pytest.raises(UnknownFormat, match="is no report of the Working Group: it begins 'Annual accounts'"):
            read(written(tmp_path / name, data))
    with pytest.raises(InvalidDocument, match="State under review and its session are not found"):
        read(written(file, pdf(other)), format="wg-report")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(pages())[:400], "is not a whole PDF file"),
        (b"%PDF-1.4 nothing more", "is not a whole PDF file"),
        (pdf([[("", 10)]]), "no text in this file"),
        (pdf([[]], content=b"q 612 0 0 792 0 0 cm /Im1 Do Q"), "no text in this file"),
        (pdf([[]]), "no text in this file"),
    ],
)
def test_a_pdf_without_text_raises(file: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(written(file, data))


def test_an_encrypted_pdf_raises(file: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(pages())))
    writer.encrypt("secret", algorithm="RC4-128")
    with file.open("wb") as opened:
        writer.write(opened)
    with pytest.raises(UnreadableFile, match="encrypted; save it without a password"):
        read(file)


@pytest.mark.parametrize("limit", ["PDF_LIMIT", "PAGES_LIMIT", "PAGE_LIMIT", "PAGE_TEXT_LIMIT", "DOCUMENT_LIMIT"])
def test_a_pdf_beyond_a_limit_raises(file: Path, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_files, limit, 1)
    with pytest.raises(UnreadableFile, match=r"\b1 is the limit|the limit of 1 bytes"):
        read(written(file, pdf(pages())))


def test_an_extra_that_is_missing_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"upr-model\[pdf\]"):
        read(written(file, pdf(pages())))
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(MissingExtra, match=r"upr-model\[word\]"):
        read(written(file, word("x")))


def mutations(data: bytes) -> st.SearchStrategy[bytes]:
    """Give a file cut short, with bytes changed, or with a word of its structure changed."""

    def mutated(seed: int) -> bytes:
        chance = random.Random(seed)
        made = bytearray(data)
        if chance.random() < 0.3:
            del made[chance.randrange(len(made)) :]
        for _ in range(chance.choice([0, 1, 4, 30])):
            if made:
                made[chance.randrange(len(made))] = chance.randrange(256)
        if chance.random() < 0.5:
            old, new = (
                chance.choice([b"/Kids", b"/Type", b"/Length", b"null", b"[0 0]", b"-1", b"9999999999", b"<<"])
                for _ in "ab"
            )
            made = bytearray(bytes(made).replace(old, new, 1))
        return bytes(made)

    return st.integers(0, 2**32).map(mutated)


@settings(max_examples=150)
@given(mutations(pdf(pages())))
@example(pdf(pages()).replace(b"Tf", b"\xb8f"))
def test_any_bytes_after_the_mark_give_a_reading_or_one_of_our_errors(data: bytes) -> None:
    assert lines_or_error(data)


def lines_or_error(data: bytes) -> list[Line] | UprError:
    try:
        return lines_of(data, "report.pdf")
    except UprError as error:
        return error


# Word.

NUMBERING = """
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <w:abstractNum w:abstractNumId="7">
    <w:lvl w:ilvl="0"><w:start w:val="143"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    <w:lvl w:ilvl="3"><w:start w:val="20000"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%4%9"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="FORMAT"/><w:lvlText w:val="(%3)"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
  <w:num w:numId="4"><w:abstractNumId w:val="7"/>
    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="200"/></w:lvlOverride></w:num>
  <w:num w:numId="6"><w:abstractNumId w:val="7"/>
    <w:lvlOverride w:ilvl="99"><w:startOverride w:val="9"/></w:lvlOverride><w:lvlOverride w:ilvl="0"/></w:num>
  <w:num w:numId="5"><w:abstractNumId w:val="99"/></w:num>
</w:numbering>"""


def word(*texts: str | tuple[str, int, int], format: str = "lowerLetter", style: bool = False) -> bytes:  # noqa: A002
    """Give a Word file; a text with a list and a level is numbered by Word."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    root.extend(list(parse_xml(NUMBERING.replace("FORMAT", format))))
    for text in texts:
        words, *place = text if isinstance(text, tuple) else (text,)
        paragraph = document.add_paragraph(words)
        if place and style:
            made = document.styles.add_style(f"s{len(document.paragraphs)}", 1)
            made.element.get_or_add_pPr()._add_numPr()
            properties = made.element.pPr.numPr
            properties._add_numId().val, properties._add_ilvl().val = place
            paragraph.style = document.styles.add_style(f"t{len(document.paragraphs)}", 1)
            paragraph.style.base_style = made
        elif place:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = place
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("style", [False, True])
def test_numbers_that_word_makes_are_made(tmp_path: Path, *, style: bool) -> None:
    body = [(EXAMINED, 3, 0), ("Ratify it (Mali);", 3, 1), ("Sign (Chad).", 3, 1), (CLOSING.replace("\n", " "), 3, 0)]
    data = word(*HEAD.splitlines(), "III. Conclusions and/or recommendations", *body, "Annex", style=style)
    reading = read(written(tmp_path / "A_HRC_26_6.docx", data))
    assert paragraphs_of(reading) == {"143.1": [["MLI"]], "143.2": [["TCD"]]}
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("format", "labels"),
    [
        ("lowerLetter", ["(a)", "(b)"]),
        ("upperLetter", ["(A)", "(B)"]),
        ("lowerRoman", ["(i)", "(ii)"]),
        ("upperRoman", ["(I)", "(II)"]),
        ("bullet", ["()", "()"]),
        ("decimal", ["(1)", "(2)"]),
    ],
)
def test_numbers_of_each_kind(format: str, labels: list[str]) -> None:  # noqa: A002
    data = word(("x", 3, 0), ("x", 3, 2), ("x", 3, 2), ("x", 3, 0), ("x", 3, 2), format=format)
    texts = [line.text for line in lines_of(data, "x.docx")]
    assert texts == ["143. x", *(f"{label} x" for label in labels), "144. x", f"{labels[0]} x"]


def test_lists_that_start_anew_and_such_as_are_not_defined() -> None:
    texts = [("x", 3, 0), ("x", 4, 0), ("x", 4, 0), ("x", 5, 0), ("x", 99, 0), ("x", 0, 0), ("x", 3, 8), ("x", 3, 1)]
    texts += [("x", 6, 0), ("x", 6, 3)]
    found = [line.text for line in lines_of(word(*texts), "x.docx")]
    assert found == ["143. x", "200. x", "201. x", "x", "x", "x", "x", "201.1 x", "202. x", "20000 x"]
    assert [_roman(number) for number in (4, 9, 14, 1990)] == ["iv", "ix", "xiv", "mcmxc"]


def test_a_word_file_without_lists_and_with_a_table() -> None:
    document = docx.Document()
    for relation in [each for each in document.part.rels.values() if each.reltype.endswith("/numbering")]:
        del document.part.rels[relation.rId]
    paragraph = document.add_paragraph("first\nsecond")
    run = paragraph.add_run("2")
    run.font.superscript = True
    table = document.add_table(1, 3)
    table.cell(0, 0).text, table.cell(0, 2).text = "143.1", "Supported"
    table.cell(0, 0).merge(table.cell(0, 1))
    stream = io.BytesIO()
    document.save(stream)
    lines = lines_of(stream.getvalue(), "x.docx")
    assert [(line.number, line.text) for line in lines] == [(1, "first"), (2, "second²"), (3, "143.1 Supported")]


def test_what_is_inserted_is_read_and_what_is_deleted_is_not() -> None:
    body = """<w:p><w:r><w:t>143.1 Do </w:t></w:r><w:ins><w:r><w:t>not </w:t></w:r></w:ins>
      <w:del><w:r><w:t>ever </w:t><w:delText>x</w:delText></w:r></w:del>
      <w:r><w:t>use it</w:t><w:tab/><w:t>(Chile</w:t></w:r>
      <w:hyperlink><w:r><w:t>, Co</w:t><w:noBreakHyphen/></w:r></w:hyperlink></w:p>
      <w:sdt><w:sdtContent><w:p><w:r><w:t>143.2 Sign</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>143.3</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Noted</w:t></w:r></w:p></w:tc>
      </w:tr></w:tbl></w:tc></w:tr></w:tbl></w:sdtContent></w:sdt><w:sectPr/>"""
    with zipfile.ZipFile(io.BytesIO(word("x"))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    xml = members["word/document.xml"].decode()
    begin, end = xml.index("<w:body>") + 8, xml.index("</w:body>")
    members["word/document.xml"] = (xml[:begin] + body + xml[end:]).encode()
    texts = [line.text for line in lines_of(archive(members), "x.docx")]
    assert texts == ["143.1 Do not use it (Chile, Co-", "143.2 Sign", "143.3 Noted"]


def test_a_word_file_beyond_the_limit_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_files, "LINES_LIMIT", 2)
    assert len(lines_of(word("x", "y"), "x.docx")) == 2
    with pytest.raises(UnreadableFile, match="more than 2 paragraphs"):
        lines_of(word("x", "y", "z"), "x.docx")


def test_styles_that_are_based_on_each_other_end() -> None:
    with zipfile.ZipFile(io.BytesIO(word(("x", 3, 0), style=True))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    styles = members["word/styles.xml"].replace(b"w:numId", b"w:none")
    assert b'<w:basedOn w:val="s1"/>' in styles
    members["word/styles.xml"] = styles.replace(b'<w:basedOn w:val="s1"/>', b'<w:basedOn w:val="t1"/>')
    assert [line.text for line in lines_of(archive(members), "x.docx")] == ["x"]


def archive(members: dict[str, bytes], change: Callable[[zipfile.ZipFile], None] = lambda _: None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
        change(made)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 nothing more", "is not a whole archive"),
        (archive({"a.txt": b"x"}), "an archive, and neither a Word file"),
        (archive({"../../word/document.xml": b"<a/>"}), "an archive, and neither a Word file"),
        (archive({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "declares a document type"),
        (archive({"word/document.xml": "<a/>".encode("utf-16")}), "not UTF-8"),
        (archive({"word/document.xml": b"<a/>"}), "is not a whole Word file"),
        (word("x")[:-200], "is not a whole archive"),
        (word(""), "no text in this file"),
    ],
)
def test_an_archive_that_is_no_word_file_raises(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(written(tmp_path / "x.docx", data))


def test_an_archive_that_unpacks_beyond_the_limit_is_refused_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "x.docx", archive({"word/document.xml": b"x" * 100_000}))
    monkeypatch.setattr(word_files, "WORD_LIMIT", 1000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("it was unpacked"))
    with pytest.raises(UnreadableFile, match="5000 and 1000 are the limits"):
        read(file)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_archive_of_another_kind_raises(tmp_path: Path, method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        made.writestr("word/document.xml", "<a/>")
    with pytest.raises(UnreadableFile, match="compressed in a way"):
        read(written(tmp_path / "x.docx", stream.getvalue()))


def test_an_archive_with_a_broken_member_raises(tmp_path: Path) -> None:
    data = word("x")
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        info = next(each for each in whole.infolist() if each.filename.endswith(".jpeg"))
    place = info.header_offset + 200
    broken = data[:place] + bytes([data[place] ^ 255]) + data[place + 1 :]
    with pytest.raises(UnreadableFile, match="not a whole archive"):
        read(written(tmp_path / "x.docx", broken))


def test_an_encrypted_archive_raises(tmp_path: Path) -> None:
    data = bytearray(archive({"word/document.xml": b"<a/>"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(UnreadableFile, match="encrypted"):
        read(written(tmp_path / "x.docx", bytes(data)))


@settings(max_examples=60)
@given(mutations(word("x", ("y", 3, 0))))
def test_any_bytes_of_an_archive_give_lines_or_one_of_our_errors(data: bytes) -> None:
    assert lines_or_error(data)


XML = st.sampled_from(
    [b"w:numId", b"w:val", b"143", b"w:p>", b"w:ilvl", b"<w:r>", b"w:numFmt", b'"1"', b"w:abstractNumId"]
)


@settings(max_examples=60)
@given(st.lists(st.tuples(XML, XML | st.sampled_from([b"", b"-1", b"x", b'"99999999999"'])), max_size=3))
def test_any_xml_in_a_word_file_gives_lines_or_one_of_our_errors(changes: list[tuple[bytes, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(word("x", ("y", 3, 0), ("z", 3, 1)))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    for old, new in changes:
        for name in ("word/document.xml", "word/numbering.xml"):
            members[name] = members[name].replace(old, new, 1)
    assert lines_or_error(archive(members))


def test_any_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_LIMIT", 10)
    with pytest.raises(UnreadableFile, match="10 is the limit"):
        read(written(tmp_path / "x.pdf", pdf(pages())))


def test_an_empty_text_has_no_lines() -> None:
    with pytest.raises(UnreadableFile, match="no text in this file"):
        lines_of(b" \n ", "x.txt")

"""Dossiers as JSON: lossless, canonical, checked on the way in, and written whole or not at all."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from attrs import NOTHING, evolve, fields, has
from hypothesis import given, settings
from hypothesis import strategies as st

import upr_model
from upr_model import (
    Assessment,
    Assessor,
    AssessorKind,
    Attribution,
    Citation,
    Dialogue,
    DialogueSeries,
    Dossier,
    Evidence,
    ImplementationStatus,
    Indicator,
    Initiative,
    InitiativeKind,
    InvalidDocument,
    InvalidValue,
    Observation,
    Paragraph,
    Plan,
    PlanItem,
    Position,
    Publication,
    PublishedStatuses,
    Quantity,
    Recommendation,
    Report,
    State,
    Tag,
    UnknownFormat,
    UnreadableFile,
    UnwritableFile,
    UprError,
    example,
    from_json,
    json_schema,
    read,
    read_json,
    strategies,
    to_json,
    write_json,
)
from upr_model.claims import Measure, PublishedCount
from upr_model.cli import main
from upr_model.formats.own import schema
from upr_model.formats.own.records import DIGITS_LIMIT, _converter
from upr_model.samples import viet_nam_dossier

TONGA = State.parse("TON")
VALIDATOR = jsonschema.Draft202012Validator(json_schema())
KINDS: list[type] = [
    *(Assessment, Attribution, Citation, Dialogue, DialogueSeries, Evidence, Indicator, Initiative, Observation),
    *(Plan, PlanItem, Position, Publication, PublishedCount, PublishedStatuses, Recommendation, Report),
]
SMALL = to_json(
    Dossier(state=TONGA, initiatives=(Initiative(id="a", state=TONGA, kind=InitiativeKind.POLICY, text="é"),))
)


def records_in(value: Any) -> list[Any]:
    """A record and all that it holds, classes of attrs alone."""
    if isinstance(value, tuple | frozenset):
        return [record for each in value for record in records_in(each)]
    if not has(type(value)) or type(value) in schema.PRINTED:
        return []
    return [value, *(record for each in fields(type(value)) for record in records_in(getattr(value, each.name)))]


def test_what_is_written_is_read_again() -> None:
    unseen: dict[tuple[str, str], Any] = {}
    seen: set[tuple[str, str]] = set()

    @given(strategies.dossiers())
    def law(dossier: Dossier) -> None:
        text = to_json(dossier)
        again = from_json(text)
        assert again == dossier
        assert to_json(again) == text
        VALIDATOR.validate(json.loads(text))
        for record in records_in(dossier):
            for each in fields(type(record)):
                name = type(record).__name__, each.name
                unseen.setdefault(name, each)
                if each.default is NOTHING or getattr(record, each.name) != each.default:
                    seen.add(name)

    law()
    if settings.default is not None and settings.default.max_examples >= 100:  # a quick run sees too little
        assert unseen.keys() - seen == set()


def test_changing_one_field_changes_the_text() -> None:
    dossier = viet_nam_dossier()
    text = to_json(dossier)
    changed = {
        to_json(evolve(dossier, **{each.name: getattr(dossier, each.name)[:-1]}))
        for each in fields(Dossier)
        if each.name != "state" and each.name not in {"reports", "recommendations", "initiatives"}
    }
    masks = dossier.find("masks")
    assert isinstance(masks, Initiative)
    others: dict[str, Any] = {
        "text": "x",
        "forum": "x",
        "reach": Quantity(51, "countries"),
        "tags": frozenset({Tag.parse("sdg:4")}),
    }
    for name, value in others.items():
        initiatives = tuple(evolve(each, **{name: value}) if each is masks else each for each in dossier.initiatives)
        changed.add(to_json(dossier.with_(initiatives=initiatives)))
    assert text not in changed
    assert len(changed) == 6 + len(others)


@pytest.mark.parametrize("kind", KINDS)
def test_changing_any_field_of_a_record_changes_its_text(kind: Any) -> None:
    @given(st.from_type(kind), st.from_type(kind))
    def law(one: Any, other: Any) -> None:
        text = json.dumps(_converter().unstructure(one))
        for each in fields(kind):
            value = getattr(other, each.name)
            if value != getattr(one, each.name):
                with suppress(UprError):  # not every value goes with the rest
                    assert json.dumps(_converter().unstructure(evolve(one, **{each.name: value}))) != text

    law()


def test_the_bundled_dossier_is_canonical_and_valid() -> None:
    path = Path(upr_model.__file__).parent / "data" / "viet_nam_dossier.json"
    assert to_json(viet_nam_dossier()) == path.read_text(encoding="utf-8")
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


def test_the_schema_in_the_docs_is_that_of_the_classes() -> None:
    """Written anew by `python tests/formats/test_dossier_files.py`."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(json_schema())


SCHEMA = Path(__file__).parents[2] / "docs" / "_static" / "dossier.schema.json"


def schema_text() -> str:
    return json.dumps(json_schema(), indent=2) + "\n"


def test_a_file_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "tonga.json"
    write_json(from_json(SMALL), path)
    assert path.read_bytes() == SMALL.encode()
    assert read_json(str(path)) == from_json(SMALL)
    assert [entry.name for entry in tmp_path.iterdir()] == ["tonga.json"]
    path.chmod(0o640)
    write_json(Dossier(state=TONGA), path)
    assert path.stat().st_mode & 0o777 == 0o640
    link = tmp_path / "link.json"
    link.symlink_to(path)
    write_json(from_json(SMALL), link)
    assert link.is_symlink()
    assert path.read_bytes() == SMALL.encode()


@pytest.mark.parametrize(
    "step", ["tempfile.NamedTemporaryFile", "os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"]
)
def test_a_failure_at_any_step_leaves_what_was_there(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tonga.json"
    path.write_bytes(b"what was there")

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(UnwritableFile, match="cannot be written: No space left on device"):
        write_json(from_json(SMALL), path)
    monkeypatch.undo()
    assert path.read_bytes() == b"what was there"
    assert [entry.name for entry in tmp_path.iterdir()] == ["tonga.json"]


@pytest.mark.parametrize("step", ["write", "flush"])
def test_a_write_that_fails_half_way_leaves_what_was_there(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tonga.json"
    path.write_bytes(b"what was there")
    opened = tempfile.NamedTemporaryFile

    def half(*arguments: Any, **rest: Any) -> Any:
        file = opened(*arguments, **rest)
        write = file.write

        def fail(data: bytes = b"") -> None:
            write(data[: len(data) // 2])
            raise OSError(5, "Input/output error")

        setattr(file, step, fail)
        return file

    monkeypatch.setattr("tempfile.NamedTemporaryFile", half)
    with pytest.raises(UnwritableFile, match="Input/output error"):
        write_json(from_json(SMALL), path)
    assert path.read_bytes() == b"what was there"
    assert [entry.name for entry in tmp_path.iterdir()] == ["tonga.json"]


def test_a_link_that_leads_to_itself_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(UnwritableFile, match="cannot be written"):
        write_json(from_json(SMALL), tmp_path / "loop")


@pytest.mark.exhaustive
def test_fifty_thousand_recommendations_are_written_and_read(tmp_path: Path) -> None:
    first = example().recommendations[0]
    numbers = [Paragraph(143 + number // 9999, number % 9999 + 1) for number in range(50_000)]
    made = tuple(evolve(first, paragraph=number) for number in numbers)
    dossier = Dossier(state=State.parse("VNM"), recommendations=made)
    begin = time.perf_counter()
    write_json(dossier, tmp_path / "d.json")
    again = read_json(tmp_path / "d.json")
    assert time.perf_counter() - begin < 60
    assert again == dossier
    assert again.recommendations[-1].source == first.source


def test_where_a_record_was_read_from_is_not_lost() -> None:
    again = from_json(to_json(viet_nam_dossier()))
    assert [made.source for made in again.recommendations] == [made.source for made in example().recommendations]


def test_the_largest_count_is_written_and_read() -> None:
    count = PublishedCount(count=10**18, measure=Measure.RECEIVED, state=TONGA, cycle=1)
    dossier = Dossier(state=TONGA, counts=(count,))
    assert from_json(to_json(dossier)) == dossier


def test_the_schema_that_is_given_is_a_copy() -> None:
    json_schema()["properties"].clear()
    assert from_json(SMALL).initiatives


def test_ids_do_not_change_from_run_to_run() -> None:
    program = (
        "from upr_model import Initiative, InitiativeKind, State, Tag\n"
        "tags = frozenset(Tag.parse(f'sdg:{number}') for number in range(1, 9))\n"
        "print(Initiative(state=State.parse('TON'), kind=InitiativeKind.POLICY, tags=tags).id)"
    )
    seeds = ("1", "2", "3")
    ids = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in seeds
    }
    assert len(ids) == 1


@pytest.mark.parametrize("name", ["", "no/such/folder/x.json", "a\0b", "\ud800.json"])
def test_a_place_that_cannot_be_written_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match=r"cannot be written|NUL character"):
        write_json(
            Dossier(state=TONGA), str(tmp_path) if not name else str(tmp_path / name) if "\0" not in name else name
        )


def replaced(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


DEEP = '{"format": "upr-model dossier", "version": 1, "state": ' + "[" * 100_000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (lambda: "", "is no JSON"),
        (lambda: SMALL[:-20], "is no JSON"),
        (lambda: DEEP, "nested too deeply"),
        (lambda: DEEP.replace("[", '{"a":'), "nested too deeply"),
        (lambda: "[]", "expected an object whose format is 'upr-model dossier'"),
        (lambda: '{"a": 1}', "expected an object whose format"),
        (lambda: replaced('"version": 1', '"version": 2'), "of version 2, and 1 is the one that is known"),
        (lambda: replaced('"version": 1', '"version": true'), "of version True"),
        (lambda: replaced('"version": 1', '"version": 1.0'), r"of version 1\.0"),
    ],
)
def test_what_is_no_dossier_is_an_error(text: Callable[[], str], message: str) -> None:
    with pytest.raises(UnknownFormat, match=message):
        from_json(text())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"text": "é"', '"text": NaN', r"\$\.initiatives\[0\]\.text: expected a text, not NaN"),
        ('"text": "é"', '"text": 1.5', r"\$\.initiatives\[0\]\.text: expected a text, not 1\.5"),
        ('"text": "é"', '"text": {}', r"\$\.initiatives\[0\]\.text: expected a text, not {}"),
        ('"text": "é"', r'"text": "\ud800"', r"\$\.initiatives\[0\]\.text: a text with half of a character"),
        ('"text": "é"', '"text": "a", "text": "b"', r"\$\.initiatives\[0\]\.text: this key stands twice"),
        ('"text": "é"', '"txt": "a"', r"\$\.initiatives\[0\]\.txt: an unknown field; known are state, kind"),
        ('"text": "é"', '"a b": "a"', r"\$\.initiatives\[0\]\.'a b': an unknown field"),
        ('"kind": "policy"', '"kind": "polcy"', r"\$\.initiatives\[0\]\.kind: 'polcy' is not one of legislation"),
        ('"kind": "policy"', '"note": 1', r"\$\.initiatives\[0\]\.kind: it is missing"),
        (
            '"state": "TON",\n      "kind"',
            '"state": "Atlantis",\n      "kind"',
            r"\$\.initiatives\[0\]\.state: .*Atlantis",
        ),
        ('"text": "é"', '"tags": ["sdg:18"]', r"\$\.initiatives\[0\].*'18' is not a Sustainable Development Goal"),
        ('"text": "é"', '"tags": "sdg:1"', r"\$\.initiatives\[0\]\.tags: expected an array, not 'sdg:1'"),
        (
            '"text": "é"',
            '"initiatives": ["b"]',
            r"(?s)\$: the records .* links to the initiative 'b', which is not there",
        ),
        ('"text": "é"', '"reach": {"value": "050", "unit": "x"}', r"reach\.value: '050' is not a number such as 50"),
        ('"text": "é"', '"when": "2023-02-30"', r"when: '2023-02-30' is not a period"),
        ('"text": "é"', '"citations": [{"source": "x", "date": "20230101"}]', r"date: '20230101' is not a day"),
        ('"text": "é"', '"citations": [{"source": "x", "date": "soon"}]', r"date: 'soon' is not a day"),
        ('"text": "é"', f'"reach": {"9" * (DIGITS_LIMIT + 1)}', r"reach: expected an object, not 9{20}"),
        (
            '"initiatives": [',
            '"statuses": [{"counts": [["implemented"]]}], "initiatives": [',
            r"counts\[0\]: expected 2 values",
        ),
        (
            '"initiatives": [',
            '"counts": [{"count": true}], "initiatives": [',
            r"counts\[0\]\.count: expected a whole number",
        ),
    ],
)
def test_what_the_format_does_not_permit_is_told_with_its_path(old: str, new: str, problem: str) -> None:
    with pytest.raises(InvalidDocument, match=problem) as error:
        from_json(replaced(old, new), "tonga.json")
    assert str(error.value).startswith("tonga.json: $")
    assert error.value.problems


def test_many_problems_are_told_shortly() -> None:
    with pytest.raises(InvalidDocument) as error:
        from_json(replaced('"text": "é"', ", ".join(f'"x{number}": 1' for number in range(5000))))
    assert len(error.value.problems) == schema.PROBLEMS_LIMIT
    assert str(error.value).endswith("and 990 more")


@pytest.mark.parametrize("wrong", [None, b"{}", 5])
def test_only_a_text_is_parsed(wrong: Any) -> None:
    with pytest.raises(UnknownFormat, match="is no JSON: expected a text, not"):
        from_json(wrong)


@pytest.mark.parametrize("wrong", [None, "x", {}])
def test_only_a_dossier_is_written(wrong: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="a Dossier is written, not"):
        write_json(wrong, tmp_path / "x.json")


def test_half_of_a_character_is_not_written(tmp_path: Path) -> None:
    dossier = Dossier(
        state=TONGA, initiatives=(Initiative(id="a", state=TONGA, kind=InitiativeKind.POLICY, text="\ud800"),)
    )
    with pytest.raises(InvalidValue, match="a text with half of a character"):
        write_json(dossier, tmp_path / "x.json")
    assert list(tmp_path.iterdir()) == []


def test_files_that_cannot_be_read_are_errors(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe{")
    for path, message in ((tmp_path, "not a file but a directory"), (tmp_path / "x.json", "not UTF-8, at byte 0")):
        with pytest.raises(UnreadableFile, match=message):
            read_json(path)


@given(strategies.texts())
def test_any_text_is_a_dossier_or_an_error(text: str) -> None:
    for each in (text, "{" + text, SMALL.replace("é", text), SMALL.replace('"a"', text)):
        try:
            assert isinstance(from_json(each), Dossier)
        except UprError:
            continue


def test_every_class_of_a_dossier_is_in_the_schema() -> None:
    defined = json_schema()["$defs"]
    kinds = {type(record).__name__ for record in records_in(viet_nam_dossier())} - {"Dossier"}
    assert kinds <= defined.keys()
    assert {each.name for each in attrs.fields(Dossier)} == json_schema()["properties"].keys() - {"format", "version"}


class TestReading:
    def test_read_gives_its_recommendations_and_pledges(self, tmp_path: Path) -> None:
        vnm = State.parse("VNM")
        pledge = Initiative(id="p", state=vnm, kind=InitiativeKind.VOLUNTARY_PLEDGE)
        write_json(
            Dossier(state=vnm, recommendations=example().recommendations, initiatives=(pledge,)), tmp_path / "d.json"
        )
        for reading in (read(tmp_path / "d.json"), read(tmp_path / "d.json", format="upr-model-dossier")):
            assert reading.recommendations == example().recommendations
            assert reading.pledges == (pledge,)
        (tmp_path / "x.json").write_text('{"a": 1}', encoding="utf-8")
        with pytest.raises(UnknownFormat, match="of no known kind"):
            read(tmp_path / "x.json")
        with pytest.raises(UnknownFormat, match="is no dossier"):
            read(tmp_path / "x.json", format="upr-model-dossier")


class TestCommand:
    @pytest.fixture
    def file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
        monkeypatch.chdir(tmp_path)
        write_json(viet_nam_dossier(), "d.json")
        return "d.json"

    def run(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    def test_a_dossier_is_shown(self, capsys: pytest.CaptureFixture[str], file: str) -> None:
        status, out, _ = self.run(capsys, "dossier", file, "--as-of", "2026-11-21")
        assert status == 0
        assert "cycle 2: adopted; 227 received, 182 supported" in out
        assert "209 of 241 (86.7%) implemented as of 2023-10" in out
        assert "United States of America: 5 known, last number 28, 2025-01-06/2025-01-07, next expected 2026" in out
        assert self.run(capsys, "dossier", "--as-of", "2026-11-21")[1] == out

    def test_gaps_are_shown(self, capsys: pytest.CaptureFixture[str], file: str) -> None:
        status, out, _ = self.run(capsys, "dossier", "gaps", file, "--as-of", "2026-11-21")
        assert status == 0
        assert "supported recommendations that no initiative and no plan addresses: 191 of 191 (100.0%)" in out
        assert "... and 186 more" in out
        assert "Australia: none held in 2020, 2022; nothing known of 2012 to 2016, 2018, 2025" in out
        assert self.run(capsys, "dossier", "gaps", "--as-of", "2026-11-21")[1] == out

    def test_what_changed_is_shown(self, capsys: pytest.CaptureFixture[str], file: str) -> None:
        assert self.run(capsys, "dossier", "diff", file, file) == (0, "nothing changed\n", "")
        write_json(viet_nam_dossier().with_(indicators=()), "new.json")
        status, out, _ = self.run(capsys, "dossier", "diff", file, "new.json")
        assert status == 1
        assert "Indicator internet: removed" in out

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("diff", "a.json"), "diff takes two files"),
            (("a.json", "b.json"), "expected one file, gaps and one file, or diff and two"),
            (("gaps", "a.json", "b.json"), "expected one file, gaps and one file"),
            (("no-such-file.json",), "no-such-file.json cannot be read"),
        ],
    )
    def test_what_is_not_understood_is_said(
        self, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
    ) -> None:
        status, out, err = self.run(capsys, "dossier", *words)
        assert (status, out) == (2, "")
        assert message in err

    def test_other_commands_take_dossiers(self, capsys: pytest.CaptureFixture[str], file: str) -> None:
        status, out, _ = self.run(capsys, "summary", file, "--unit", "paragraph")
        assert status == 0
        assert ["supported", "182", "227", "80.2%"] in [line.split() for line in out.splitlines()]
        status, out, _ = self.run(capsys, "progress", file)
        assert (status, "209 of 241 (86.7%)" in out) == (0, True)
        status, out, _ = self.run(capsys, "explain", "80.2%", "--file", file)
        assert status == 0
        assert "182 supported paragraphs of Viet Nam, cycle 2" in out

    def test_progress_counts_what_was_assessed(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        ministry = Assessor(AssessorKind.STATE, "Ministry")
        done = Assessment(status=ImplementationStatus.IMPLEMENTED, as_of="2020", assessor=ministry)
        first, *others = example().recommendations
        made = (evolve(first, assessments=(done,)), *others)
        write_json(Dossier(state=State.parse("VNM"), recommendations=made), tmp_path / "d.json")
        status, out, _ = self.run(capsys, "progress", str(tmp_path / "d.json"), "--base", "assessed", "--as-of", "2021")
        assert status == 0
        assert "Implementation rate (assessed): 1 of 1 (100.0%)" in out
        assert self.run(capsys, "progress", str(tmp_path / "d.json"), "--base", "received")[0] == 0
        write_json(Dossier(state=State.parse("VNM")), tmp_path / "e.json")
        status, _, err = self.run(capsys, "progress", str(tmp_path / "e.json"))
        assert (status, "no statuses of Viet Nam are known here; known of Viet Nam: none" in err) == (2, True)
        assert self.run(capsys, "explain", "80.2%", "--file", str(tmp_path / "e.json"))[0] == 1


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")

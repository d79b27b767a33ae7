import csv
import io
import json
import os
import runpy
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from making import uhri_record
from printing import CLOSING, EXAMINED, report
from upr_model import Response, check, example, read
from upr_model.cli import main
from upr_model.formats.exports import upr_info
from upr_model.reporting.side_by_side import three_ways

HEADER = ",".join(upr_info.HEADERS[0]) + "\n"
ROWS = (
    'Tonga,,,Ratify CEDAW,Australia,,,Accepted,5,"Women\'s rights,NHRI",15\n'
    "Tonga,,,Ratify CAT,Holy See,,,Noted,5,=cmd(),15\n"
    "Viet Nam,,,Ratify CAT,,,,Supported/Noted,,NHRI,18\n"
)
BASIS = "Basis: counted by recommendation; responses as-reported; export.csv; problems in the source: 1 unknown-sender."


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("export.csv").write_text(HEADER + ROWS, encoding="utf-8")
    return "export.csv"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_package_runs_as_a_module(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["upr-model"])
    with pytest.raises(SystemExit) as raised:
        runpy.run_module("upr_model", run_name="__main__")
    assert not raised.value.code
    assert "182 (80.2%)" in capsys.readouterr().out


def test_without_a_command_the_bundled_dossier_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys)
    assert (status, err) == (0, "")
    assert out.startswith(three_ways(example()) + "\n\nDossier of Viet Nam, as of 2026-11-21\n")
    assert [line.split() for line in out.splitlines() if line.startswith(("supported", "all"))] == [
        ["supported", "182", "(80.2%)", "191", "(78.3%)", "195", "(76.2%)"],
        ["all", "227", "244", "256"],
    ]
    assert "101 recommending States." in out
    assert out.count("Basis of") == 3
    assert "cycle 3: adopted; 291 received, 220 supported (resolution-5-1)" in out


def test_a_table_has_its_counts_beside_its_shares_and_its_basis_below(
    capsys: pytest.CaptureFixture[str], file: str
) -> None:
    status, out, err = run(capsys, "summary", file, "--unit", "attribution")
    assert status == 0
    assert out.splitlines() == [
        "response          count  of  share",
        "supported             1   3  33.3%",
        "partly_supported      1   3  33.3%",
        "noted                 1   3  33.3%",
        "pending               0   3   0.0%",
        "not_stated            0   3   0.0%",
        "",
        "Total: 3 attributions.",
        "Each share is rounded alone; together they make 99.9%.",
        "Basis: counted by attribution; responses as-reported; export.csv; problems in the source: 1 unknown-sender.",
    ]
    assert err == "upr-model: export.csv: problems: 1 unknown-sender; rows refused: 0\n"


def test_several_keys_and_filters(capsys: pytest.CaptureFixture[str], file: str) -> None:
    arguments = ("--by", "state_under_review", "--by", "response", "--state", "Tonga", "--state", "VNM", "--cycle", "2")
    _, out, _ = run(
        capsys, "summary", file, *arguments, "--policy", "partly-is-supported", "--session", "15", "--session", "18"
    )
    lines = out.splitlines()
    assert lines[1].split() == ["TON", "Tonga", "supported", "1", "2", "50.0%"]
    assert "VNM Viet Nam        supported             1   1  100.0%" in lines
    assert "cycle 2; session 15, 18; state_under_review TON, VNM" in lines[-1]
    assert "responses partly-is-supported" in lines[-1]


def test_groups_that_do_not_add_up_are_told(capsys: pytest.CaptureFixture[str], file: str) -> None:
    first_cycle = ROWS.splitlines()[0].replace(",15", ",1")
    Path(file).write_text(HEADER + ROWS + first_cycle, encoding="utf-8")
    _, out, _ = run(capsys, "summary", file, "--by", "cycle", "--by", "response", "--unit", "attribution")
    assert "Each share is rounded alone; in 1 of 2 groups they do not make 100.0%." in out


def test_json_is_nested_in_the_order_of_the_keys(capsys: pytest.CaptureFixture[str], file: str) -> None:
    arguments = (
        "--by",
        "recommending_group",
        "--by",
        "recommending_state",
        "--unit",
        "attribution",
        "--format",
        "json",
    )
    _, out, _ = run(capsys, "summary", file, *arguments)
    assert json.loads(out) == {
        "basis": {
            "unit": "attribution",
            "policy": "as-reported",
            "keys": ["recommending_group", "recommending_state"],
            "filters": {},
            "sources": ["export.csv"],
            "as_of": None,
            "left_out": {},
            "problems": {"unknown-sender": 1},
            "refused": 0,
        },
        "total": 3,
        "counts": {
            "african": {},
            "asia_pacific": {},
            "eeg": {},
            "grulac": {},
            "weog": {"AUS": 1},
            "none": {"VAT": 1},
            "unknown": {"unknown": 1},
        },
    }


def test_json_keeps_the_zeros_of_closed_vocabularies(capsys: pytest.CaptureFixture[str], file: str) -> None:
    _, out, _ = run(
        capsys, "summary", file, "--by", "session", "--by", "response", "--policy", "resolution-5-1", "--format", "json"
    )
    report = json.loads(out)
    zeros = dict.fromkeys(map(str, Response), 0)
    assert report["counts"] == {"15": {**zeros, "supported": 1, "noted": 1}, "18": {**zeros, "noted": 1}}


def test_json_of_mentions(capsys: pytest.CaptureFixture[str], file: str) -> None:
    _, out, _ = run(capsys, "summary", file, "--by", "response", "--by", "issues", "--format", "json")
    report = json.loads(out)
    assert report["basis"]["keys"] == ["response", "issues"]
    assert (report["population"], report["mentions"]["supported"]) == (3, {"NHRI": 1, "Women's rights": 1})
    assert report["mentions"]["pending"] == {}
    _, out, _ = run(capsys, "summary", file, "--by", "issues", "--format", "json")
    assert json.loads(out)["mentions"] == {"=cmd()": 1, "NHRI": 2, "Women's rights": 1}


def test_mentions_say_that_they_overlap(capsys: pytest.CaptureFixture[str], file: str) -> None:
    _, out, _ = run(capsys, "summary", file, "--by", "issues")
    assert out.splitlines()[-3:] == [
        "4 mentions in 3 recommendations.",
        "An item may be mentioned under several labels, so the shares have no total of 100%.",
        BASIS,
    ]


def test_csv_runs_no_formula_and_says_so(capsys: pytest.CaptureFixture[str], file: str) -> None:
    _, out, _ = run(capsys, "summary", file, "--by", "issues", "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[:2] == [["issues", "count", "of", "share"], ["'=cmd()", "1", "3", "33.3%"]]
    assert out.startswith('"issues","count"')
    assert [row[0][:2] for row in rows[-4:]] == ["# "] * 4
    assert "apostrophe" in rows[-1][0]
    _, out, _ = run(capsys, "summary", file, "--format", "csv")
    assert "apostrophe" not in out
    Path(file).write_text(HEADER + ROWS.replace("=cmd()", "'=1").replace("NHRI", "# Total: 0;=1"), encoding="utf-8")
    _, out, _ = run(capsys, "summary", file, "--by", "issues", "--format", "csv")
    labels = [row[0] for row in csv.reader(io.StringIO(out))]
    assert labels[1:3] == ["'# Total: 0;=1", "''=1"]


def test_markdown_escapes_its_signs(capsys: pytest.CaptureFixture[str], file: str) -> None:
    Path(file).write_text(HEADER + ROWS.replace("=cmd()", "a|b *c* ![d](e) `\x1b`"), encoding="utf-8")
    _, out, _ = run(capsys, "summary", file, "--by", "issues", "--format", "markdown")
    assert out.startswith("| issues | count | of | share |\n| --- | ---: | ---: | ---: |\n")
    assert r"| a\|b \*c\* \!\[d\](e) \`\ufffd\` | 1 | 3 | 33.3% |".replace(r"\ufffd", "\ufffd") in out
    assert out.rstrip().splitlines()[-1].startswith("Basis: ")


def test_pledges_are_told(capsys: pytest.CaptureFixture[str], file: str) -> None:
    Path(file).write_text(HEADER + ROWS.replace("Accepted", "Voluntary Pledge").replace(",18", ",99"), encoding="utf-8")
    status, out, err = run(capsys, "summary", file)
    assert status == 0
    assert "Total: 1 recommendations." in out
    assert err == (
        "upr-model: export.csv: problems: 1 out-of-range; rows refused: 1; "
        "voluntary pledges, which are not recommendations and not counted: 1\n"
    )


def test_filters_that_nothing_passes_are_told(capsys: pytest.CaptureFixture[str], file: str) -> None:
    status, _, err = run(capsys, "summary", file, "--state", "Peru")
    assert status == 0
    assert "none of its 3 recommendations passes the filters" in err


def test_a_header_alone_is_counted(capsys: pytest.CaptureFixture[str], file: str) -> None:
    Path(file).write_text(HEADER, encoding="utf-8")
    status, out, err = run(capsys, "summary", file)
    assert (status, err) == (0, "")
    assert out.splitlines()[1].split() == ["supported", "0", "0", "n/a"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty-file"),
        (HEADER.replace("Session", "S") + ROWS, "missing-column in column Session"),
        (HEADER.replace("Session", "S").replace("Text", "T"), "(and 1 more errors)"),
        (HEADER + ROWS.replace("Tonga", "Narnia").replace("Viet Nam", ""), "unknown-state"),
        ("a,b\n", "of no known kind"),
    ],
)
def test_where_nothing_can_be_counted_one_line_says_why(
    capsys: pytest.CaptureFixture[str], file: str, text: str, said: str
) -> None:
    Path(file).write_text(text, encoding="utf-8")
    status, out, err = run(capsys, "summary", file)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("upr-model: ")
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.csv"], "none.csv cannot be read: No such file or directory"),
        (["export.csv", "--state", "Nigera"], "similar: Nigeria (NGA)"),
        (["export.csv", "--session", "0"], "1 to 68"),
        (["export.csv", "--unit", "paragraph"], "possible units are recommendation and attribution"),
        (["export.csv", "--by", "recommending_state"], "count attributions"),
        (["export.csv", "--by", "issues", "--by", "response"], "it must be the last"),
        (["export.csv", "--review", "VNM:18"], "upr-info-csv has no use for it"),
        (["export.csv", "--encoding", "x"], "not an encoding of text files"),
    ],
)
def test_errors_are_one_line(capsys: pytest.CaptureFixture[str], file: str, arguments: list[str], said: str) -> None:
    assert file
    status, out, err = run(capsys, "summary", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize(
    "arguments", [["summary"], ["summary", "x", "--by", "colour"], ["summary", "x", "--session", "V"], ["go"]]
)
def test_usage_errors_are_printed_as_argparse_does(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert "usage: upr-model" in capsys.readouterr().err


def test_a_long_read_shows_progress_on_a_terminal(
    capsys: pytest.CaptureFixture[str], file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    _, _, err = run(capsys, "summary", file)
    assert "\rreading 0%" in err
    assert "\r\033[K" in err


def test_an_interrupted_run_ends_quietly(
    capsys: pytest.CaptureFixture[str], file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("upr_model.cli.reading.read", interrupt)
    assert run(capsys, "summary", file) == (130, "", "")


def test_a_closed_pipe_ends_quietly(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in `upr-model summary FILE | head -1`, with nobody left to read."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w") as pipe:
        monkeypatch.setattr("sys.stdout", pipe)
        assert main(["summary", file]) == 0
    assert capsys.readouterr().err.count("\n") == 1


def test_output_may_be_any_stream(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    assert main(["summary", file]) == 0
    assert "Total: 3 recommendations." in out.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_told(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert main(["summary", file]) == 2
    assert "the output cannot be written: No space left on device" in capsys.readouterr().err


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "none"])
@pytest.mark.parametrize(("name", "status"), [("export.csv", 0), ("none.csv", 2)])
def test_the_table_does_not_depend_on_who_listens_to_remarks(  # noqa: PLR0913, PLR0917
    file: str,
    closed: bool,  # noqa: FBT001
    name: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert file
    read_end, write_end = os.pipe()
    os.close(read_end)
    with suppress(BrokenPipeError), os.fdopen(write_end, "w") as pipe:
        monkeypatch.setattr("sys.stderr", pipe if closed else None)
        ended = main(["summary", name])
    assert ended == status
    assert capsys.readouterr().out.count("Total: 3 recommendations.") == (status == 0)


def test_without_an_output_nothing_is_printed(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert main(["summary", file]) == 0


def test_a_terminal_without_the_letters_gets_them_escaped(file: str) -> None:
    Path(file).write_text(HEADER + ROWS.replace("NHRI", "Égalité"), encoding="utf-8")
    command = [sys.executable, "-m", "upr_model", "summary", file, "--by", "issues"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert r"\xc9galit\xe9" in done.stdout
    done = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=True, env=environment)
    assert "Égalité" in json.loads(done.stdout)["mentions"]


def test_the_command_reads_what_the_function_reads(file: str) -> None:
    assert len(read(file).recommendations) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "begins"),
    [
        (["check", "86.7% of 241"], 0, "86.7% of 241: consistent. Only 209 of 241"),
        (["check", "75.5% of 291"], 1, "75.5% of 291: impossible. "),
        (["check", "86.7%"], 3, "86.7%: untestable. "),
        (["check", "86,7% of 241", "--decimal-comma"], 0, "86.7% of 241: consistent. "),
        (
            ["explain", "220 is +13% on the second cycle"],
            0,
            "220 is +13% on the second cycle: 1 of 6 combinations tried, 1 of them rounded",
        ),
        (
            ["explain", "3.14159% of the second cycle"],
            1,
            "3.14159% of the second cycle: none of the 4 combinations tried gives it.",
        ),
    ],
)
def test_claims_give_their_status(
    arguments: list[str], status: int, begins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == status
    assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize(
    "claim", ["1e2%", "nan%", "--5%", "33.%", "%", "８６% of 241", "9" * 10_000 + "%", "", "86,7% of 241"]
)
@pytest.mark.parametrize("command", ["check", "explain"])
def test_what_is_no_claim_has_status_2(command: str, claim: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--", claim]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("upr-model: ")
    assert len(told.err) < 600
    assert not told.out


@pytest.mark.parametrize("claim", ["86.7% of 241", "86.7% + 12.4% + 0.9% of 241"])
def test_verdicts_as_json(claim: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", claim, "--format", "json"])
    assert json.loads(capsys.readouterr().out) == check(claim).to_dict()


def test_explanations_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "220 is +13% on the second cycle", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["hits"][0]["value"] == "12.8205"


def test_a_report_is_counted_with_its_addendum(capsys: pytest.CaptureFixture[str], file: str) -> None:
    Path("report.txt").write_text(report(f"143. {EXAMINED}\n143.1 Ratify (Mali);\n143.2 Sign (Chad).\n144. {CLOSING}"))
    Path("add1.txt").write_text("A/HRC/26/6/Add.1\n20 June 2014\n1. Viet Nam accepts 143.1 and takes note of 143.2.")
    assert main(["summary", "report.txt", "--unit", "paragraph"]) == 0
    assert "pending               2   2  100.0%" in capsys.readouterr().out
    assert main(["summary", "report.txt", "--addendum", "add1.txt", "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert [
        line.rsplit(",", 2)[0] for line in out.splitlines() if line.startswith(('"supported', '"noted', '"pending'))
    ] == ['"supported","1"', '"noted","1"', '"pending","0"']
    assert main(["summary", file, "--addendum", "add1.txt"]) == 2
    assert "an addendum answers a report" in capsys.readouterr().err


def test_a_file_is_converted(capsys: pytest.CaptureFixture[str], file: str) -> None:
    status, out, err = run(capsys, "convert", file, "a.jsonl")
    assert (status, out) == (0, "a.jsonl: 3 recommendations\n")
    assert err == f"upr-model: {file}: problems: 1 unknown-sender; rows refused: 0\n"
    assert read("a.jsonl").recommendations == read(file).recommendations
    assert run(capsys, "convert", "a.jsonl", "a.docx", "--state", "Viet Nam")[:2] == (0, "a.docx: 1 recommendations\n")
    assert run(capsys, "convert", "a.docx", "b.xlsx", "--matrix")[:2] == (0, "b.xlsx: 1 recommendations\n")
    assert run(capsys, "convert", "b.xlsx", "b.csv", "--excel")[:2] == (0, "b.csv: 1 recommendations\n")
    assert read("b.csv").recommendations[0] == read(file).recommendations[2]
    status, out, err = run(capsys, "convert", file, "a.csv", "--cycle", "4")
    assert (status, out) == (2, "")
    assert err == "upr-model: none of its 3 recommendations is left; they are of TON:15, VNM:18\n"
    status, out, err = run(capsys, "convert", file, file)
    assert (status, err) == (2, f"upr-model: {file!r} is the file that is read; give another name\n")
    status, out, err = run(capsys, "convert", file, "all.docx")
    assert (status, out) == (2, "")
    assert "a matrix has the recommendations of one review, not of TON:15, VNM:18" in err


def test_what_a_state_filled_is_converted(capsys: pytest.CaptureFixture[str], file: str) -> None:
    header = "Recommendation,Position,Assessment/comments on level of implementation\n"
    Path(file).write_text(header + '"122.1 Do it (Mali);",Noted,In progress: a bill\n', encoding="utf-8")
    told = ("--review", "SVN:34", "--assessor", "state:Ministry", "--assessed", "2023-10")
    assert run(capsys, "convert", file, "a.jsonl", *told)[0] == 0
    assert [str(each) for each in read("a.jsonl").recommendations[0].assessments] == [
        "in_progress as of 2023-10, by Ministry (state)"
    ]
    status, _, err = run(capsys, "convert", file, "a.jsonl", *told[:4])
    assert (status, err) == (
        2,
        "upr-model: an assessment has an assessor and a time: give both --assessor and --assessed\n",
    )
    with pytest.raises(SystemExit):
        main(["convert", file, "a.jsonl", "--assessor", "Ministry"])
    assert "expected a kind and a name" in capsys.readouterr().err
    Path(file).write_text(header + '"122.1 Do it (Mali);",Noted,\n"122.2 Do it (Mali);",Odd,\n', encoding="utf-8")
    assert run(capsys, "convert", file, "a.jsonl", *told)[0] == 1


def test_tags_are_keys_as_well(capsys: pytest.CaptureFixture[str], file: str) -> None:
    Path(file).write_text('Recommendation,Position,Themes\n"122.1 Do it (Mali);",Noted,- Health\n', encoding="utf-8")
    assert "Health" in run(capsys, "summary", file, "--review", "SVN:34", "--by", "tags:ohchr_themes")[1]
    with pytest.raises(SystemExit):
        main(["summary", file, "--by", "tags:A B"])
    assert "the scheme of a tag is a lower-case name" in capsys.readouterr().err


def test_problems_are_listed(capsys: pytest.CaptureFixture[str], file: str) -> None:
    Path(file).write_text(HEADER + ROWS + "Atlantis,,,Ratify,Tonga,,,Noted,,,15\n", encoding="utf-8")
    status, out, err = run(capsys, "problems", file)
    assert (status, err) == (1, "")
    assert [line.partition(": ")[0] for line in out.splitlines()] == [f"{file}:4", f"{file}:5", "2 problems"]
    assert out.endswith("2 problems: 1 unknown-sender, 1 unknown-state\n")
    Path(file).write_text(HEADER, encoding="utf-8")
    assert run(capsys, "problems", file) == (0, "0 problems\n", "")


def test_what_was_skipped_is_told(capsys: pytest.CaptureFixture[str], file: str) -> None:
    records = [uhri_record(), *(uhri_record(Body=f"- {body}") for body in ("A", "B", "C", "D", "E", "F"))]
    Path(file).write_text(json.dumps(records), encoding="utf-8")
    assert run(capsys, "problems", file)[1].splitlines()[0] == "skipped: 1 of A: another mechanism"
    err = run(capsys, "summary", file)[2]
    assert err.startswith(f"upr-model: {file}: skipped: 1 of A: another mechanism; 1 of B")
    assert err.endswith("1 of E: another mechanism; ...\n")


def test_columns_are_named_on_the_command_line(capsys: pytest.CaptureFixture[str], file: str) -> None:
    Path(file).write_text('Recommandation,Avis\n"122.1 Do it (Mali);",Noted\n', encoding="utf-8")
    named = ("--column", "Recommandation=recommendation", "--column", "Avis=position")
    status, out, _ = run(capsys, "summary", file, "--review", "SVN:34", *named)
    assert status == 0
    assert "Total: 1 recommendations." in out
    with pytest.raises(SystemExit):
        main(["summary", file, "--column", "Avis"])
    assert "expected its name and a field" in capsys.readouterr().err

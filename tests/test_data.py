"""The tables that the library brings hold what is said of them, and a damaged one is told by its cell."""

import shutil
from pathlib import Path

import pytest

from check_data import DATA, check, main

DAMAGED = [
    # What any table may have.
    (
        "states.csv",
        "iso3,name,regional_group",
        "iso3,name,group",
        "states.csv:1: header 'iso3,name,group': the columns",
    ),
    ("states.csv", "Angola,african\n", "Angola,african,x\n", "states.csv:3: row 'AGO,Angola,african,x': has 4 cells"),
    ("states.csv", "Angola,african\n", "Angola,african\n\n", "states.csv:4: row '': has 0 cells"),
    ("states.csv", "AGO,Angola,", "AGO,Angola ,", "states.csv:3: name 'Angola ': has a space too many"),
    ("states.csv", "AGO,Angola,", 'AGO,"Ang"ola,', "states.csv:3: row '': "),
    # Keys.
    ("states.csv", "AGO,Angola,", "AFG,Angola,", "states.csv:3: iso3 'AFG': stands on line 2 already"),
    ("states.csv", "AGO,Angola,", "AGO,AFGHANISTAN,", "states.csv:3: name 'AFGHANISTAN': stands on line 2 already"),
    ("reviews.csv", "\nBHR,1,1,", "\nARG,1,1,", "reviews.csv:3: iso3, cycle 'ARG, 1': stands on line 2 already"),
    ("reviews.csv", "A/HRC/8/19,", "A/HRC/8/34,", "reviews.csv:3: report 'A/HRC/8/34': stands on line 2 already"),
    (
        "viet_nam_cycle2.csv",
        "143.1,b,",
        "143.1,a,",
        "viet_nam_cycle2.csv:3: paragraph, part '143.1, a': stands on line",
    ),
    # States.
    ("states.csv", "AGO,", "Ago,", "states.csv:3: iso3 'Ago': expected three capital letters"),
    (
        "states.csv",
        "Angola,african",
        "Angola,africa",
        "states.csv:3: regional_group 'africa': expected one of african, ",
    ),
    ("states.csv", "Angola,african", "Angola,", "states.csv:3: regional_group '': a Member State has a group"),
    (
        "states.csv",
        "AGO,Angola,african\nALB,Albania,eeg\n",
        "ALB,Albania,eeg\nAGO,Angola,african\n",
        ":4: iso3 'AGO': is out",
    ),
    ("state_names.csv", "AFG,Islamic", "AFX,Islamic", "state_names.csv:2: iso3 'AFX': expected the code of a State"),
    (
        "state_names.csv",
        "Republic of Angola",
        "Albania",
        "state_names.csv:3: name 'Albania': is the name or code of ALB",
    ),
    ("former_names.csv", "Swaziland", "Swasiland", "former_names.csv:6: name 'Swasiland': is no name of SWZ in state_"),
    (
        "former_names.csv",
        "Turkey,2022",
        "Turkey,2202",
        "former_names.csv:7: until '2202': expected a year from 2006 to",
    ),
    ("group_notes.csv", "CYP,", "PSE,", "group_notes.csv:2: iso3 'PSE': expected the code of a Member State"),
    ("reviews.csv", "BHR,1,1,", "VAT,1,1,", "reviews.csv:3: iso3 'VAT': expected the code of a Member State in states"),
    (
        "reviews.csv",
        "UKR CUB CMR",
        "UKR CUB CMX",
        "reviews.csv:2: troika 'CMX': expected the code of a State in states",
    ),
    ("reviews.csv", "UKR CUB CMR", "UKR CUB ARG", "reviews.csv:2: troika 'UKR CUB ARG': expected three other States"),
    (
        "viet_nam_cycle2.csv",
        "143.2,,NOR",
        "143.2,,NRO",
        "viet_nam_cycle2.csv:6: recommending_states 'NRO': expected the",
    ),
    (
        "viet_nam_cycle2.csv",
        "143.2,,NOR",
        "143.2,,",
        "viet_nam_cycle2.csv:6: recommending_states '': expected the code",
    ),
    (
        "viet_nam_cycle2.csv",
        "143.2,,NOR",
        "143.2,,NOR NOR",
        "recommending_states 'NOR NOR': expected other States, each",
    ),
    # Days.
    ("sessions.csv", "2008-05-19", "2008-02-30", "sessions.csv:3: end '2008-02-30': expected a day such as 2014-01-27"),
    ("sessions.csv", "2008-05-19", "20080519", "sessions.csv:3: end '20080519': expected a day such as 2014-01-27"),
    ("sessions.csv", "2008-05-19", "2008-05-04", "sessions.csv:3: end '2008-05-04': is before start 2008-05-05"),
    ("sessions.csv", "2008-05-19", "", "sessions.csv:3: end '': first and last day are known together"),
    ("sessions.csv", "2008-05-05", "2008-04-18", "sessions.csv:3: start '2008-04-18': is not after the session before"),
    (
        "sessions.csv",
        "2022-03-31",
        "2022-08-31",
        "sessions.csv:42: national_report_deadline '2022-08-08': is before",
    ),
    ("sessions.csv", "2023-02-13", "2022-11-17", "sessions.csv:42: addendum_deadline '2022-11-17': is before end 2022"),
    ("sessions.csv", "2008-05-19,8,,", "2008-05-19,8,2008-05-31,", "expected_end '2008-05-31': the last day is known"),
    (
        "reviews.csv",
        "2008-04-16,2008-04-18",
        "2008-05-16,2008-04-18",
        "reviews.csv:2: review_date '2008-05-16': is not a",
    ),
    (
        "reviews.csv",
        "2008-04-16,2008-04-18",
        "2008-04-16,2008-04-15",
        "working_group_adoption '2008-04-15': is before",
    ),
    ("missed_slots.csv", "2013-01-29", "2013-02-29", "missed_slots.csv:3: date '2013-02-29': expected a day such as"),
    ("viet_nam_statuses.csv", "2023-10,", "2023-13,", "viet_nam_statuses.csv:2: as_of '2023-13': "),
    # Sessions and cycles.
    ("sessions.csv", "\n2,2008", "\n3,2008", "sessions.csv:3: session '3': expected 2: sessions follow one another"),
    ("sessions.csv", "05-19,8,", "05-19,7,", "sessions.csv:3: council_session '7': is out of order"),
    ("sessions.csv", "05-19,8,", "05-19,x,", "sessions.csv:3: council_session 'x': expected a whole number"),
    ("cycle_labels.csv", "2012-2016", "2011-2016", "cycle_labels.csv:4: label '2011-2016': cycle 2 begins in 2012"),
    ("cycle_labels.csv", "2012-2016", "2016-2012", "cycle_labels.csv:4: label '2016-2012': expected two years such as"),
    ("reviews.csv", "\nBHR,1,1,", "\nBHR,1,13,", "reviews.csv:3: cycle '1': session 13 is not of this cycle"),
    ("reviews.csv", "\nBHR,1,1,", "\nBHR,1,99,", "reviews.csv:3: session '99': is not in sessions.csv"),
    ("reviews.csv", "\nBHR,1,1,", "\nBHR,1,,", "reviews.csv:3: session '': is empty where the status is unknown, only"),
    (
        "missed_slots.csv",
        "\nHTI,1,8,,12",
        "\nHTI,1,8,,7",
        "missed_slots.csv:2: new_session '7': is not after session 8",
    ),
    (
        "missed_slots.csv",
        "\nHTI,1,8,,12",
        "\nHTI,1,8,,11",
        "new_session '11': is not the session of the review in",
    ),
    # What rows say of themselves.
    (
        "reviews.csv",
        "BHR,1,1,reviewed",
        "BHR,1,1,held",
        "reviews.csv:3: status 'held': expected one of scheduled,",
    ),
    (
        "reviews.csv",
        "BHR,1,1,reviewed",
        "BHR,1,1,adopted",
        "reviews.csv:3: plenary_adoption '': is known where the",
    ),
    (
        "reviews.csv",
        "BHR,1,1,reviewed",
        "BHR,1,1,scheduled",
        "status 'scheduled': there is a day of the review, or a",
    ),
    (
        "reviews.csv",
        "BEL,4,52,scheduled",
        "BEL,4,52,reviewed",
        "status 'reviewed': session 52 has no days in",
    ),
    ("reviews.csv", "A/HRC/8/34", "A HRC 8 34", "reviews.csv:2: report 'A HRC 8 34': "),
    ("reviews.csv", ",yes,", ",no,", "plenary_deferred 'no': expected yes or nothing"),
    ("viet_nam_cycle2.csv", "143.1,b,", "143.1,e,", "viet_nam_cycle2.csv:5: part 'a, e, c, d': expected nothing, or"),
    (
        "viet_nam_cycle2.csv",
        "143.2,,NOR,supported",
        "143.2,,NOR,accepted",
        "viet_nam_cycle2.csv:6: response 'accepted': ",
    ),
    ("viet_nam_cycle2.csv", "143.2,", "143-2,", "viet_nam_cycle2.csv:6: paragraph '143-2': "),
    ("viet_nam_figures.csv", "1,supported,96,", "1,supported,124,", "count '124': is more than the 123 received"),
    (
        "viet_nam_figures.csv",
        "resolution-5-1",
        "resolution 5/1",
        "viet_nam_figures.csv:7: policy 'resolution 5/1': expected",
    ),
    (
        "viet_nam_figures.csv",
        "4,received",
        "4,noted",
        "viet_nam_figures.csv:11: measure 'noted': no count of those",
    ),
    (
        "viet_nam_statuses.csv",
        "in_progress,30,",
        "in_progress,31,",
        "viet_nam_statuses.csv:6: count '30': another",
    ),
    (
        "viet_nam_statuses.csv",
        "in_progress,30,",
        "in_progress,31,",
        "count '242': the sum of Government, 2023-10,",
    ),
    # Sources and confidence.
    (
        "sessions.csv",
        "2008-05-19,8,,,,,high",
        "2008-05-19,8,,,,,",
        "sessions.csv:3: confidence '': expected one of high,",
    ),
    (
        "sessions.csv",
        "2008-05-19,8,,,,,high",
        "2008-05-19,8,,,,,unknown",
        "confidence 'unknown': is unknown where the",
    ),
    (
        "reviews.csv",
        "Session 53 or 54: the order of decision 17/119 does not tell.",
        "",
        "note '': says why the",
    ),
    ("viet_nam_figures.csv", "Government,high", ",high", "viet_nam_figures.csv:4: publisher '': is empty"),
    ("README.md", "| group_notes.csv | 5 |", "| group_notes.csv | 6 |", "rows '6': group_notes.csv has 5"),
    ("README.md", "| United Nations list of Member States |", "| |", "source '': of former_names.csv is empty"),
    ("README.md", "| United Nations list of Member States |", "|", "row 'former_names.csv': has 4 cells, not 5"),
    ("README.md", "717 high", "718 high", "confidence '718 high': reviews.csv has 717"),
    ("README.md", "| high but for Kiribati", "| its column says; Kiribati", "group_notes.csv has no such column"),
    ("README.md", "| cycle_labels.csv |", "| cycle_label.csv |", "file 'cycle_label.csv': is missing"),
    ("README.md", "| cycle_labels.csv |", "| cycle_label.csv |", "file 'cycle_labels.csv': is not described"),
    ("README.md", "21 November 2026", "22 November 2026", "README.md:0: day of compilation: DATA_AS_OF is 21 November"),
]


WHOLE = check(DATA)[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_the_tables_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().err
    printed, told = capsys.readouterr()
    assert (printed.count(" rows\n"), printed.splitlines()[-1], told) == (11, "No fault was found.", "")


@pytest.mark.parametrize(("name", "old", "new", "fault"), DAMAGED)
def test_a_damaged_cell_is_named(folder: Path, name: str, old: str, new: str, fault: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [each for each in check(folder)[1] if each not in WHOLE]
    assert any(fault in each for each in found), found


def test_a_missing_table_and_a_stray_one_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reviews.csv").rename(folder / "reviews-old.csv")
    assert main([str(folder)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert "reviews.csv:0: file 'reviews.csv': is missing" in told
    assert "reviews-old.csv:0: file 'reviews-old.csv': has no check" in told
    assert "README.md:0: file 'reviews-old.csv': is not described" in told

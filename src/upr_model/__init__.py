"""A typed, exact, auditable model of the Universal Periodic Review.

Every figure it prints can be derived again: it says what was counted, how, of what and from which
source. The names below are the public ones; each has this one import path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = [
    "DATA_AS_OF",
    "NOTED",
    "NOT_STATED",
    "PARTLY_SUPPORTED",
    "PENDING",
    "SUPPORTED",
    "ActionCategory",
    "Alignment",
    "AmbiguousState",
    "Answer",
    "Assessment",
    "AssessmentColumn",
    "Assessor",
    "AssessorKind",
    "Attribution",
    "Basis",
    "BasisMismatch",
    "Citation",
    "Confidence",
    "Conflict",
    "CountChange",
    "Cycle",
    "DateBasis",
    "Dialogue",
    "DialogueKind",
    "DialogueSeries",
    "DocumentSymbol",
    "Dossier",
    "DossierChange",
    "DossierError",
    "Evidence",
    "EvidenceKind",
    "Explanation",
    "Feasible",
    "Figure",
    "Hit",
    "ImplementationRate",
    "ImplementationStatus",
    "Indicator",
    "Initiative",
    "InitiativeKind",
    "InitiativeStatus",
    "InitiativeStep",
    "InvalidDocument",
    "InvalidValue",
    "Match",
    "MatchKind",
    "Measure",
    "Mentions",
    "Merge",
    "Milestone",
    "MilestoneKind",
    "MissedSlot",
    "MissingExtra",
    "NoGroup",
    "NoReview",
    "NumberedParagraph",
    "Observation",
    "Overdue",
    "Paragraph",
    "ParseError",
    "Party",
    "PartyKind",
    "Passage",
    "PassageKind",
    "Period",
    "Plan",
    "PlanItem",
    "PledgeOrigin",
    "PointChange",
    "Population",
    "Position",
    "PositionChange",
    "PositionStage",
    "Problem",
    "ProblemError",
    "ProblemGroup",
    "Publication",
    "PublishedCount",
    "PublishedStatuses",
    "Qualifier",
    "Quantity",
    "Range",
    "RateBase",
    "Reading",
    "Recommendation",
    "RecommendationId",
    "RegionalGroup",
    "Report",
    "ReportKind",
    "Response",
    "ResponsePolicy",
    "Review",
    "ReviewKey",
    "ReviewStatus",
    "Rounding",
    "Session",
    "Severity",
    "Share",
    "ShareChange",
    "Skipped",
    "Source",
    "State",
    "StatusBasis",
    "StatusChange",
    "StatusChanges",
    "StatusMapping",
    "Tag",
    "Tally",
    "UndefinedShare",
    "Unit",
    "UnitUnavailable",
    "UnknownFormat",
    "UnknownKey",
    "UnknownState",
    "Unmatched",
    "UnreadableFile",
    "UnwritableFile",
    "UprError",
    "Verdict",
    "VerdictKind",
    "WorkingGroupReport",
    "align",
    "attributions",
    "by",
    "changes_between",
    "check",
    "claims",
    "dialogues_on",
    "diff",
    "disagreements",
    "due_dates",
    "example",
    "explain",
    "from_json",
    "implementation_rate",
    "json_schema",
    "mappings",
    "mentions",
    "merge",
    "merge_dossiers",
    "milestones",
    "overdue",
    "paragraphs",
    "percentages",
    "pledges_without_follow_up",
    "policies",
    "position_changes",
    "raised_in_dialogues",
    "read",
    "read_json",
    "recommendations",
    "review_of",
    "reviews_in",
    "reviews_of",
    "rules",
    "served_by",
    "session_on",
    "share_of",
    "stale",
    "status_tally",
    "tally",
    "to_ics",
    "to_json",
    "unaddressed",
    "unassessed",
    "untagged",
    "viet_nam_counts",
    "viet_nam_dossier",
    "viet_nam_statuses",
    "with_addendum",
    "write",
    "write_json",
]

if TYPE_CHECKING:
    from upr_model import claims
    from upr_model.calendar.milestones import DateBasis, Milestone, MilestoneKind, milestones
    from upr_model.calendar.reviews import MissedSlot, Review, review_of, reviews_in, reviews_of
    from upr_model.calendar.sessions import DATA_AS_OF, Cycle, ReviewKey, Session, session_on
    from upr_model.claims.checking import check
    from upr_model.claims.explaining import Explanation, Hit, explain
    from upr_model.claims.figures import Figure, Rounding
    from upr_model.claims.verdicts import Feasible, Verdict, VerdictKind
    from upr_model.counting import by, policies
    from upr_model.counting.basis import Basis
    from upr_model.counting.policies import ResponsePolicy
    from upr_model.counting.populations import Population, attributions, paragraphs, recommendations
    from upr_model.counting.tallies import Mentions, Tally, mentions, merge, tally
    from upr_model.dossiers.comparing import Conflict, DossierChange, Merge, diff, merge_dossiers
    from upr_model.dossiers.model import Dossier, DossierError
    from upr_model.dossiers.questions import (
        Answer,
        Overdue,
        dialogues_on,
        overdue,
        pledges_without_follow_up,
        raised_in_dialogues,
        served_by,
        unaddressed,
    )
    from upr_model.errors import (
        AmbiguousState,
        BasisMismatch,
        InvalidDocument,
        InvalidValue,
        MissingExtra,
        NoReview,
        ParseError,
        UndefinedShare,
        UnitUnavailable,
        UnknownFormat,
        UnknownKey,
        UnknownState,
        UnreadableFile,
        UnwritableFile,
        UprError,
    )
    from upr_model.follow_up.changes import (
        PositionChange,
        StatusChange,
        StatusChanges,
        changes_between,
        disagreements,
        position_changes,
        stale,
        unassessed,
        untagged,
    )
    from upr_model.follow_up.progress import implementation_rate, share_of, status_tally
    from upr_model.follow_up.published import Publication, PublishedStatuses, viet_nam_statuses
    from upr_model.follow_up.rates import ImplementationRate
    from upr_model.formats import read
    from upr_model.formats.own.dossiers import from_json, read_json, to_json, write_json
    from upr_model.formats.own.schema import json_schema
    from upr_model.formats.shared.assessed import AssessmentColumn
    from upr_model.formats.working_group.addendum import with_addendum
    from upr_model.formats.writing import write
    from upr_model.readings.alignment import Alignment, Match, Unmatched, align
    from upr_model.readings.documents import Passage, PassageKind, WorkingGroupReport
    from upr_model.readings.matching import MatchKind
    from upr_model.readings.reading import Problem, ProblemError, ProblemGroup, Reading, Skipped
    from upr_model.records import mappings, rules
    from upr_model.records.assessment import Assessment, Assessor, Evidence
    from upr_model.records.dialogue import Dialogue, DialogueSeries
    from upr_model.records.indicator import Indicator, Observation
    from upr_model.records.initiative import Initiative, InitiativeStep
    from upr_model.records.mappings import StatusMapping
    from upr_model.records.plan import Plan, PlanItem, Report
    from upr_model.records.published_counts import PublishedCount, viet_nam_counts
    from upr_model.records.recommendation import (
        Attribution,
        NumberedParagraph,
        Position,
        Recommendation,
        RecommendationId,
    )
    from upr_model.records.statuses import StatusBasis
    from upr_model.reporting.ics import to_ics
    from upr_model.samples import example, viet_nam_dossier
    from upr_model.values.parties import Party
    from upr_model.values.periods import Period
    from upr_model.values.quantities import Quantity
    from upr_model.values.ranges import Range
    from upr_model.values.recurrence import due_dates
    from upr_model.values.shares import CountChange, PointChange, Share, ShareChange, percentages
    from upr_model.values.sources import Citation, Source
    from upr_model.values.states import State
    from upr_model.values.symbols import DocumentSymbol, Paragraph
    from upr_model.values.tags import Tag
    from upr_model.values.vocabulary import (
        NOT_STATED,
        NOTED,
        PARTLY_SUPPORTED,
        PENDING,
        SUPPORTED,
        ActionCategory,
        AssessorKind,
        Confidence,
        DialogueKind,
        EvidenceKind,
        ImplementationStatus,
        InitiativeKind,
        InitiativeStatus,
        Measure,
        NoGroup,
        PartyKind,
        PledgeOrigin,
        PositionStage,
        Qualifier,
        RateBase,
        RegionalGroup,
        ReportKind,
        Response,
        ReviewStatus,
        Severity,
        Unit,
    )
else:
    _PUBLIC = {
        "by": "counting.by",
        "claims": "claims",
        "mappings": "records.mappings",
        "policies": "counting.policies",
        "rules": "records.rules",
        "strategies": "strategies",
    }

    # Nothing is imported before it is asked for, so that a program that needs a part of the library, or
    # a command that prints its help, does not wait for the whole.
    def __getattr__(name: str) -> object:
        from importlib import import_module

        homes = import_module("upr_model._homes").HOMES
        if name in _PUBLIC:
            return import_module(f"upr_model.{_PUBLIC[name]}")
        if name not in homes:
            msg = f"module 'upr_model' has no attribute {name!r}"
            raise AttributeError(msg)
        value = globals()[name] = getattr(import_module(f"upr_model.{homes[name]}"), name)
        return value


def __dir__() -> list[str]:
    return __all__

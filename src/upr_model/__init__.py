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
    from upr_model import by, claims, mappings, policies, rules
    from upr_model.aligning import Alignment, Match, Unmatched, align
    from upr_model.assessment import Assessment, Assessor, Evidence
    from upr_model.basis import Basis
    from upr_model.changes import (
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
    from upr_model.checking import check
    from upr_model.classifications import Tag
    from upr_model.comparing import Conflict, DossierChange, Merge, diff, merge_dossiers
    from upr_model.counting import Mentions, Tally, mentions, merge, tally
    from upr_model.cycle import DATA_AS_OF, Cycle, ReviewKey, Session, session_on
    from upr_model.dialogue import Dialogue, DialogueSeries
    from upr_model.documents import Passage, PassageKind, WorkingGroupReport
    from upr_model.dossier import Dossier, DossierError
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
    from upr_model.explaining import Explanation, Hit, explain
    from upr_model.figures import Figure, Range, Rounding
    from upr_model.formats import read
    from upr_model.formats.addendum import with_addendum
    from upr_model.formats.assessed import AssessmentColumn
    from upr_model.formats.dossiers import from_json, read_json, to_json, write_json
    from upr_model.formats.example import example, viet_nam_dossier
    from upr_model.formats.schema import json_schema
    from upr_model.formats.writing import write
    from upr_model.indicator import Indicator, Observation
    from upr_model.initiative import Initiative, InitiativeStep
    from upr_model.mappings import StatusMapping
    from upr_model.matching import MatchKind
    from upr_model.parties import Party
    from upr_model.periods import Period
    from upr_model.plan import Plan, PlanItem, Report
    from upr_model.policies import ResponsePolicy
    from upr_model.populations import Population, attributions, paragraphs, recommendations
    from upr_model.progress import implementation_rate, share_of, status_tally
    from upr_model.published import Publication, PublishedCount, PublishedStatuses, viet_nam_counts, viet_nam_statuses
    from upr_model.quantities import Quantity
    from upr_model.questions import (
        Answer,
        Overdue,
        dialogues_on,
        overdue,
        pledges_without_follow_up,
        raised_in_dialogues,
        served_by,
        unaddressed,
    )
    from upr_model.rates import ImplementationRate
    from upr_model.reading import Problem, ProblemError, ProblemGroup, Reading, Skipped
    from upr_model.recommendation import Attribution, NumberedParagraph, Position, Recommendation, RecommendationId
    from upr_model.recurrence import due_dates
    from upr_model.reporting.ics import to_ics
    from upr_model.reviews import MissedSlot, Review, review_of, reviews_in, reviews_of
    from upr_model.schedule import DateBasis, Milestone, MilestoneKind, milestones
    from upr_model.shares import CountChange, PointChange, Share, ShareChange, percentages
    from upr_model.source import Citation, Source
    from upr_model.states import State
    from upr_model.statuses import StatusBasis
    from upr_model.symbols import DocumentSymbol, Paragraph
    from upr_model.verdicts import Feasible, Verdict, VerdictKind
    from upr_model.vocabulary import (
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
    # Nothing is imported before it is asked for, so that a program that needs a part of the library, or
    # a command that prints its help, does not wait for the whole.
    def __getattr__(name: str) -> object:
        from importlib import import_module

        homes = import_module("upr_model._homes").HOMES
        if name in ("by", "claims", "mappings", "policies", "rules", "strategies"):
            return import_module(f"upr_model.{name}")
        if name not in homes:
            msg = f"module 'upr_model' has no attribute {name!r}"
            raise AttributeError(msg)
        value = globals()[name] = getattr(import_module(f"upr_model.{homes[name]}"), name)
        return value


def __dir__() -> list[str]:
    return __all__

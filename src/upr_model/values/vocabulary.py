"""The closed vocabularies of the review, each with its source.

Members are texts, so that they print, sort into files and count as fast as texts do.
"""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum
from typing import Self

from upr_model.errors import ParseError, shown


class Vocabulary(Enum):
    """Members whose repr is the name by which they are written in a program."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


class Response(Vocabulary, StrEnum):
    """The State's position on a recommendation, which does not say how far it is implemented.

    Resolution 5/1, annex, paragraph 32 knows two: recommendations that enjoy the support of the
    State are identified as such, others are noted. The other three are for documents that say less.

    >>> Response.parse("Accepted")
    Response.SUPPORTED
    """

    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly_supported"
    NOTED = "noted"
    PENDING = "pending"
    NOT_STATED = "not_stated"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a printed wording in any case and spacing; `ParseError` if it is not a known one."""
        response = _WORDINGS.get(_normal(text))
        if response is None:
            import difflib  # noqa: PLC0415  (only a mistake needs it)

            near = difflib.get_close_matches(_normal(text[:100]), _WORDINGS, n=1, cutoff=0.85)
            suggestion = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_WORDINGS)}"
            msg = f"{shown(text)} is not a response; {suggestion}"
            raise ParseError(msg)
        return cls(response)


def _normal(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


# How Working Group reports, addenda and exports print a position. "Accepted in principle" is not here:
# sources disagree on what it is.
_WORDINGS = {
    "supported": Response.SUPPORTED,
    "supports": Response.SUPPORTED,
    "fully supported": Response.SUPPORTED,
    "fully accepted": Response.SUPPORTED,
    "accepted": Response.SUPPORTED,
    "accepts": Response.SUPPORTED,
    "support": Response.SUPPORTED,
    "enjoys support": Response.SUPPORTED,
    "enjoys the support": Response.SUPPORTED,
    "enjoy the support": Response.SUPPORTED,
    "partly supported": Response.PARTLY_SUPPORTED,
    "partially supported": Response.PARTLY_SUPPORTED,
    "supported in part": Response.PARTLY_SUPPORTED,
    "supported/noted": Response.PARTLY_SUPPORTED,
    "accepted/noted": Response.PARTLY_SUPPORTED,
    "noted/supported": Response.PARTLY_SUPPORTED,
    "partly accepted": Response.PARTLY_SUPPORTED,
    "partially accepted": Response.PARTLY_SUPPORTED,
    "accepted in part": Response.PARTLY_SUPPORTED,
    "noted": Response.NOTED,
    "notes": Response.NOTED,
    "takes note": Response.NOTED,
    "take note": Response.NOTED,
    "does not enjoy support": Response.NOTED,
    "does not enjoy the support": Response.NOTED,
    "did not enjoy the support": Response.NOTED,
    "not supported": Response.NOTED,
    "not accepted": Response.NOTED,
    "rejected": Response.NOTED,
    "pending": Response.PENDING,
    "under consideration": Response.PENDING,
    "examined": Response.PENDING,
    "to be examined": Response.PENDING,
    "will be examined": Response.PENDING,
    "not stated": Response.NOT_STATED,
    "no response": Response.NOT_STATED,
}

SUPPORTED = Response.SUPPORTED
PARTLY_SUPPORTED = Response.PARTLY_SUPPORTED
NOTED = Response.NOTED
PENDING = Response.PENDING
NOT_STATED = Response.NOT_STATED


class PositionStage(Vocabulary, StrEnum):
    """When in a review a position was taken, in the order of the stages.

    In the report of the Working Group, in the addendum to it, in the plenary, or after the outcome was
    adopted, when a State may still come to support what it noted.

    >>> PositionStage("addendum")
    PositionStage.ADDENDUM
    """

    WORKING_GROUP = "working_group"
    ADDENDUM = "addendum"
    PLENARY = "plenary"
    FOLLOW_UP = "follow_up"


class ImplementationStatus(Vocabulary, StrEnum):
    """How far the implementation of a recommendation got, which does not say what the State answered.

    The first six are in order, the least advanced first. A recommendation that is no longer applicable
    leaves the base of every share and is counted apart. An unassessed one was assessed by nobody.

    >>> ImplementationStatus("partly_implemented")
    ImplementationStatus.PARTLY_IMPLEMENTED
    """

    NOT_IMPLEMENTED = "not_implemented"
    NOT_STARTED = "not_started"
    UNDER_CONSIDERATION = "under_consideration"
    IN_PROGRESS = "in_progress"
    PARTLY_IMPLEMENTED = "partly_implemented"
    IMPLEMENTED = "implemented"
    NO_LONGER_APPLICABLE = "no_longer_applicable"
    UNASSESSED = "unassessed"

    @property
    def label(self) -> str:
        """The name as it is written.

        >>> ImplementationStatus.IN_PROGRESS.label
        'in progress'
        """
        return self.replace("_", " ")


class RateBase(Vocabulary, StrEnum):
    """What an implementation rate is a share of.

    All that was received; what was supported or partly supported; what was fully supported; what
    somebody assessed; what was due.

    >>> RateBase("supported-or-partly")
    RateBase.SUPPORTED_OR_PARTLY
    """

    RECEIVED = "received"
    SUPPORTED_OR_PARTLY = "supported-or-partly"
    SUPPORTED = "supported"
    ASSESSED = "assessed"
    DUE = "due"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one of the five names; `ParseError` for anything else."""
        if text not in list(cls):
            msg = f"{shown(text)} is not a base of an implementation rate; known are {', '.join(cls)}"
            raise ParseError(msg)
        return cls(text)


class AssessorKind(Vocabulary, StrEnum):
    """Who assesses: the State itself, its national human rights institution, civil society, the UN, academia."""

    STATE = "state"
    NHRI = "nhri"
    CIVIL_SOCIETY = "civil_society"
    UN = "un"
    ACADEMIC = "academic"


class EvidenceKind(Vocabulary, StrEnum):
    """What an assessment rests on."""

    LAW = "law"
    BUDGET = "budget"
    PROGRAMME = "programme"
    STATISTICS = "statistics"
    REPORT = "report"


class Unit(Vocabulary, StrEnum):
    """What one of a count is.

    A paragraph of a report may hold several recommendations, and several States may make one
    recommendation together: 227 paragraphs, 244 recommendations and 256 attributions are one review.

    >>> list(map(str, Unit))
    ['paragraph', 'recommendation', 'attribution']
    """

    PARAGRAPH = "paragraph"
    RECOMMENDATION = "recommendation"
    ATTRIBUTION = "attribution"


class RegionalGroup(Vocabulary, StrEnum):
    """The five regional groups of Member States, from which the members of United Nations bodies are elected.

    EEG: Eastern European Group. GRULAC: Group of Latin American and Caribbean Countries. WEOG: Western
    European and Others Group.

    >>> RegionalGroup("grulac")
    RegionalGroup.GRULAC
    """

    AFRICAN = "african"
    ASIA_PACIFIC = "asia_pacific"
    EEG = "eeg"
    GRULAC = "grulac"
    WEOG = "weog"


class NoGroup(Vocabulary, StrEnum):
    """Why there is no regional group: the State is an observer, which is in none, or the State is unknown."""

    NONE = "none"
    UNKNOWN = "unknown"


class ActionCategory(Vocabulary, IntEnum):
    """What a recommendation asks for, from 1 (least) to 5 (most specific).

    Source: UPR Info, which codes it by the verb.

    >>> ActionCategory(5)
    ActionCategory.SPECIFIC
    """

    MINIMAL = 1
    CONTINUING = 2
    CONSIDERING = 3
    GENERAL = 4
    SPECIFIC = 5


class Measure(Vocabulary, StrEnum):
    """What a published count counts: all that was received, what was answered in one way, or who spoke.

    The delegations that took the floor are not the States that made recommendations.

    >>> Measure("received")
    Measure.RECEIVED
    """

    RECEIVED = "received"
    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly_supported"
    NOTED = "noted"
    RECOMMENDING_STATES = "recommending_states"
    DELEGATIONS = "delegations"


class ReviewStatus(Vocabulary, StrEnum):
    """How far a review has got, as far as is known here; it is adopted once the plenary is known to have adopted it."""

    SCHEDULED = "scheduled"
    REVIEWED = "reviewed"
    ADOPTED = "adopted"
    POSTPONED = "postponed"
    UNKNOWN = "unknown"


class Confidence(Vocabulary, StrEnum):
    """How sure a fact of the reference tables is: high is read from a source, medium and low are inferred."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


class Qualifier(Vocabulary, StrEnum):
    """A word that makes a bound, or a neighbourhood, of a figure.

    >>> Qualifier("up to")
    Qualifier.UP_TO
    """

    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    AT_MOST = "at most"
    NEARLY = "nearly"
    ABOUT = "about"
    UP_TO = "up to"


class PartyKind(Vocabulary, StrEnum):
    """What a party to a dialogue is.

    >>> PartyKind("un")
    PartyKind.UN
    """

    STATE = "state"
    REGIONAL_ORGANISATION = "regional_organisation"
    UN = "un"
    NHRI = "nhri"
    CIVIL_SOCIETY = "civil_society"
    OTHER = "other"


class DialogueKind(Vocabulary, StrEnum):
    """What kind of meeting about human rights it is.

    Bilateral dialogues are held with one State or organisation, consultations with stakeholders; the
    others take place in the Human Rights Council or another body.

    >>> DialogueKind("bilateral")
    DialogueKind.BILATERAL
    """

    BILATERAL = "bilateral"
    CONSULTATION = "consultation"
    COUNCIL_SESSION = "council_session"
    SPECIAL_SESSION = "special_session"
    THEMATIC_DISCUSSION = "thematic_discussion"
    INTERACTIVE_DIALOGUE = "interactive_dialogue"
    STATEMENT = "statement"


class InitiativeKind(Vocabulary, StrEnum):
    """What a State does or promises.

    >>> InitiativeKind("voluntary_pledge")
    InitiativeKind.VOLUNTARY_PLEDGE
    """

    LEGISLATION = "legislation"
    POLICY = "policy"
    AMNESTY = "amnesty"
    ASSISTANCE = "assistance"
    INFORMATION_AND_EDUCATION = "information_and_education"
    SECURITY_COUNCIL_INITIATIVE = "security_council_initiative"
    COUNCIL_CANDIDACY = "council_candidacy"
    COUNCIL_MEMBERSHIP = "council_membership"
    VOLUNTARY_PLEDGE = "voluntary_pledge"
    PRIORITY = "priority"


class PledgeOrigin(Vocabulary, StrEnum):
    """When a voluntary pledge was made, or that a recommendation was converted into one."""

    BEFORE_REVIEW = "before_review"
    DURING_REVIEW = "during_review"
    AFTER_REVIEW = "after_review"
    CONVERTED = "converted"


class InitiativeStatus(Vocabulary, StrEnum):
    """How far an initiative got.

    >>> InitiativeStatus("under_way")
    InitiativeStatus.UNDER_WAY
    """

    ANNOUNCED = "announced"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class ReportKind(Vocabulary, StrEnum):
    """What a State's report is: before its review, in answer to it, or between two."""

    NATIONAL = "national"
    ADDENDUM = "addendum"
    MID_TERM = "mid_term"


class Severity(Vocabulary, StrEnum):
    """How bad a problem of a reading is: an error was refused, a warning was kept with a doubt, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

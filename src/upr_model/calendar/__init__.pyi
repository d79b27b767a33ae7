from upr_model.calendar.milestones import DateBasis as DateBasis
from upr_model.calendar.milestones import Milestone as Milestone
from upr_model.calendar.milestones import MilestoneKind as MilestoneKind
from upr_model.calendar.reviews import MissedSlot as MissedSlot
from upr_model.values.vocabulary import ReviewStatus as ReviewStatus

from upr_model.follow_up.changes import PositionChange as PositionChange
from upr_model.follow_up.changes import StatusChange as StatusChange
from upr_model.follow_up.changes import StatusChanges as StatusChanges
from upr_model.follow_up.rates import ImplementationRate as ImplementationRate
from upr_model.records.statuses import StatusBasis as StatusBasis

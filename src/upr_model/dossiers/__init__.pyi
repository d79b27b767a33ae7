from upr_model.dossiers.comparing import Conflict as Conflict
from upr_model.dossiers.comparing import DossierChange as DossierChange
from upr_model.dossiers.comparing import Merge as Merge
from upr_model.dossiers.questions import Answer as Answer
from upr_model.dossiers.questions import Overdue as Overdue

from upr_model.formats.media.delimited import Row as Row
from upr_model.formats.shared.format import Format as Format
from upr_model.formats.shared.format import Input as Input
from upr_model.formats.shared.format import JsonReader as JsonReader
from upr_model.formats.shared.format import Table as Table
from upr_model.formats.shared.format import TableReader as TableReader
from upr_model.formats.sniffing import FORMATS as FORMATS

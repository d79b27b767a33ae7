"""`python -m upr_model` is `upr-model`."""

import sys

from upr_model.cli import main

sys.exit(main())

"""Sphinx: builds offline, and warnings are errors."""

from importlib.metadata import version as installed_version

project = "upr-model"
author = "The upr-model authors"
copyright = "the upr-model authors"  # noqa: A001  (Sphinx reads this name)
release = version = installed_version("upr-model")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["build"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"upr-model {release}"
html_show_sphinx = False
html_copy_source = False

default_role = "code"  # names stand between single backticks
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "exclude-members": "__new__, with_traceback, add_note",
}
html_static_path = ["_static"]
html_css_files = ["wrap.css"]

"""Only of use on Windows."""

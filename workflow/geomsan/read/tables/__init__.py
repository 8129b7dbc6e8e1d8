"""Tables: the grid as printed, its layout, and the facts read from both."""

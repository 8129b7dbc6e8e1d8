"""Reading: files to tables as printed, every figure with its unit, its interval and its place."""

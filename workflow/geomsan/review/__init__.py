"""The review page: what does not agree, where, and the table with the cells marked."""

"""The review page: what does not agree, where, and the table with the cells marked."""

from geomsan.publish.review.page import write_review

__all__ = ["write_review"]

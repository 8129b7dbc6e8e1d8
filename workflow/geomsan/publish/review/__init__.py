"""The review pages: what does not agree, where, and the table with the cells marked."""

from geomsan.publish.review.page import Served, assets, document_page, index_page, write_review
from geomsan.publish.review.payload import states

__all__ = ["Served", "assets", "document_page", "index_page", "states", "write_review"]

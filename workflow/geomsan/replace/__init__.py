"""A new version of a document taken in: layouts and decisions kept, earlier versions kept beside it."""

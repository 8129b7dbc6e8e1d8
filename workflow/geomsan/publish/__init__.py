"""What people read and hand out: packs, review page, lists, releases, mail."""

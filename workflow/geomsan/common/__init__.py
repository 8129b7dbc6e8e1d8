"""What every room uses: errors in two languages, files written whole, the words of verdicts."""

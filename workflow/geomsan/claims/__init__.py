"""The arithmetic of prose: what the sentences of a report assert about their figures.

Lines become tokens (:mod:`tokens`), tokens become claims by the patterns of :mod:`grammar`, and each claim
is decided on intervals (:mod:`verdicts`), as the identities of tables are. Why there is no parser
generator here: most of a sentence is no part of any claim, so that the grammar has to skip what it does
not know. An LALR grammar (lark) reads all of its input or nothing; lark's Earley parser and pyparsing's
search do skip, in cubic time and by trying every place again. Here one regular expression cuts a line
into tokens, brackets become single tokens with a line of their own inside, and every pattern is a regular
expression over the *kinds* of tokens, one letter each, whose repetitions are bounded: linear in the line.
"""

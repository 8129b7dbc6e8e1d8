"""Working out what a table asserts when nobody has described it.

Words propose (계, 소계, 집행률, 증감), arithmetic confirms: a reading is taken only when the table's
own figures bear it out, and what is inferred says on what evidence.
"""

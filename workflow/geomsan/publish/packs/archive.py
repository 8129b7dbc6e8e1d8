"""What WeasyPrint's PDF/A-3a lacks to be PDF/UA-1 as well, and two slips in it.

A file may follow both standards when its metadata names both; PDF/A asks in addition that the
metadata describe the name of the other (ISO 19005-3, 6.6.2.3.3). Which standard, and why, is said in
``docs/packs.md``.
"""

from __future__ import annotations

import pydyf

from geomsan.publish.packs.objects import Objects

_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END = b"</rdf:RDF>"


def name_both_standards(pdf: pydyf.PDF) -> None:
    """Add the identification of PDF/UA-1 to the metadata of a PDF/A file."""
    metadata = Objects(pdf).get(pdf.catalog["Metadata"])
    content = b"".join(metadata.stream)
    head, end, tail = content.rpartition(_END)
    if not end:
        raise ValueError("metadata without RDF")
    metadata.stream = [head + _UA + end + tail]


def mend_attachments(pdf: pydyf.PDF) -> None:
    """Name every attached file once in ``AF``; WeasyPrint 70 names each twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))

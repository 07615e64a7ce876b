"""Answers to SELECT and ASK as SPARQL 1.1 results in JSON, XML, CSV and TSV, and as cells for a page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Solution: TypeAlias = Sequence[Term | None]
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def results(form: str, names: Sequence[str], solutions: Iterable[Solution]) -> bytes:
    """The solutions of a SELECT in the format json, xml, csv or tsv."""
    match form:
        case "json":
            text = _json(names, solutions)
        case "xml":
            text = _xml(names, solutions)
        case "csv":
            text = _csv(names, solutions)
        case "tsv":
            text = _tsv(names, solutions)
        case _:
            raise ValueError(form)
    return text.encode("utf-8", "replace")


def truth(form: str, value: bool) -> bytes:
    """The answer to an ASK; CSV and TSV, for which nothing is laid down, get the bare word."""
    word = "true" if value else "false"
    match form:
        case "json":
            return json.dumps({"head": {}, "boolean": value}).encode()
        case "xml":
            return f"{_XML_HEAD}<head/><boolean>{word}</boolean></sparql>".encode()
        case _:
            return f"{word}\n".encode()


def cells(solutions: Iterable[Solution]) -> list[list[list[str]]]:
    """Rows of cells for a page: each the text, and the IRI or else the language."""
    return [[_cell(term) for term in solution] for solution in solutions]


def _cell(term: Term | None) -> list[str]:
    match term:
        case None:
            return ["", "", ""]
        case NamedNode():
            return [term.value, term.value, ""]
        case Literal():
            return [term.value, "", term.language or ""]
        case BlankNode() | Triple():
            return [str(term), "", ""]


def _json(names: Sequence[str], solutions: Iterable[Solution]) -> str:
    bindings = [
        {name: _json_term(term) for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in solutions
    ]
    return json.dumps({"head": {"vars": list(names)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, object]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            found: dict[str, object] = {"type": "literal", "value": term.value}
            if term.language:
                found["xml:lang"] = term.language
            elif term.datatype.value != _XSD_STRING:
                found["datatype"] = term.datatype.value
            return found
        case Triple():
            ends = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _json_term(end) for name, end in ends.items()}}


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(names: Sequence[str], solutions: Iterable[Solution]) -> str:
    out = [_XML_HEAD, "<head>", *(f"<variable name={quoteattr(name)}/>" for name in names)]
    out.append("</head><results>\n")
    for solution in solutions:
        out.append("<result>")
        for name, term in zip(names, solution, strict=True):
            if term is not None:
                out.append(f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>")
        out.append("</result>\n")
    out.append("</results></sparql>\n")
    return "".join(out)


def _xml_term(term: Term) -> str:
    match term:
        case NamedNode():
            return f"<uri>{_xml_text(term.value)}</uri>"
        case BlankNode():
            return f"<bnode>{_xml_text(term.value)}</bnode>"
        case Literal():
            if term.language:
                tag = f" xml:lang={quoteattr(term.language)}"
            else:
                kind = term.datatype.value
                tag = "" if kind == _XSD_STRING else f" datatype={quoteattr(kind)}"
            return f"<literal{tag}>{_xml_text(term.value)}</literal>"
        case Triple():
            ends = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
            parts = (f"<{name}>{_xml_term(end)}</{name}>" for name, end in ends)
            return f"<triple>{''.join(parts)}</triple>"


def _xml_text(text: str) -> str:
    """Text as XML can hold it: control characters it has no way to write become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _csv(names: Sequence[str], solutions: Iterable[Solution]) -> str:
    """Plain values, as SPARQL 1.1 lays down for CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for solution in solutions:
        writer.writerow(["" if term is None else _plain(term) for term in solution])
    return out.getvalue()


def _plain(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _tsv(names: Sequence[str], solutions: Iterable[Solution]) -> str:
    """Terms as Turtle writes them, one solution a line."""
    lines = ["\t".join(f"?{name}" for name in names)]
    for solution in solutions:
        lines.append("\t".join("" if term is None else str(term).replace("\t", "\\t") for term in solution))
    return "\n".join(lines) + "\n"

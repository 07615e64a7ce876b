"""The commands about competency questions: list them, answer one."""

from __future__ import annotations

from recommender.api import home, load_knowledge
from recommender.cli.output import write
from recommender.cli.run import DONE
from recommender.kb.load import load_records
from recommender.kb.proof.competency import AUDIENCES, answer, find_question, read_questions
from recommender.kb.query import QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.records import Records
from recommender.kb.tables import Table
from recommender.knowledge_graph import knowledge_graph


def ask_question(number: str, form: str, language: str) -> int:
    """Print the list of questions or, with a number, the answer to one. Raises BadInput."""
    questions = read_questions(home())
    if not number:
        rows = tuple(
            (one.number, one.words.get(language), AUDIENCES[one.audience].get(language)) for one in questions
        )
        _print(Table("questions", ("number", "question", "for"), rows), form)
        return DONE
    question = find_question(questions, number)
    records = load_records(home())
    _print(answer(question, _store(records).ask, records.schema, language), form)
    return DONE


def _store(records: Records) -> QueryStore:
    graph = knowledge_graph(home(), load_knowledge(), records).graph
    return QueryStore.of(n_triples(graph), query_prefixes(records.schema))


def _print(table: Table, form: str) -> None:
    write(table.to_json() if form == "json" else table.to_csv(), None)

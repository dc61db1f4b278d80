"""Clauses, verbatim, for who looks them up."""

from collections.abc import Sequence

from bot.domain.guidelines import Clause, Guideline, Library
from bot.services.lookup import Hit
from bot.slack.ids import BROWSE_ACTION, SHARE_ACTION
from bot.slack.presenters.card import Card
from bot.slack.presenters.kit import (
    OPTION_LIMIT,
    Block,
    actions,
    button,
    context,
    divider,
    escaped,
    plain,
    quoted,
    section,
    shortened,
)


def clauses_answer(query: str, hits: Sequence[Hit], library: Library) -> Card:
    """What was found for a query, best first."""
    asked = escaped(shortened(query, 60))
    if not hits:
        text = f"「{asked}」に当てはまる条項は見つかりませんでした。別のことばか、条項番号(例: 5(12))でお試しください。"
        return Card(text, [section(text), browse(library)])
    text = f"「{asked}」に関わる条項です。"
    blocks = [section(text)]
    for hit in hits:
        blocks += [divider(), *clause_blocks(hit.clause, library)]
    return Card(text, [*blocks, divider(), browse(library)])


def clause_answer(clause: Clause, library: Library) -> Card:
    """One clause, for who asked."""
    return Card(f"「{library.label(clause.id)}」です。", clause_blocks(clause, library))


def shared_clause(clause: Clause, library: Library, user: str) -> Card:
    """One clause, for everybody in the channel."""
    text = f"<@{user}> さんが「{library.label(clause.id)}」を共有しました。"
    return Card(text, [section(text), *clause_blocks(clause, library, shareable=False)])


def contents(library: Library) -> Card:
    """The table of contents of each guideline, to browse."""
    blocks: list[Block] = []
    for guideline in library.guidelines:
        headings = list(dict.fromkeys(clause.heading for clause in guideline.clauses))
        listed = "\n".join(f"• {escaped(heading)}" for heading in headings)
        blocks += [section(f"*{escaped(guideline.title)}*\n{listed}"), context(_source(guideline))]
    hint = section("番号(例: `5(12)`)、ことば(例: `写真`)、文章のどれでも調べられます。")
    return Card("SNSガイドラインの目次です。", [*blocks, divider(), hint, browse(library)])


def browse(library: Library) -> Block:
    """A menu of all clauses, in groups of at most a hundred."""
    groups = [
        {"label": plain(shortened(guideline.municipality, OPTION_LIMIT)), "options": _options(guideline)}
        for guideline in library.guidelines
    ]
    menu = {
        "type": "static_select",
        "action_id": BROWSE_ACTION,
        "placeholder": plain("条項を選んで読む"),
        "option_groups": groups,
    }
    return actions([menu])


def clause_blocks(clause: Clause, library: Library, *, shareable: bool = True) -> list[Block]:
    """A clause with its words, its source, and an editor's note apart from the quotation."""
    guideline = library.guideline(clause.guideline)
    title = f"*{escaped(library.label(clause.id))}* ― {escaped(clause.heading)}"
    share = button("チャンネルに共有", SHARE_ACTION, clause.id) if shareable else None
    blocks = [section(f"{title}\n{quoted(escaped(clause.text))}", share), context(_source(guideline))]
    if clause.note:
        blocks.append(context(f"編者の注: {escaped(clause.note)}"))
    return blocks


def _source(guideline: Guideline) -> str:
    day = guideline.date
    dated = f"{day.year}年{day.month}月{day.day}日" if day else "日付の記載なし"
    return f"出典: 「{escaped(guideline.title)}」({dated})"


def _options(guideline: Guideline) -> list[Block]:
    return [
        {"text": plain(shortened(f"{clause.number} {clause.text}", OPTION_LIMIT)), "value": clause.id}
        for clause in guideline.clauses
    ]

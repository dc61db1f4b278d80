"""Findings, each with its words, its reason and its clauses."""

from collections.abc import Sequence

from bot.domain.findings import Finding, Level
from bot.domain.guidelines import Library
from bot.domain.review_state import ReviewState
from bot.slack.ids import FINDINGS_PAGE_ACTION
from bot.slack.presenters.decision import waived, waiver_button
from bot.slack.presenters.kit import Block, actions, button, divider, escaped, plain, quoted, section, shortened

_MARKS = {Level.BLOCK: ":red_circle:", Level.CONFIRM: ":large_yellow_circle:", Level.ADVISE: ":white_circle:"}
_EXCERPT = 60
_CLAUSE = 160
_CLAUSE_AGAIN = 40
_PAGE = 40


def finding_blocks(review: ReviewState | None, findings: Sequence[Finding], library: Library) -> list[Block]:
    """Each finding: level, the quoted words, why, each clause with its sentence, and who accepted it in a review.

    A clause that several findings cite is quoted at length the first time, and by its beginning after that.
    """
    cited: set[str] = set()
    blocks = []
    for finding in findings:
        citations = [
            quoted(_citation(clause, library, _CLAUSE_AGAIN if clause in cited else _CLAUSE))
            for clause in finding.clauses
        ]
        cited.update(finding.clauses)
        accepted = waived(review, finding) if review else ""
        lines = [*_explained(finding), *citations, *([accepted] if accepted else [])]
        blocks.append(section("\n".join(lines), waiver_button(review, finding) if review else None))
    return blocks


def _explained(finding: Finding) -> list[str]:
    lines = [
        f"{_MARKS[finding.level]} *{finding.level.label}* 「{escaped(shortened(finding.excerpt, _EXCERPT))}」",
        escaped(shortened(finding.message, 700)),
        f"*理由* {escaped(finding.why)}",
    ]
    return [*lines, f"*書き換えの例* {escaped(shortened(finding.suggestion, 300))}"] if finding.suggestion else lines


def _citation(clause_id: str, library: Library, limit: int) -> str:
    clause = library.find(clause_id)
    sentence = "" if clause is None else clause.text.replace("\n", "")
    return f"「{library.label(clause_id)}」{escaped(shortened(sentence, limit))}"


def counted(findings: Sequence[Finding]) -> str:
    """「要修正 1件、要確認 2件」."""
    counts = [(level, sum(finding.level is level for finding in findings)) for level in Level]
    return "、".join(f"{level.label} {count}件" for level, count in counts if count)


def findings_modal(review: ReviewState, library: Library, page: int) -> Block:
    """All findings of the present revision, a page at a time."""
    findings = review.revision.findings
    shown = findings[page * _PAGE : (page + 1) * _PAGE]
    blocks = [section(f"{counted(findings)}の指摘があります。({page * _PAGE + 1}件目から)")]
    for block in finding_blocks(review, shown, library):
        blocks += [divider(), block]
    if (page + 1) * _PAGE < len(findings):
        value = f"{review.origin.channel}|{review.origin.message}|{page + 1}"
        blocks.append(actions([button("続きを見る", FINDINGS_PAGE_ACTION, value)]))
    return {"type": "modal", "title": plain("指摘の一覧"), "close": plain("閉じる"), "blocks": blocks}

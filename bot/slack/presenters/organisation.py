"""The organisation as its administrators see and enter it: a part of the App Home, and forms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.organisation import Absence, Organisation, Role, Section, is_group
from bot.services.organisation import Field, Shown
from bot.slack import ids
from bot.slack.presenters.kit import Block, actions, button, context, escaped, header, mentions, plain, section
from bot.slack.presenters.modals import form

PAGE = 10
_MOST_PAGES = 100
_MOST_NAMED = 12
_TYPED = 3_000
_COMMON = "庁内共通の承認者(設定の APPROVERS)"
_HINTS = {
    Role.STAFF: "この所属で投稿案を書く方です。",
    Role.MANAGER: f"この所属の投稿案を決裁する方です。どなたもいないときは、{_COMMON}が決裁します。",
    Role.DEPUTY: "所属長が不在のときや、お待ちする時間を過ぎたときに、代わって決裁する方です。",
}


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of the sections and which of the absences is looked at, from 0."""

    sections: int = 0
    absences: int = 0

    @classmethod
    def read(cls, value: str) -> "Pages":
        """From what `value` made."""
        return cls(*map(int, value.split("|")))

    @property
    def value(self) -> str:
        """As it travels through Slack and back."""
        return f"{self.sections}|{self.absences}"


def page_with(organisation: Organisation, name: str) -> Pages:
    """The page on which the section of this name stands; the first where there is none."""
    names = [one.name for one in organisation.sections]
    return Pages(names.index(name) // PAGE if name in names else 0)


def organisation_blocks(organisation: Organisation, today: date, pages: Pages | None = None) -> list[Block]:
    """What administrators see on their home tab: at most 40 blocks.

    Args:
        organisation: As it is.
        today: Absences that ended before are left out.
        pages: What is looked at; the first pages where nothing is said.
    """
    pages = pages or Pages()
    sections, absences = organisation.sections, _present(organisation, today)
    buttons = [
        button("所属を追加", ids.ADD_SECTION_ACTION, "new"),
        button("不在を登録", ids.ADD_ABSENCE_ACTION, "new"),
    ]
    blocks = [header("所属と決裁する方(管理者の設定)"), actions(buttons)]
    if not sections:
        blocks.append(context(f"所属はまだありません。どの投稿案も、{_COMMON}が決裁します。"))
    blocks += _page_choice(len(sections), pages, ids.SECTIONS_PAGE_ACTION)
    for one in sections[pages.sections * PAGE :][:PAGE]:
        blocks += _section_blocks(one)
    if absences:
        blocks.append(section("*不在の登録*"))
    blocks += _page_choice(len(absences), pages, ids.ABSENCES_PAGE_ACTION)
    return blocks + [_absence_block(absence) for absence in absences[pages.absences * PAGE :][:PAGE]]


def own_absence_blocks(organisation: Organisation, user: str, today: date) -> list[Block]:
    """What everybody sees of their own absences: at most 12 blocks."""
    own = [absence for absence in _present(organisation, today) if absence.user == user]
    text = "お休みや出張で決裁や確認ができない日を登録しておくと、代決者の方にお願いできます。"
    return [
        section(f"*自分の不在*\n{text}", button("自分の不在を登録", ids.ADD_ABSENCE_ACTION, ids.OWN)),
        *map(_absence_block, own[:PAGE]),
    ]


def section_modal(before: Section | None) -> Block:
    """The form of a section, new or as it is."""
    shown = before or Section("")
    seen = Shown.of(shown)
    blocks: list[Block] = [_typed(Field.NAME, "所属の名前", "例: 総務部 広報課", shown.name, optional=False)]
    for role in (Role.MANAGER, Role.DEPUTY, Role.STAFF):
        blocks += _role_blocks(role, shown.of(role))
    title, value = ("所属の追加", "") if before is None else ("所属の編集", f"{seen.digest}|{seen.name}")
    return form(ids.SECTION_VIEW, title, "保存する", value, blocks)


def absence_modal(user: str, today: date, *, anybody: bool) -> Block:
    """The form of an absence: of `anybody`, as administrators enter it, or of the person themself."""
    who = {"type": "users_select", "action_id": ids.FIELD, "initial_user": user}
    whose = _input(Field.USER, "どなたの不在ですか", who) if anybody else section("ご自身の不在を登録します。")
    blocks = [
        whose,
        _input(Field.SINCE, "はじめの日", _day(today)),
        _input(Field.UNTIL, "おわりの日(この日も不在です)", _day(today)),
    ]
    return form(ids.ABSENCE_VIEW, "不在の登録", "登録する", "", blocks)


def said_modal(text: str) -> Block:
    """One sentence to somebody who pressed a button where there is no thread to answer in."""
    return {"type": "modal", "title": plain("お知らせ"), "close": plain("閉じる"), "blocks": [section(escaped(text))]}


def groups_block(field: Field) -> str:
    """The block in which the user groups of a role are typed."""
    return f"{field}-groups"


def absence_value(absence: Absence) -> str:
    """What the button of an absence carries."""
    return f"{absence.user}|{absence.since}|{absence.until}"


def _present(organisation: Organisation, today: date) -> list[Absence]:
    return [absence for absence in organisation.absences if absence.until >= today]


def _section_blocks(one: Section) -> list[Block]:
    managers = _named(one.managers) if one.managers else f"未設定(この所属の投稿案は、{_COMMON}が決裁します)"
    lines = [f"{Role.MANAGER}: {managers}", *(f"{role}: {_named(one.of(role))}" for role in (Role.DEPUTY, Role.STAFF))]
    question = {
        "title": plain("所属の削除"),
        "text": plain(f"「{one.name}」を削除します。この所属の投稿案は、{_COMMON}が決裁することになります。"),
        "confirm": plain("削除する"),
        "deny": plain("やめる"),
    }
    remove = {**button("削除", ids.REMOVE_SECTION_ACTION, one.name), "style": "danger", "confirm": question}
    edit = button("編集", ids.EDIT_SECTION_ACTION, one.name)
    return [section("\n".join([f"*{escaped(one.name)}*", *lines])), actions([edit, remove])]


def _named(tokens: Sequence[str]) -> str:
    more = f" ほか{len(tokens) - _MOST_NAMED}件" if len(tokens) > _MOST_NAMED else ""
    return f"{mentions(tokens[:_MOST_NAMED])}{more}" if tokens else "未設定"


def _absence_block(absence: Absence) -> Block:
    days = f"{absence.since}" if absence.since == absence.until else f"{absence.since} から {absence.until} まで"
    remove = button("取り消す", ids.REMOVE_ABSENCE_ACTION, absence_value(absence))
    return section(f"{mentions([absence.user])} {days}", remove)


def _page_choice(count: int, pages: Pages, action: str) -> list[Block]:
    """A menu of pages; nothing where all is on one."""
    if count <= PAGE:
        return []
    options = []
    for number in range(min(-(-count // PAGE), _MOST_PAGES)):
        other = replace(pages, **{"sections" if action == ids.SECTIONS_PAGE_ACTION else "absences": number})
        text = f"{number * PAGE + 1}件目から{min((number + 1) * PAGE, count)}件目"
        options.append({"text": plain(text), "value": other.value})
    here = next((option for option in options if option["value"] == pages.value), options[0])
    return [actions([{"type": "static_select", "action_id": action, "options": options, "initial_option": here}])]


def _role_blocks(role: Role, tokens: Sequence[str]) -> list[Block]:
    field = Field.of(role)
    people = [token for token in tokens if not is_group(token)]
    menu: Block = {"type": "multi_users_select", "action_id": ids.FIELD}
    if people:
        menu["initial_users"] = people
    groups = " ".join(filter(is_group, tokens))
    return [
        {**_input(field, role, menu), "optional": True, "hint": plain(_HINTS[role])},
        _typed(groups_block(field), f"{role}のユーザーグループ", "S で始まるIDを、空白で区切って入力します。", groups),
    ]


def _typed(block: str, label: str, hint: str, value: str, *, optional: bool = True) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ids.FIELD, "max_length": _TYPED}
    if value:
        element["initial_value"] = value
    return {**_input(block, label, element), "optional": optional, "hint": plain(hint)}


def _input(block: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": str(block), "label": plain(label), "element": element}


def _day(day: date) -> Block:
    return {"type": "datepicker", "action_id": ids.FIELD, "initial_date": str(day)}

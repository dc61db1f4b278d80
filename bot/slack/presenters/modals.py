"""The forms that are opened from a card."""

from datetime import datetime

from bot.domain.networks import Network
from bot.domain.review_state import ReviewState
from bot.slack.ids import FIELD, NETWORKS_VIEW, PUBLISHED_VIEW, RETURN_REASON_ACTION, RETURN_REASON_VIEW, WAIVE_VIEW
from bot.slack.presenters.decision import value_of
from bot.slack.presenters.kit import Block, actions, button, escaped, plain, section, shortened

_REASON = 500
_ACCOUNT = 80
_OTHER = "そのほか"


def waiver_modal(review: ReviewState, fingerprint: str) -> Block:
    """Asks for the reason why a finding is accepted."""
    finding = next(one for one in review.revision.findings if one.fingerprint == fingerprint)
    blocks = [
        section(f"「{escaped(shortened(finding.excerpt, 60))}」\n{escaped(shortened(finding.message, 700))}"),
        _words("reason", "例外として認める理由", "理由はカードと記録に残ります。", _REASON),
    ]
    return form(WAIVE_VIEW, "例外として認める", "認める", value_of(review, fingerprint), blocks)


def return_reason_modal(value: str) -> Block:
    """Asks for the reason why a draft was returned."""
    hint = "担当の方に、スレッドでお伝えします。"
    return form(
        RETURN_REASON_VIEW,
        "差し戻しの理由",
        "伝える",
        value,
        [_words("reason", "直していただきたいこと", hint, _REASON)],
    )


def return_reason_prompt(value: str) -> list[Block]:
    """Offers to say why, to who has just returned a draft."""
    return [
        section("差し戻しを承りました。理由を書き添えると、担当の方が直しやすくなります。"),
        actions([button("理由を書く", RETURN_REASON_ACTION, value)]),
    ]


def networks_modal(review: ReviewState) -> Block:
    """Asks which social networks a draft is meant for."""
    options = {network.value: {"text": plain(network.label), "value": network.value} for network in Network}
    chosen = [options[name] for name in review.networks if name in options]
    boxes: Block = {"type": "checkboxes", "action_id": FIELD, "options": list(options.values())}
    if chosen:
        boxes["initial_options"] = chosen
    blocks = [
        section("選んでいただくと、それぞれの数え方で数えた字数をカードに示します。"),
        {"type": "input", "block_id": "networks", "label": plain("公開先"), "element": boxes, "optional": True},
    ]
    return form(NETWORKS_VIEW, "公開先と字数", "決める", value_of(review), blocks)


def publication_modal(review: ReviewState, now: datetime) -> Block:
    """Asks where and when a draft was published."""
    options = [{"text": plain(network.label), "value": network.value} for network in Network]
    options.append({"text": plain(_OTHER), "value": _OTHER})
    network: Block = {"type": "static_select", "action_id": FIELD, "options": options}
    chosen = [option for option in options if option["value"] in review.networks]
    if chosen:
        network["initial_option"] = chosen[0]
    moment = {"type": "datetimepicker", "action_id": FIELD, "initial_date_time": int(now.timestamp())}
    address = {"type": "url_text_input", "action_id": FIELD}
    blocks = [
        {"type": "input", "block_id": "network", "label": plain("公開したSNS"), "element": network},
        _words("account", "アカウント名", "例: @town_example", _ACCOUNT, multiline=False),
        {"type": "input", "block_id": "url", "label": plain("投稿のURL"), "element": address, "optional": True},
        {"type": "input", "block_id": "at", "label": plain("公開した日時"), "element": moment},
    ]
    return form(PUBLISHED_VIEW, "公開しました", "記録する", value_of(review), blocks)


def _words(block: str, label: str, hint: str, most: int, *, multiline: bool = True) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": multiline,
        "min_length": 1,
        "max_length": most,
    }
    return {"type": "input", "block_id": block, "label": plain(label), "hint": plain(hint), "element": element}


def form(view: str, title: str, submit: str, value: str, blocks: list[Block]) -> Block:
    """A form; `value` comes back with it (`private_metadata`)."""
    return {
        "type": "modal",
        "callback_id": view,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("やめる"),
        "private_metadata": value,
        "blocks": blocks,
    }

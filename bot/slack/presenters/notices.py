"""Notices: what the thread is told once, in ordinary sentences."""

from bot.domain.audit import Deed, Entry
from bot.domain.drafts import State
from bot.domain.review_state import ReviewState
from bot.services.seats import Called
from bot.slack.presenters.kit import escaped, mention, mentions, quoted

_ENDED = {
    "edited": "文面が編集されたため、公開可を取り消しました。新しい文面であらためて確認と承認をお願いします。",
    "unticked": "確認事項のチェックが外れたため、公開可を取り消しました。あらためて承認をお願いします。",
    "taken_back": "承認のリアクションが取り消されたため、公開可を取り消しました。公開は少しお待ちください。",
    "returned": "差し戻しがあったため、公開可を取り消しました。公開は少しお待ちください。",
    "unreadable": "編集後の文面を読み取れないため、公開可を取り消しました。もう一度編集していただけますか。",
    "withdrawn": "投稿案が削除されたため、公開可を取り消しました。",
    "expired": "公開可の期限が過ぎたため、取り消しました。公開するときは、あらためて承認をお願いします。",
    "frozen": "公開の一時停止がかかったため、公開可を取り消しました。再開のあとで、あらためて承認をお願いします。",
    "approver_left": "承認した方が承認者ではなくなったため、公開可を取り消しました。あらためて承認をお願いします。",
    "rules": "きまりが新しくなり、見ていただきたい箇所が増えたため、公開可を取り消しました。カードをご覧ください。",
}


_TOLD = {
    Deed.RETURNED: "{drafter} さん、{actor} さんから差し戻しがありました{deputy}。"
    "文面を直していただくと、もう一度審査を始めます。",
    Deed.RETURN_TAKEN_BACK: "{drafter} さん、{actor} さんが差し戻しを取り消しました。",
    Deed.RETURN_EXPLAINED: "{drafter} さん、{actor} さんから差し戻しの理由が届きました。\n{reason}",
    Deed.APPROVED: "{drafter} さんの投稿案を {actor} さんが承認しました{deputy}。"
    "この文面を公開できます。(SHA-256 {short})",
    Deed.STEP_TAKEN_BACK: "{actor} さんの承認が取り消されました。{called}あらためて承認をお待ちしています。",
    Deed.WAIVED: "{drafter} さん、{actor} さんが指摘を1件、例外として認めました{deputy}。\n{reason}",
    Deed.PUBLISHED: "{drafter} さんの投稿案が公開されました。記録した方は {actor} さんです。(SHA-256 {short})",
    Deed.REVISED_AFTER_PUBLICATION: "{drafter} さん、公開のあとに投稿案が編集されました。"
    "公開された文面とは違いますので、直した文面を公開するときは、新しい投稿案としてお出しください。",
}


def notice(entry: Entry, review: ReviewState, called: Called) -> str:
    """What the thread is told of an entry of the record; `called`: whose word is waited for now."""
    drafter = mention(review.drafter)
    names = f"{mentions(called.everybody)} さん、" if called.managers else ""
    if entry.deed is Deed.READY:
        urgent = "緊急の投稿案です。" if review.urgent else ""
        asked = f"{drafter} さんの投稿案の確認がそろいました。内容をご覧のうえ、承認をお願いします。"
        return f"{names}{urgent}{asked}{_in_haste(review, called)}"
    if entry.deed is Deed.STEP_APPROVED:
        return _step_approved(entry, called, names)
    if entry.deed is Deed.REMINDED:
        when = "緊急ですので、お早めに" if review.urgent else "ご都合のよいときに"
        asked = f"{drafter} さんの投稿案が承認を待っています。{when}ご覧いただけますか。"
        return f"{names}{asked}{_in_haste(review, called) or _stand_in(entry)}"
    if entry.deed is Deed.MARKED_URGENT:
        return _urgent(review, drafter, names) + _in_haste(review, called)
    if entry.deed is Deed.CLEARANCE_ENDED:
        return f"{drafter} さん、{_ENDED[entry.details['reason']]}(取り消した版のSHA-256 {entry.sha256[:8]})"
    return _TOLD[entry.deed].format(
        drafter=drafter,
        actor=mention(entry.actor),
        called=names,
        short=entry.sha256[:8],
        deputy="(代決)" if entry.details.get("deputy") else "",
        reason=quoted(escaped(entry.details.get("reason", ""))),
    )


def _step_approved(entry: Entry, called: Called, names: str) -> str:
    deputy = "(代決)" if entry.details.get("deputy") else ""
    done = f"{mention(entry.actor)} さんの「{escaped(entry.details.get('step', '承認'))}」が済みました{deputy}。"
    return f"{done}{names}続けて「{escaped(called.label)}」をお願いします。" if called.label else done


def _in_haste(review: ReviewState, called: Called) -> str:
    if not review.urgent or not called.deputies:
        return ""
    return "所属長が不在のときや、しばらくお返事がないときは、代決者の方が代わりに承認できます。"


def _stand_in(entry: Entry) -> str:
    return "代決者の方も、代わりに承認していただけます。" if entry.details.get("to") == "deputies" else ""


def _urgent(review: ReviewState, drafter: str, names: str) -> str:
    if review.state is State.AWAITING:
        return f"{names}緊急の投稿案です。{drafter} さんが、急ぎの承認をお願いしています。"
    return (
        f"{drafter} さん、緊急の投稿案として承りました。"
        "確認事項がそろいましたら、承認者と代決者の方にすぐお知らせします。"
    )

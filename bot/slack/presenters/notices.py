"""Notices: what the thread is told once, in ordinary sentences."""

from bot.domain.audit import Deed, Entry
from bot.domain.reviews import Review
from bot.slack.presenters.card import Office, mention, mentions

_ENDED = {
    "edited": "文面が編集されたため、公開可を取り消しました。新しい文面であらためて確認と承認をお願いします。",
    "unticked": "確認事項のチェックが外れたため、公開可を取り消しました。あらためて承認をお願いします。",
    "taken_back": "承認のリアクションが取り消されたため、公開可を取り消しました。公開は少しお待ちください。",
    "returned": "差し戻しがあったため、公開可を取り消しました。公開は少しお待ちください。",
    "unreadable": "編集後の文面を読み取れないため、公開可を取り消しました。もう一度編集していただけますか。",
    "withdrawn": "投稿案が削除されたため、公開可を取り消しました。",
}


def notice(entry: Entry, review: Review, office: Office) -> str:
    """What the thread is told of an entry of the record."""
    drafter, actor, short = mention(review.drafter), mention(entry.actor), entry.sha256[:8]
    if entry.deed is Deed.READY:
        called = f"{mentions(office.approvers)} さん、" if office.approvers else ""
        return f"{called}{drafter} さんの投稿案の確認がそろいました。内容をご覧のうえ、承認をお願いします。"
    if entry.deed is Deed.APPROVED:
        return f"{drafter} さんの投稿案を {actor} さんが承認しました。この文面を公開できます。(SHA-256 {short})"
    if entry.deed is Deed.RETURNED:
        return (
            f"{drafter} さん、{actor} さんから差し戻しがありました。文面を編集していただくと、もう一度審査を始めます。"
        )
    if entry.deed is Deed.RETURN_TAKEN_BACK:
        return f"{drafter} さん、{actor} さんが差し戻しを取り消しました。"
    return f"{drafter} さん、{_ENDED[entry.details['reason']]}(取り消した版のSHA-256 {short})"

"""What the channel is told of a stop of all clearances."""

from bot.domain.freezes import Freeze
from bot.slack.presenters.kit import escaped, mention, quoted, shortened

FREEZE_USAGE = (
    "公開を一時停止するときは `/sns-freeze 理由` のように、理由を添えて入力してください。"
    "再開は `/sns-freeze 解除` です。"
)
_REASON = 500


def frozen(user: str, reason: str, fallen: int) -> str:
    """A stop began."""
    cleared = f"【公開可】だった{fallen}件は取り消しました。" if fallen else ""
    return (
        f":no_entry: {mention(user)} さんが、公開を一時停止しました。{cleared}"
        f"再開のお知らせまで、どの投稿案も公開しないようお願いします。\n{quoted(escaped(shortened(reason, _REASON)))}"
    )


def lifted(user: str, freeze: Freeze) -> str:
    """A stop ended."""
    reason = escaped(shortened(freeze.reason, _REASON))
    return (
        f":arrow_forward: {mention(user)} さんが、公開の一時停止を解除しました。(停止の理由: {reason}) "
        "公開するものは、内容をあらためてお確かめのうえ、もう一度承認をお願いします。"
    )

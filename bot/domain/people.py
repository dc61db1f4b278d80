"""Who may decide."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.errors import NotEntitledError


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace, as it is at this moment.

    Attributes:
        id: User id.
        guest: A single- or multi-channel guest.
        outsider: From another organisation, through a shared channel.
        bot: An app's user.
        deactivated: No longer a member.
    """

    id: str
    guest: bool = False
    outsider: bool = False
    bot: bool = False
    deactivated: bool = False

    @property
    def staff(self) -> bool:
        """Whether the person is a full member of the office's own workspace (吉備中央町 4(6), 藤沢市 3)."""
        return not (self.guest or self.outsider or self.bot or self.deactivated)


def ensure_may_submit(person: Person) -> None:
    """NotEntitledError unless the person is staff (吉備中央町 4(6), 藤沢市 3)."""
    if not person.staff:
        raise NotEntitledError(
            "投稿案をお預かりできるのは、職員として登録されている方だけです。"
            "お手数ですが、担当の職員の方から投稿していただけますか。(吉備中央町 4(6)、藤沢市 3)"
        )


def ensure_may_decide(person: Person, drafter: str, approvers: Collection[str]) -> None:
    """NotEntitledError unless the person is an approver, on the staff, and not the drafter (吉備中央町 4(9)②)."""
    if not approvers:
        raise NotEntitledError("承認できる方がまだ設定されていません。管理者の方に、承認者の設定をお願いしてください。")
    if person.id == drafter:
        raise NotEntitledError("ご自身の投稿案は、ご自身では決裁できません。所属長の確認をお待ちください。")
    if person.id not in approvers:
        raise NotEntitledError(
            "この投稿案を決裁できるのは、承認者として登録されている方だけです。リアクションは記録していません。"
        )
    if not person.staff:
        raise NotEntitledError(
            "ゲストや組織外の方は、承認者に登録されていても決裁できません。職員の承認者にお願いしてください。"
        )

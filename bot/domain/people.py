"""Who may decide."""

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
        admin: An administrator or owner of the workspace.
    """

    id: str
    guest: bool = False
    outsider: bool = False
    bot: bool = False
    deactivated: bool = False
    admin: bool = False

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


def ensure_admin(person: Person) -> None:
    """NotEntitledError unless the person administers the workspace."""
    if not (person.admin and person.staff):
        raise NotEntitledError(
            "この設定を変えられるのは、Slackのワークスペース管理者の方だけです。管理者の方にお願いしてください。"
        )

"""The people of the demo workspace: invented, each name shows the role."""

from dataclasses import dataclass

from bot.sandbox.shapes import Json

TEAM = "T0SANDBOX1"
OTHER_TEAM = "T0OUTSIDE1"
APP = "A0SNSDESK1"
BOT = "U0SNSDESK1"
BOT_PROFILE = "B0SNSDESK1"
SLACKBOT = "USLACKBOT"

DRAFTER = "U0TANTOU01"
DRAFTER2 = "U0TANTOU02"
MANAGER = "U0KACHOU01"
MANAGER2 = "U0KACHOU02"
DEPUTY = "U0HOSA0001"
ADMIN = "U0ADMIN001"
GUEST = "U0GUEST001"
MULTI_GUEST = "U0GUEST002"
STRANGER = "U0OUTSIDE1"
FORMER = "U0FORMER01"
MANAGERS = "S0KACHOU01"

REVIEW_CHANNEL = "C0REVIEW01"
OTHER_CHANNEL = "C0KOHO0001"
PRIVATE_CHANNEL = "C0KANRI001"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace.

    Attributes:
        id: Slack user id.
        name: The handle, in ASCII.
        display: The name people read.
        role: What the page calls the role, such as 担当.
        flags: Further fields of Slack's user object, such as `is_ultra_restricted`.
        team: The home workspace.
    """

    id: str
    name: str
    display: str
    role: str
    flags: tuple[tuple[str, bool], ...] = ()
    team: str = TEAM

    def as_user(self) -> Json:
        """Slack's user object."""
        return {**_plain_user(self), **dict(self.flags)}


PEOPLE = (
    Person(DRAFTER, "saeki", "佐伯 みのり（広報課・担当）", "担当"),
    Person(DRAFTER2, "tanimoto", "谷本 そら（観光課・担当）", "担当"),
    Person(MANAGER, "okano", "岡野 まさし（広報課長）", "課長"),
    Person(MANAGER2, "hirai", "平井 ちづる（観光課長）", "課長"),
    Person(DEPUTY, "morikawa", "森川 けい（広報課長補佐）", "代決者"),
    Person(ADMIN, "kanri", "管野 りえ（情報管理係・管理者）", "管理者", (("is_admin", True), ("is_owner", True))),
    Person(
        GUEST,
        "guest1",
        "外山 なお（委託先・ゲスト）",
        "ゲスト",
        (("is_restricted", True), ("is_ultra_restricted", True)),
    ),
    Person(
        MULTI_GUEST, "guest2", "里中 あおい（実習生・ゲスト）", "複数チャンネルのゲスト", (("is_restricted", True),)
    ),
    Person(STRANGER, "tonari", "隣田 ゆう（となり町・社外）", "社外の方", (("is_stranger", True),), OTHER_TEAM),
    Person(FORMER, "moto", "元木 しん（退職者）", "退職者", (("deleted", True),)),
    Person(BOT, "sns_review_desk", "SNS審査デスク", "アプリ", (("is_bot", True),)),
    Person(SLACKBOT, "slackbot", "Slackbot", "アプリ"),
)


def groups() -> dict[str, Json]:
    """The user groups at the start: the managers."""
    users = [MANAGER, MANAGER2]
    group = {
        "id": MANAGERS,
        "team_id": TEAM,
        "is_usergroup": True,
        "is_subteam": True,
        "name": "課長会",
        "description": "課長級の職員",
        "handle": "kacho",
        "is_external": False,
        "date_create": 1700000000,
        "date_update": 1700000000,
        "date_delete": 0,
        "created_by": ADMIN,
        "updated_by": ADMIN,
        "users": users,
        "user_count": len(users),
    }
    return {MANAGERS: group}


def _plain_user(person: Person) -> Json:
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "deleted": False,
        "real_name": person.display,
        "tz": "Asia/Tokyo",
        "tz_label": "Japan Standard Time",
        "tz_offset": 32400,
        "profile": _profile(person),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": 1700000000,
    }


def _profile(person: Person) -> Json:
    return {
        "title": person.role,
        "real_name": person.display,
        "real_name_normalized": person.display,
        "display_name": person.display,
        "display_name_normalized": person.display,
        "team": person.team,
    }
